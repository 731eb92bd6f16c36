#pragma once
// A small network with a confluence, whose every value is a formula, for the tests of this module and of those that
// read its files.
#include <unistd.h>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/results/network_mesh.h"
#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/field.h"

namespace liriver::data::results::example {

using mesh::field::Description;
using mesh::field::Field;
using mesh::field::Location;

/// A fresh folder under the system's temporary one, removed at the end of the test. Its name has Chinese characters and
/// a space.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "liriver 漓江 XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// 漓江 has five nodes, 甘棠江 three that join it at its third node.
inline NetworkMesh mesh() {
    NetworkMesh mesh;
    mesh.reach_names = {"漓江", "甘棠江"};
    for (int i = 0; i < 5; ++i) {
        mesh.node_x.push_back(430'000.0 + 100.0 * i);
        mesh.node_y.push_back(2'800'000.0 - 1000.0 * i);
        mesh.chainage.push_back(1000.0 * i);
        mesh.bed_elevation.push_back(140.0 - 0.5 * i);
        mesh.bank_elevation.push_back(146.0 - 0.5 * i);
        mesh.reach.push_back(0);
    }
    for (int i = 0; i < 3; ++i) {
        mesh.node_x.push_back(428'000.0 + 800.0 * i);
        mesh.node_y.push_back(2'799'500.0 - 500.0 * i);
        mesh.chainage.push_back(900.0 * i);
        mesh.bed_elevation.push_back(141.0 - 0.7 * i);
        mesh.bank_elevation.push_back(144.0 - 0.7 * i);
        mesh.reach.push_back(1);
    }
    mesh.edge_from = {0, 1, 2, 3, 5, 6, 7};
    mesh.edge_to = {1, 2, 3, 4, 6, 7, 2};
    mesh.places = {{"Guilin", "桂林", "station", 430'100.0, 2'799'000.0},
                   {"Wayaogou", "瓦窑沟", "outfall", 430'300.0, 2'797'000.0}};
    return mesh;
}

inline Provenance provenance() {
    Provenance from;
    from.title = "枯水期 dry season";
    from.version = "0.1.0";
    from.git = "0123456789ab";
    from.crs = "EPSG:32649";
    from.vertical_datum = "EGM96";
    from.time_zone = std::chrono::hours(8);
    from.options = "--threads 1";
    from.assumptions = "channel: assumed compound section\noutfall loads: assumed";
    from.attribution = "(c) OpenStreetMap contributors";
    from.inputs = {{"网络/reaches.csv", "cbf29ce484222325"}, {"q in.csv", "af63dc4c8601ec8c"}};
    return from;
}

inline std::vector<Description> descriptions() {
    return {{"stage", "water level", "water_surface_height_above_reference_datum", "m", Location::node},
            {"NH3-N", "ammonia nitrogen", "", "mg/L", Location::node},
            {"discharge", "discharge", "water_volume_transport_in_river_channel", "m3 s-1", Location::edge},
            {"released", "water released so far", "", "m3", Location::network}};
}

inline double stage(std::size_t node, std::size_t level) {
    return 143.0 + 0.1 * static_cast<double>(node) + 0.01 * static_cast<double>(level);
}
inline double concentration(std::size_t node, std::size_t level) {
    return 1.0 / (3.0 + static_cast<double>(node + level));
}
inline double discharge(std::size_t edge, std::size_t level) {
    return 18.7 + static_cast<double>(edge) / 7.0 + static_cast<double>(level);
}
inline double released(std::size_t level) { return 3600.0 * static_cast<double>(level); }

/// The values of one level, in the order of descriptions().
struct Level {
    std::vector<double> stage, concentration, discharge, released;

    Level(const NetworkMesh& mesh, std::size_t level) : released{example::released(level)} {
        for (std::size_t i = 0; i < mesh.node_count(); ++i) {
            stage.push_back(example::stage(i, level));
            concentration.push_back(example::concentration(i, level));
        }
        for (std::size_t i = 0; i < mesh.edge_count(); ++i)
            discharge.push_back(example::discharge(i, level));
    }
    [[nodiscard]] std::vector<Field> fields() const {
        const std::vector<Description> what = descriptions();
        return {{what[0], stage}, {what[1], concentration}, {what[2], discharge}, {what[3], released}};
    }
};

/// 2025-11-01T00:00:00+08:00
inline tables::Time start() { return tables::Time(std::chrono::seconds(1'761'926'400)); }

}  // namespace liriver::data::results::example
