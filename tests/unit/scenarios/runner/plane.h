#pragma once
// A channel of 1000 m x 50 m as a surface, in a scenario that is run or refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "data/results/surface_file.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/surface_model.h"

namespace liriver::scenarios::runner {

constexpr double slope = 0.001;
constexpr double manning_n = 0.03;

/// 1000 m x 50 m of squares of 10 m, falling to the east by 1 in 1000; every third column is cut into triangles.
inline mesh::surface::SurfaceMesh plane() {
    std::vector<double> x;
    std::vector<double> y;
    for (int j = 0; j <= 5; ++j)
        for (int i = 0; i <= 100; ++i) {
            x.push_back(430'000.0 + 10.0 * i);
            y.push_back(2'800'000.0 + 10.0 * j);
        }
    std::vector<std::int32_t> first{0};
    std::vector<std::int32_t> corners;
    const auto cell = [&](std::initializer_list<int> nodes) {
        corners.insert(corners.end(), nodes.begin(), nodes.end());
        first.push_back(static_cast<std::int32_t>(corners.size()));
    };
    for (int j = 0; j < 5; ++j)
        for (int i = 0; i < 100; ++i) {
            const int a = 101 * j + i;
            if (i % 3 == 1) {
                cell({a, a + 1, a + 102});
                cell({a, a + 102, a + 101});
            } else {
                cell({a, a + 1, a + 102, a + 101});
            }
        }
    auto mesh = mesh::surface::assemble_mesh(x, y, first, corners).value();
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        mesh.bed_elevation[i] = 150.0 - slope * (mesh.centroid[i].x - 430'000.0);
        mesh.manning_n[i] = manning_n;
    }
    return mesh;
}

constexpr const char* head = R"(schema = 1
[project]
name = "平面 plane"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 h"
[[surface]]
name = "plane"
mesh = "网格 mesh.nc"
)";

constexpr const char* channel = R"(initial_depth = "1 m"
[[surface.boundary]]
name = "west"
kind = "discharge"
from = [430000, 2800050]
to = [430000, 2800000]
discharge = "50 m3/s"
concentration = { tracer = 2 }
[[surface.boundary]]
name = "east"
kind = "normal_depth"
from = [431000, 2800000]
to = [431000, 2800050]
slope = 0.001
[[constituent]]
name = "tracer"
unit = "mg/L"
initial = 2
[[station]]
name = "middle"
point = [430505, 2800025]
section_from = [430505, 2800050]
section_to = [430505, 2800000]
[[station]]
name = "a cell"
point = [430255, 2800005]
[output]
interval = "30 min"
checkpoint_interval = "1 h"
)";

class PlaneTest : public testing::Test {
  protected:
    void SetUp() override {
        folder = std::filesystem::path(testing::TempDir()) /
                 (std::string("liriver 运行 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        put_mesh(plane());
    }
    /// The mesh of the scenario.
    void put_mesh(const mesh::surface::SurfaceMesh& mesh) const {
        data::results::Provenance from;
        from.crs = "EPSG:32649";
        std::filesystem::remove(folder / "网格 mesh.nc");
        auto file = data::results::SurfaceFile::create(folder / "网格 mesh.nc", mesh, from, {}, {});
        ASSERT_TRUE(file) << to_string(file.error());
        ASSERT_TRUE(file->close());
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] language::Model model(const std::string& rest) const {
        std::ofstream(folder / "plane.toml") << head << rest;
        auto loaded = language::load(folder / "plane.toml");
        if (!loaded)
            ADD_FAILURE() << words(loaded.error());
        return loaded ? *loaded : language::Model{};
    }
    [[nodiscard]] static std::string words(const data::tables::Problems& problems) {
        std::string text;
        for (const auto& problem : problems)
            text += to_string(problem) + '\n';
        return text;
    }
    [[nodiscard]] std::string refusal(const std::string& rest) const {
        std::ofstream(folder / "plane.toml") << head << rest;
        const auto loaded = language::load(folder / "plane.toml");
        return loaded ? std::string("none") : words(loaded.error());
    }
    RunReport run_into(const char* name, const language::Model& input, RunOptions options = {}) const {
        options.output = folder / name;
        auto report = run(input, options);
        if (!report)
            ADD_FAILURE() << words(report.error());
        return report ? *report : RunReport{};
    }
    static std::string bytes(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::filesystem::path folder;
};

}  // namespace liriver::scenarios::runner
