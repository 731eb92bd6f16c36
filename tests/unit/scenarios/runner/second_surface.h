#pragma once
// A folder with what a 2D mesh of a small river is made from, in coordinates of EPSG:2056: a plane that falls 1 in 1000
// to the east, and on it a winding channel, 42 m wide and 3 m deep.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "mesh/network/polyline.h"

namespace liriver::tests {

class SecondSurface {
  public:
    explicit SecondSurface(const std::string& name) : folder_(std::filesystem::path(testing::TempDir()) / name) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        for (double x = 2600000; x <= 2603000; x += 20)
            line_.push_back({x, 1200500 + 100 * std::sin(2 * std::acos(-1.0) * (x - 2600000) / 1500)});
        const std::vector<double> along = mesh::network::distances_along(line_);
        std::ofstream reaches(file("reaches.csv"));
        reaches << "reach,label,from_reach,from_chainage_m,to_reach,to_chainage_m,length_m,source,confidence,note\n"
                << "Aa,,,,,," << along.back() << ",made,H,\n";
        std::ofstream points(file("points.csv"));
        points << "reach,chainage_m,x_m,y_m\n";
        for (std::size_t i = 0; i < line_.size(); ++i)
            points << "Aa," << along[i] << "," << std::to_string(line_[i].x) << "," << std::to_string(line_[i].y)
                   << "\n";
        std::ofstream sections(file("sections.csv"));
        sections << "reach,chainage_m,offset_m,elevation_m,zone\n";
        for (std::size_t i = 0; i < line_.size(); i += 15) {
            const double top = ground(line_[i].x);
            const double offsets[] = {0, 6, 36, 42};
            const double depths[] = {0, 3, 3, 0};
            for (int k = 0; k < 4; ++k)
                sections << "Aa," << along[i] << "," << offsets[k] << "," << top - depths[k] << ",channel\n";
        }
        std::ofstream terrain(file("terrain.csv"));
        terrain << "column,row,elevation_dm\n0,0,4150\n100,0,4100\n100,60,4100\n0,60,4150\n";
    }
    ~SecondSurface() { std::filesystem::remove_all(folder_); }
    SecondSurface(const SecondSurface&) = delete;
    SecondSurface& operator=(const SecondSurface&) = delete;

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] const mesh::network::Polyline& line() const { return line_; }
    /// m, from the middles of the first column's cells on
    [[nodiscard]] static double ground(double x) { return 415.0 - 0.001 * (x - 2599025.0); }

    /// Writes a scenario for `mesh`; `make` are the keys below [surface.make].
    [[nodiscard]] std::filesystem::path scenario(const std::string& make) const {
        std::filesystem::path path = file("mesh.toml");
        std::ofstream(path) << R"(schema = 1
[project]
name = "Aa"
crs = "EPSG:2056"
vertical_datum = "LN02"
[[terrain.points]]
file = "terrain.csv"
corner = [2599000, 1202000]
cell = 50
vertical_datum = "LN02"
[network]
reaches = "reaches.csv"
points = "points.csv"
sections = "sections.csv"
[[roughness]]
zone = "channel"
manning_n = 0.03
assumed = true
[[roughness]]
zone = "flood_plain"
manning_n = 0.05
[[surface]]
name = "Aa"
[surface.make]
folder = "made"
)" << make;
        return path;
    }

  private:
    std::filesystem::path folder_;
    mesh::network::Polyline line_;
};

}  // namespace liriver::tests
