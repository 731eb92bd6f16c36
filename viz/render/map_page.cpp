#include "viz/render/map_page.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

#include "mesh/gis/raster.h"
#include "viz/render/labels.h"
#include "viz/render/picture.h"
#include "viz/render/style.h"

namespace liriver::viz::render {

using data::tables::Time;
using mesh::field::Error;

namespace {

/// Terrain for the view, or why there is none.
tl::expected<mesh::gis::Raster, Error> terrain(const std::filesystem::path& file, const MapView& view,
                                               const std::string& crs) {
    mesh::gis::RasterSource source;
    source.file = file.string();
    mesh::gis::Extent window = view.extent();
    const double rim = 2'000.0 + 0.02 * (window.east - window.west);
    window.west -= rim;
    window.south -= rim;
    window.east += rim;
    window.north += rim;
    source.window = window;
    auto raster = mesh::gis::read_raster(source, crs);
    if (raster)
        return raster;
    source.crs = crs;  // an ASCII grid often names no CRS: then it is the results' own
    auto again = mesh::gis::read_raster(source, crs);
    return again ? std::move(again) : std::move(raster);
}

}  // namespace

std::optional<Size> parse_size(std::string_view text) {
    const auto number = [](std::string_view digits) -> std::optional<int> {
        int value = 0;
        const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (trouble != std::errc() || end != digits.data() + digits.size() || value < 200 || value > 20'000)
            return std::nullopt;
        return value;
    };
    const std::size_t cross = text.find('x');
    const std::optional<int> height = number(cross == std::string_view::npos ? text : text.substr(cross + 1));
    const std::optional<int> width =
        cross == std::string_view::npos ? std::optional<int>(0) : number(text.substr(0, cross));
    if (!height || !width)
        return std::nullopt;
    return Size{*width, *height};
}

std::optional<mesh::gis::Extent> parse_window(std::string_view text) {
    double sides[4] = {};
    for (int i = 0; i < 4; ++i) {
        const std::size_t comma = text.find(',');
        if ((comma == std::string_view::npos) != (i == 3))
            return std::nullopt;
        const std::string_view number = text.substr(0, comma);
        const auto [end, trouble] = std::from_chars(number.data(), number.data() + number.size(), sides[i]);
        if (trouble != std::errc() || end != number.data() + number.size() || !std::isfinite(sides[i]))
            return std::nullopt;
        text.remove_prefix(i == 3 ? text.size() : comma + 1);
    }
    if (!(sides[0] < sides[2]) || !(sides[1] < sides[3]))
        return std::nullopt;
    return mesh::gis::Extent{sides[0], sides[1], sides[2], sides[3]};
}

tl::expected<void, Error> check_time(const std::vector<Time>& times, const std::optional<Time>& asked,
                                     std::chrono::minutes zone) {
    if (!asked || (!times.empty() && *asked >= times.front() && *asked <= times.back()))
        return {};
    return tl::unexpected(Error{"--time", data::tables::format_local(*asked, zone),
                                times.empty() ? "no time: this is a mesh"
                                              : "a time from " + data::tables::format_local(times.front(), zone) +
                                                    " to " + data::tables::format_local(times.back(), zone)});
}

std::size_t chosen_level(const std::vector<Time>& times, const std::optional<Time>& asked) {
    if (!asked)
        return times.size() - 1;
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < times.size(); ++i)
        if (std::chrono::abs(times[i] - *asked) < std::chrono::abs(times[nearest] - *asked))
            nearest = i;
    return nearest;
}

MapView laid_out(const Bounds& b, int width, int height, double unit, double top, double bottom, double rim) {
    MapView view;
    view.frame = {std::round(style::margin * unit), std::round(top), width - std::round(style::margin * unit),
                  height - std::round(bottom)};
    view.metres =
        std::max({(b.east - b.west) * rim / view.frame.width(), (b.north - b.south) * rim / view.frame.height(), 0.1});
    view.west = 0.5 * (b.west + b.east) - 0.5 * view.frame.width() * view.metres;
    view.north = 0.5 * (b.south + b.north) + 0.5 * view.frame.height() * view.metres;
    return view;
}

Rectangle best_corner(const Rectangle& frame, const Rectangle& box, const Mask& drawn,
                      const std::vector<Rectangle>& taken, double inset) {
    Rectangle best;
    double least = 1e9;
    for (const bool bottom : {true, false})
        for (const bool right : {false, true}) {
            const double left = right ? frame.right - inset - box.right : frame.left + inset;
            const double top = bottom ? frame.bottom - inset - box.bottom : frame.top + inset;
            const Rectangle here{left, top, left + box.right, top + box.bottom};
            double cost = covered_share(drawn, here);
            for (const Rectangle& other : taken)
                cost += here.overlaps(other) ? 10.0 : 0.0;
            if (cost < least - 1e-9) {
                least = cost;
                best = here;
            }
        }
    return best;
}

std::string local_minutes(Time time, std::chrono::minutes zone) {
    const std::string text = data::tables::format_local(time, zone);  // 2025-11-01T00:00:00+08:00
    return text.substr(0, 10) + ' ' + text.substr(11, 5) + " (UTC" + text.substr(text.size() - 6) + ')';
}

tl::expected<Ground, Error> draw_ground(Canvas& canvas, const MapView& view, const std::filesystem::path& folder,
                                        const data::results::Provenance& from, const std::filesystem::path& asked) {
    std::filesystem::path relief = asked;
    if (relief.empty() && !from.relief.empty()) {
        relief = from.relief;
        if (relief.is_relative())
            relief = folder / relief;
    }
    Ground ground;
    if (relief.empty())
        return ground;
    const auto raster = terrain(relief, view, from.crs);
    if (raster) {
        draw_hillshade(canvas, view, raster->grid);
        ground.drawn = true;
    } else if (!asked.empty()) {
        return tl::unexpected(raster.error());
    } else {
        ground.warning = "no terrain in the picture: " + to_string(raster.error());
    }
    return ground;
}

}  // namespace liriver::viz::render
