#pragma once
// Ground of squares, as others' meshes bring it.
#include <filesystem>
#include <fstream>

namespace liriver::scenarios::runner {

/// An SMS .2dm of 20 x 5 squares of 10 m from (0, 0) on; `height` (m) of each column of nodes, 0 to 20.
template <class Height>
void write_squares(const std::filesystem::path& path, const Height& height) {
    std::ofstream mesh(path);
    mesh << "MESH2D\n";
    int cell = 0;
    for (int j = 0; j < 5; ++j)
        for (int i = 0; i < 20; ++i) {
            const int a = 21 * j + i + 1;
            mesh << "E4Q " << ++cell << ' ' << a << ' ' << a + 1 << ' ' << a + 22 << ' ' << a + 21 << " 1\n";
        }
    int node = 0;
    for (int j = 0; j <= 5; ++j)
        for (int i = 0; i <= 20; ++i)
            mesh << "ND " << ++node << ' ' << 10 * i << ' ' << 10 * j << ' ' << height(i) << '\n';
}

/// A scenario on those squares in "plane.2dm", 1 m deep: 20 m3/s, 0.4 m/s, from the west, the last table of it.
inline constexpr const char* flow_on_squares = R"(schema = 1
[project]
name = "plane"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "40 min"
[[surface]]
name = "plane"
mesh = "plane.2dm"
manning_n = 0.03
initial_depth = "1 m"
[[surface.boundary]]
name = "east"
kind = "stage"
from = [200, 0]
to = [200, 50]
stage = "11 m"
[output]
interval = "40 min"
[[surface.boundary]]
name = "west"
kind = "discharge"
from = [0, 50]
to = [0, 0]
discharge = "20 m3/s"
)";

}  // namespace liriver::scenarios::runner
