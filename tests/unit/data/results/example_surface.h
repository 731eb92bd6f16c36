#pragma once
// A small surface of three squares and two triangles, whose every value is a formula, for the tests of this module and
// of those that read its files.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "data/results/surface_file.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::results::example {

/// Nine nodes 100 m apart, from (430 000, 2 800 000) to the east and north; the north-eastern square is cut in two. The
/// face between the first two squares is a wall 2 m high.
inline mesh::surface::SurfaceMesh surface() {
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 9; ++i) {
        x.push_back(430'000.0 + 100.0 * (i % 3));
        y.push_back(2'800'000.0 + 100.0 * (i / 3));  // NOLINT(bugprone-integer-division): rows
    }
    auto mesh = mesh::surface::assemble_mesh(std::move(x), std::move(y), {0, 4, 8, 12, 15, 18},
                                             {0, 1, 4, 3, 1, 2, 5, 4, 3, 4, 7, 6, 4, 5, 8, 4, 8, 7})
                    .value();
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        mesh.bed_elevation[i] = 140.0 + 0.5 * static_cast<double>(i);
        mesh.manning_n[i] = 0.03 + 0.001 * static_cast<double>(i);
    }
    mesh.set_crest(0, 142.0);
    return mesh;
}

inline SurfaceContents surface_contents() {
    SurfaceContents contents;
    contents.places = {{"Guilin", "桂林", "station", 430'150.0, 2'800'050.0}};
    contents.fields = {
        {"stage", "water level", "water_surface_height_above_reference_datum", "m", Location::face},
        {"depth", "water depth", "", "m", Location::face},
        {"velocity_x", "flow velocity, x-component", "", "m s-1", Location::face},
        {"velocity_y", "flow velocity, y-component", "", "m s-1", Location::face},
        {"water_volume", "water on the surface", "", "m3", Location::network},
    };
    contents.maxima = {{"greatest_depth", "greatest water depth", "", "m", Location::face},
                       {"arrival_time", "time until water came", "", "s", Location::face}};
    return contents;
}

inline double surface_depth(std::size_t cell, std::size_t level) {
    return cell == 4 ? 0.0 : 1.0 / (1.0 + static_cast<double>(cell + level));
}

/// The values of one level, in the order of surface_contents().fields: depths of a formula, velocities of another.
struct SurfaceLevel {
    std::vector<double> stage, depth, u, v, volume;

    SurfaceLevel(const mesh::surface::SurfaceMesh& mesh, std::size_t level) : volume{0.0} {
        for (std::size_t i = 0; i < mesh.area.size(); ++i) {
            depth.push_back(surface_depth(i, level));
            stage.push_back(depth.back() > 0.0 ? mesh.bed_elevation[i] + depth.back()
                                               : std::numeric_limits<double>::quiet_NaN());
            u.push_back(0.25 * static_cast<double>(i));
            v.push_back(-0.125 * static_cast<double>(level));
            volume[0] += mesh.area[i] * depth.back();
        }
    }
    [[nodiscard]] std::vector<Field> fields() const {
        const std::vector<Description> what = surface_contents().fields;
        return {{what[0], stage}, {what[1], depth}, {what[2], u}, {what[3], v}, {what[4], volume}};
    }
};

struct SurfaceMaxima {
    std::vector<double> depth, arrival;

    explicit SurfaceMaxima(const mesh::surface::SurfaceMesh& mesh) {
        for (std::size_t i = 0; i < mesh.area.size(); ++i) {
            depth.push_back(surface_depth(i, 0));
            arrival.push_back(depth.back() > 0.0 ? 60.0 * static_cast<double>(i)
                                                 : std::numeric_limits<double>::quiet_NaN());
        }
    }
    [[nodiscard]] std::vector<Field> fields() const {
        const std::vector<Description> what = surface_contents().maxima;
        return {{what[0], depth}, {what[1], arrival}};
    }
};

/// Writes the example with that many hourly levels, and its maxima.
inline tl::expected<void, liriver::mesh::field::Error> write_surface_example(const std::filesystem::path& path,
                                                                             std::size_t levels) {
    const mesh::surface::SurfaceMesh mesh = surface();
    auto file = SurfaceFile::create(path, mesh, provenance(), start(), surface_contents());
    if (!file)
        return tl::unexpected(file.error());
    for (std::size_t level = 0; level < levels; ++level)
        if (auto good = file->append(start() + level * std::chrono::hours(1), SurfaceLevel(mesh, level).fields());
            !good)
            return good;
    if (auto good = file->write_maxima(SurfaceMaxima(mesh).fields()); !good)
        return good;
    return file->close();
}

}  // namespace liriver::data::results::example
