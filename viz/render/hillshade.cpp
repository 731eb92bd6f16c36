#include "viz/render/hillshade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace liriver::viz::render {

using mesh::gis::Grid;

namespace {

std::array<double, 4> spline_weights(double t) {
    const double u = 1.0 - t;
    return {u * u * u / 6.0, (3.0 * t * t * t - 6.0 * t * t + 4.0) / 6.0, (3.0 * u * u * u - 6.0 * u * u + 4.0) / 6.0,
            t * t * t / 6.0};
}

constexpr std::array<std::uint32_t, 5> tints{0xd5dfcb, 0xe3e6d3, 0xeeead9, 0xeae1d0, 0xded5c8};

Colour tint(double share) {
    const double at = std::clamp(share, 0.0, 1.0) * (tints.size() - 1);
    const auto below = std::min<std::size_t>(static_cast<std::size_t>(at), tints.size() - 2);
    return mix(rgb(tints[below]), rgb(tints[below + 1]), static_cast<float>(at - static_cast<double>(below)));
}

/// Rise a metre to the east and to the north.
struct Slope {
    double east, north;
};

/// What a share of the (finite) values lies below.
double quantile(std::vector<double> values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace

double smooth_elevation(const Grid& grid, double x, double y) {
    const double column = (x - grid.frame.west) / grid.frame.cell_x - 0.5;
    const double row = (grid.frame.north - y) / grid.frame.cell_y - 0.5;
    const int first_column = static_cast<int>(std::floor(column)) - 1;
    const int first_row = static_cast<int>(std::floor(row)) - 1;
    const std::array<double, 4> across = spline_weights(column - std::floor(column));
    const std::array<double, 4> down = spline_weights(row - std::floor(row));
    double sum = 0.0;
    for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 4; ++i)
            sum += down[static_cast<std::size_t>(j)] * across[static_cast<std::size_t>(i)] *
                   grid.at(first_column + i, first_row + j);
    return sum;
}

double shade(double slope_east, double slope_north) {
    // The light of a sun at 45 degrees from azimuth a on a surface with normal (-p, -q, 1): cos(i) over that of level
    // ground.
    struct Sun {
        double east, north, weight;
    };
    constexpr double r = 0.70710678118654752;
    static constexpr std::array<Sun, 4> suns{{{-r, r, 0.45}, {-1.0, 0.0, 0.2}, {0.0, 1.0, 0.2}, {r, r, 0.15}}};
    const double length = std::sqrt(1.0 + slope_east * slope_east + slope_north * slope_north);
    double light = 0.0;
    for (const Sun& sun : suns)
        light += sun.weight * std::max(0.0, (1.0 - sun.east * slope_east - sun.north * slope_north) / length);
    return light;
}

void draw_hillshade(Canvas& canvas, const MapView& view, const Grid& grid) {
    const int left = std::max(0, static_cast<int>(std::floor(view.frame.left)));
    const int top = std::max(0, static_cast<int>(std::floor(view.frame.top)));
    const int right = std::min(canvas.width(), static_cast<int>(std::ceil(view.frame.right)));
    const int bottom = std::min(canvas.height(), static_cast<int>(std::ceil(view.frame.bottom)));
    if (right <= left || bottom <= top)
        return;
    // One pixel of rim, so that slopes can be taken across every pixel.
    const int columns = right - left + 2;
    const int rows = bottom - top + 2;
    std::vector<double> elevation(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    std::vector<double> known;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
            const double x = view.west + (left - 1 + i + 0.5 - view.frame.left) * view.metres;
            const double y = view.north - (top - 1 + j + 0.5 - view.frame.top) * view.metres;
            const double z = smooth_elevation(grid, x, y);
            elevation[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i)] =
                z;
            if (!std::isnan(z))
                known.push_back(z);
        }
    if (known.empty())
        return;
    const double low = quantile(known, 0.01);
    const double high = std::max(quantile(known, 0.99), low + 1.0);
    const auto at = [&elevation, columns](int i, int j) {
        return elevation[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i)];
    };
    const auto slope_at = [&at, &view](int i, int j) {
        const double east = (at(i + 1, j) - at(i - 1, j)) / (2.0 * view.metres);
        const double north = (at(i, j - 1) - at(i, j + 1)) / (2.0 * view.metres);
        return Slope{east, north};
    };
    std::vector<double> steepness;
    for (int j = 1; j + 1 < rows; ++j)
        for (int i = 1; i + 1 < columns; ++i)
            if (const Slope slope = slope_at(i, j); !std::isnan(slope.east + slope.north))
                steepness.push_back(std::hypot(slope.east, slope.north));
    if (steepness.empty())
        return;
    // The finer the grid the steeper its slopes: they are drawn so that any grid's steep tenth looks alike, within
    // reason.
    const double drawn_steeper = std::clamp(0.75 / std::max(quantile(std::move(steepness), 0.9), 1e-6), 1.0, 15.0);
    for (int j = 1; j + 1 < rows; ++j)
        for (int i = 1; i + 1 < columns; ++i) {
            const Slope slope = slope_at(i, j);
            if (std::isnan(slope.east + slope.north + at(i, j)))
                continue;
            const double light = shade(slope.east * drawn_steeper, slope.north * drawn_steeper);
            // Square roots spread the tints over the lowlands, where rivers are.
            const Colour ground = tint(std::sqrt(std::max(0.0, (at(i, j) - low) / (high - low))));
            const auto dark = static_cast<float>(std::clamp(1.0 - light, 0.0, 1.0) * 0.62);
            const auto bright = static_cast<float>(std::clamp(light - 1.0, 0.0, 0.4) * 0.9);
            canvas.set(left + i - 1, top + j - 1, mix(mix(ground, rgb(0x4a5560), dark), rgb(0xffffff), bright));
        }
}

}  // namespace liriver::viz::render
