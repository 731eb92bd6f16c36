#pragma once
// Nodes and cells by the numbers a file gives them, joined once all are read.
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/meshes/line_scanner.h"
#include "data/meshes/mesh_file.h"

namespace liriver::data::meshes {

/// Collects a file's nodes and cells in any order; corners are looked up at the end.
class Numbered {
  public:
    Numbered(MeshFile& file, LineScanner& scanner) : file_(file), scanner_(scanner) {}

    void node(std::int64_t number, double x, double y, double z, std::int32_t code);
    void cell(std::int64_t number, const std::array<std::int64_t, 4>& corners, int count, std::int32_t material);
    /// The node of that number in the file, or -1.
    [[nodiscard]] std::int32_t find(std::int64_t number) const;
    /// Looks the corners up. Problems: a corner that is no node, a cell without corners of its own, no cell at all.
    void join();

  private:
    struct Cell {
        std::int64_t number;
        std::array<std::int64_t, 4> corners;
        int count, line;
        std::int32_t material;
    };
    MeshFile& file_;
    LineScanner& scanner_;
    std::unordered_map<std::int64_t, std::int32_t> nodes_;
    std::unordered_map<std::int64_t, int> cells_seen_;
    std::vector<Cell> cells_;
};

}  // namespace liriver::data::meshes
