#include "mesh/sections/long_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "mesh/network/locate.h"
#include "mesh/sections/banded.h"

namespace liriver::mesh::sections {

namespace {

double interpolate(const std::vector<double>& x, const std::vector<double>& y, double at) {
    if (x.empty())
        return 0.0;
    const auto above = std::lower_bound(x.begin(), x.end(), at);
    if (above == x.begin())
        return y.front();
    if (above == x.end())
        return y.back();
    const auto i = static_cast<std::size_t>(above - x.begin());
    return y[i - 1] + (at - x[i - 1]) / (x[i] - x[i - 1]) * (y[i] - y[i - 1]);
}

double quantile(std::vector<double>& values, double fraction) {
    const auto k = static_cast<std::ptrdiff_t>(fraction * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + k, values.end());
    return values[static_cast<std::size_t>(k)];
}

/// The low of the ground around a point; NaN where no height is known.
double low_around(network::Point centre, double radius, double step, const network::TerrainSampler& terrain,
                  double fraction) {
    std::vector<double> heights;
    const int reach = static_cast<int>(radius / step);
    for (int row = -reach; row <= reach; ++row)
        for (int column = -reach; column <= reach; ++column) {
            const double east = column * step;
            const double north = row * step;
            if (std::hypot(east, north) > radius)
                continue;
            const double height = terrain.elevation(centre.x + east, centre.y + north);
            if (std::isfinite(height))
                heights.push_back(height);
        }
    return heights.empty() ? std::nan("") : quantile(heights, fraction);
}

/// Weight of a residual, in standard errors, that leaves outliers out altogether (Beaton and Tukey 1974).
double tukey(double residual) {
    constexpr double cutoff = 4.685;
    const double t = residual / cutoff;
    return std::abs(t) >= 1.0 ? 0.0 : (1.0 - t * t) * (1.0 - t * t);
}

/// Weight that makes a least-squares fit one of least absolute deviations, to start from.
double absolute(double residual) { return 1.0 / std::max(std::abs(residual), 0.1); }

/// Slope of the straight line through the heights within `span` m to each side of a point, downwards positive.
double valley_slope(const std::vector<double>& chainage, const std::vector<double>& height, std::size_t point,
                    double span) {
    double count = 0.0, mean_x = 0.0, mean_z = 0.0, xx = 0.0, xz = 0.0;
    for (std::size_t i = 0; i < chainage.size(); ++i) {
        if (std::abs(chainage[i] - chainage[point]) > span)
            continue;
        count += 1.0;
        const double to_x = chainage[i] - mean_x;
        const double to_z = height[i] - mean_z;
        mean_x += to_x / count;
        mean_z += to_z / count;
        xx += to_x * (chainage[i] - mean_x);
        xz += to_x * (height[i] - mean_z);
    }
    return xx > 0.0 ? -xz / xx : 0.0;
}

tl::expected<LongProfile, std::vector<field::Error>> sample_along(const network::Reach& reach,
                                                                  const network::TerrainSampler& terrain,
                                                                  const ProfileSettings& settings) {
    LongProfile profile;
    profile.reach = reach.name;
    const double length = reach.length();
    const int pieces = std::max(2, static_cast<int>(std::lround(length / settings.step)));
    int missing = 0;
    double first_missing = 0.0, last_missing = 0.0;  // m
    network::Point place;
    for (int i = 0; i <= pieces; ++i) {
        const double chainage = length * i / pieces;
        const network::Point point = network::point_at(reach, chainage);
        const double cell = terrain.spacing(point.x, point.y);
        const bool fine = cell <= settings.fine_spacing;
        const double radius = fine ? settings.window_fine : settings.window_coarse;
        const double fraction = fine ? settings.quantile_fine : settings.quantile_coarse;
        const double low =
            std::isfinite(cell) ? low_around(point, radius, 0.5 * cell, terrain, fraction) : std::nan("");
        if (!std::isfinite(low)) {
            if (missing++ == 0) {
                first_missing = chainage;
                place = point;
            }
            last_missing = chainage;
        }
        profile.chainage.push_back(chainage);
        profile.terrain.push_back(low);
        profile.spacing.push_back(cell);
    }
    if (missing > 0)  // one cause, one error
        return tl::make_unexpected(std::vector<field::Error>{
            {fmt::format("reach {}", reach.name),
             fmt::format("no terrain beside the line over {:.0f} of its {:.0f} m, first at {:.0f} m ({:.0f}, {:.0f}), "
                         "last at {:.0f} m",
                         length * missing / (pieces + 1.0), length, first_missing, place.x, place.y, last_missing),
             "a raster that covers the whole reach, or a `start` or `end` of the reach inside it"}});
    return profile;
}

}  // namespace

double LongProfile::surface_at(double at_chainage) const { return interpolate(chainage, water_surface, at_chainage); }
double LongProfile::terrain_at(double at_chainage) const { return interpolate(chainage, terrain, at_chainage); }

std::vector<double> fit_falling_profile(const std::vector<double>& chainage, const std::vector<double>& terrain,
                                        const std::vector<double>& spacing, const std::vector<PinnedLevel>& pinned,
                                        const ProfileSettings& settings) {
    const std::size_t size = chainage.size();
    if (size < 3)
        return terrain;
    const double dx = (chainage.back() - chainage.front()) / static_cast<double>(size - 1);
    const double pi = std::acos(-1.0);
    std::vector<double> error(size), stiffness(size), lean(size);
    double largest_weight = 0.0;
    for (std::size_t i = 0; i < size; ++i) {
        const bool fine = spacing[i] <= settings.fine_spacing;
        error[i] = fine ? settings.error_fine : settings.error_coarse;
        lean[i] = fine ? settings.lean_fine : settings.lean_coarse;
        double wave = fine ? settings.smoothing_fine : settings.smoothing_coarse;
        const double slope = valley_slope(chainage, terrain, i, 0.25 * settings.smoothing_coarse);
        wave *= std::sqrt(settings.steep_slope / std::max(slope, settings.steep_slope));
        if (pinned.size() >= 2)
            wave = std::max(wave, 2.0 * (chainage.back() - chainage.front()));
        // Half of a wave of this length is let through.
        stiffness[i] = std::pow(wave / (2.0 * pi * dx), 4) / (settings.error_coarse * settings.error_coarse);
        largest_weight = std::max({largest_weight, 1.0 / (error[i] * error[i]), stiffness[i]});
    }
    const double least_fall = settings.least_slope * dx;
    const double pin_weight = 1.0 / (settings.mouth_error * settings.mouth_error);
    const double fall_weight = 1e3 * largest_weight;

    std::vector<double> fitted = terrain;
    std::vector<char> held(size, 0);
    constexpr int rounds = 60;
    constexpr int absolute_rounds = 15;
    for (int round = 0; round < rounds; ++round) {
        Pentadiagonal system(size);
        for (std::size_t i = 0; i < size; ++i) {
            const double residual = (terrain[i] - fitted[i]) / error[i];
            const double trust = round == 0 ? 1.0 : round < absolute_rounds ? absolute(residual) : tukey(residual);
            const double side = residual > 0.0 ? lean[i] : 1.0;
            // A little weight is kept everywhere, so that a long stretch of outliers cannot let the line float away.
            system.add_value(i, terrain[i], std::max(side * trust, 1e-4) / (error[i] * error[i]));
        }
        for (std::size_t i = 0; i + 2 < size; ++i)
            system.add_bend(i, stiffness[i + 1]);
        for (std::size_t i = 0; i + 1 < size; ++i)
            if (held[i] != 0)
                system.add_difference(i, -least_fall, fall_weight);
        for (const PinnedLevel& pin : pinned)
            system.add_value(pin.index, pin.level, pin_weight);
        fitted = system.solve();
        for (std::size_t i = 0; i + 1 < size; ++i)
            held[i] = fitted[i + 1] > fitted[i] - least_fall ? 1 : 0;
    }
    for (std::size_t i = size - 1; i-- > 0;)
        fitted[i] = std::max(fitted[i], fitted[i + 1] + least_fall);
    return fitted;
}

tl::expected<std::vector<LongProfile>, std::vector<field::Error>> fit_long_profiles(
    const network::Network& network, const network::TerrainSampler& terrain, const ProfileSettings& settings) {
    std::vector<LongProfile> profiles;
    std::vector<field::Error> errors;
    for (const network::Reach& reach : network.reaches) {
        auto sampled = sample_along(reach, terrain, settings);
        if (sampled)
            profiles.push_back(std::move(*sampled));
        else
            errors.insert(errors.end(), sampled.error().begin(), sampled.error().end());
    }
    if (!errors.empty())
        return tl::make_unexpected(errors);

    const auto number_of = [&network](const std::string& name) {
        std::size_t i = 0;
        while (i < network.reaches.size() && network.reaches[i].name != name)
            ++i;
        return i;
    };
    // Receiving reaches first; a reach that meets one not in the network has nothing to wait for.
    std::size_t left = profiles.size();
    for (bool progress = true; progress && left > 0;) {
        progress = false;
        for (std::size_t r = 0; r < profiles.size(); ++r) {
            LongProfile& profile = profiles[r];
            if (!profile.water_surface.empty())
                continue;
            std::vector<PinnedLevel> pinned;
            bool waiting = false;
            const auto pin = [&](const std::optional<network::Place>& place, std::size_t index) {
                if (!place)
                    return;
                const std::size_t other = number_of(place->reach);
                if (other == profiles.size())
                    return;
                if (profiles[other].water_surface.empty())
                    waiting = true;
                else
                    pinned.push_back({.index = index, .level = profiles[other].surface_at(place->chainage)});
            };
            pin(network.reaches[r].to, profile.chainage.size() - 1);
            pin(network.reaches[r].from, 0);
            if (waiting)
                continue;
            profile.water_surface =
                fit_falling_profile(profile.chainage, profile.terrain, profile.spacing, pinned, settings);
            --left;
            progress = true;
        }
    }
    for (const LongProfile& profile : profiles)
        if (profile.water_surface.empty())
            errors.push_back({"reach " + profile.reach, "reaches that flow into one another in a circle",
                              "a mouth or a head that leads out of the circle"});
    if (!errors.empty())
        return tl::make_unexpected(errors);
    return profiles;
}

}  // namespace liriver::mesh::sections
