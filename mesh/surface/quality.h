#pragma once
// What a mesh is worth: angles, jumps in size, the cells that limit the time step, and where the bad spots lie.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mesh/surface/surface_mesh.h"

namespace liriver::mesh::surface {

/// From when on a spot is listed as bad.
struct QualityLimits {
    double smallest_angle = 20.0;  ///< degrees, of a triangle; of a quadrilateral twice as much
    double largest_angle = 140.0;  ///< degrees
    double size_jump = 3.0;        ///< square root of the ratio of the areas of two neighbours
    std::size_t most_spots = 50;   ///< of each kind, the worst first
};

struct BadSpot {
    std::string kind;    ///< "sharp angle", "wide angle", "size jump"
    double x = 0.0;      ///< m
    double y = 0.0;      ///< m
    double value = 0.0;  ///< degrees, or the jump
};

/// A cell by the length that limits its time step.
struct SmallCell {
    std::int32_t cell = 0;
    double x = 0.0, y = 0.0;   ///< m
    double step_length = 0.0;  ///< m
};

struct Quality {
    std::int32_t nodes = 0, triangles = 0, quadrilaterals = 0, faces = 0;
    double area = 0.0;         ///< m2, sum of the cells
    double domain_area = 0.0;  ///< m2, what the caller says there is to cover; 0: nothing said
    double smallest_angle = 180.0, largest_angle = 0.0;  ///< degrees
    double mean_smallest_angle = 0.0;                    ///< degrees, of the triangles
    std::array<std::int32_t, 18> angles{};               ///< cells by their smallest angle: below 5, 10, ... 90 degrees
    double largest_jump = 1.0;
    double smallest_step = 0.0, median_step = 0.0;  ///< m: twice the area over the perimeter
    std::vector<SmallCell> small_cells;             ///< the ten that limit the step most
    std::vector<BadSpot> bad_spots;                 ///< by kind, the worst first
    std::array<std::size_t, 3> bad_counts{};        ///< sharp, wide, jumps: all of them, listed or not
};

/// Measures a mesh. The step length of a cell is twice its area over its perimeter: the radius of a triangle's inner
/// circle, half the side of a square.
[[nodiscard]] Quality measure_quality(const SurfaceMesh& mesh, double domain_area = 0.0,
                                      const QualityLimits& limits = {});

/// Twice the area over the perimeter, m.
[[nodiscard]] double step_length(const SurfaceMesh& mesh, std::int32_t cell);

/// The report in plain lines.
[[nodiscard]] std::vector<std::string> in_words(const Quality& quality);

}  // namespace liriver::mesh::surface
