#pragma once
// What a picture of a surface shows: one value a cell.
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/surface_reader.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"

namespace liriver::viz::render {

struct SurfaceField {
    mesh::field::Description description;  ///< of a vector: its name and words without the component
    std::vector<double> values;            ///< [cells]; NaN: nothing to show
    bool over_time = false;
    bool dry = false;  ///< whether some cells have nothing to show
};

/// Water less deep than this, m, is not shown.
inline constexpr double least_depth_shown = 0.001;

/// The field of that name, or the length of the vector of that name; empty: depth, or else the first. Cells without
/// water show nothing of a field over time. Fails when there is none, naming those there are.
[[nodiscard]] tl::expected<SurfaceField, mesh::field::Error> read_surface_field(const data::results::SurfaceReader& run,
                                                                                const std::string& asked,
                                                                                std::size_t level);

/// The class of every wet cell by the field of that name, or (empty) by the worst of all; see class_field.h.
[[nodiscard]] tl::expected<SurfaceField, mesh::field::Error> read_surface_classes(
    const data::results::SurfaceReader& run, const std::string& asked, std::size_t level);

}  // namespace liriver::viz::render
