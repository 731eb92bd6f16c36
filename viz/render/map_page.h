#pragma once
// Where the parts of a map stand on its page, and the ground they stand on: the same for every kind of mesh. Private to
// this room.
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "viz/render/canvas.h"
#include "viz/render/hillshade.h"

namespace liriver::viz::render {

/// m.
struct Bounds {
    double west, south, east, north;
};

/// Refuses a time that is not between the first level and the last, and any of a mesh alone.
[[nodiscard]] tl::expected<void, mesh::field::Error> check_time(const std::vector<data::tables::Time>& times,
                                                                const std::optional<data::tables::Time>& asked,
                                                                std::chrono::minutes zone);

/// The level nearest to the time asked for; the last one when none is.
[[nodiscard]] std::size_t chosen_level(const std::vector<data::tables::Time>& times,
                                       const std::optional<data::tables::Time>& asked);

/// The map's frame on the page, `top` and `bottom` px from its edges, and the bounds in its middle, `rim` times as
/// large.
[[nodiscard]] MapView laid_out(const Bounds& bounds, int width, int height, double unit, double top, double bottom,
                               double rim);

/// The frame's corner where a box hides least of `drawn` and of what is taken already.
[[nodiscard]] Rectangle best_corner(const Rectangle& frame, const Rectangle& box, const Mask& drawn,
                                    const std::vector<Rectangle>& taken, double inset);

/// "2025-11-01 00:00 (UTC+08:00)".
[[nodiscard]] std::string local_minutes(data::tables::Time time, std::chrono::minutes zone);

/// Whether the ground was drawn, and why not.
struct Ground {
    bool drawn = false;
    std::string warning;
};

/// Shades the relief asked for, or else the one the results name (relative to their folder). Fails when the one asked
/// for cannot be read; one that only the results name and that is gone is a warning.
[[nodiscard]] tl::expected<Ground, mesh::field::Error> draw_ground(Canvas& canvas, const MapView& view,
                                                                   const std::filesystem::path& folder,
                                                                   const data::results::Provenance& from,
                                                                   const std::filesystem::path& asked);

}  // namespace liriver::viz::render
