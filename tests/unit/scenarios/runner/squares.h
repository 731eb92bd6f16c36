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

}  // namespace liriver::scenarios::runner
