#pragma once
// The long profile of the low-water surface along every reach, fitted monotone to noisy terrain.
#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/network.h"
#include "mesh/network/terrain_sampler.h"

namespace liriver::mesh::sections {

/// What terrain says along a reach, and what is made of it. Arrays of equal length, chainage evenly spaced from 0 to
/// the end.
struct LongProfile {
    std::string reach;
    std::vector<double> chainage;       ///< m
    std::vector<double> terrain;        ///< m, the raw low of the ground beside the line
    std::vector<double> spacing;        ///< m, cell size of the raster behind it
    std::vector<double> water_surface;  ///< m, fitted; falls by at least the least slope everywhere

    /// The fitted water surface (terrain) at a chainage, linear between points, held at the ends.
    [[nodiscard]] double surface_at(double at_chainage) const;
    [[nodiscard]] double terrain_at(double at_chainage) const;
};

struct ProfileSettings {
    double step = 100.0;            ///< m between points of the profile
    double fine_spacing = 30.0;     ///< m: rasters up to this cell size are fine, others coarse
    double window_coarse = 260.0;   ///< m: heights this near the line are looked at on a coarse raster
    double window_fine = 150.0;     ///< m: and on a fine one
    double quantile_coarse = 0.03;  ///< of those heights is the low: coarse cells hold banks with the water
    double quantile_fine = 0.1;     ///< and on a fine raster, where water cells hold pits
    double lean_coarse = 0.1;       ///< weight of lows above the fitted surface against those below it
    double lean_fine = 1.0;
    double smoothing_coarse = 20000.0;  ///< m: waves in the profile shorter than this are noise on a coarse raster
    double smoothing_fine = 10000.0;    ///< m: and on a fine one
    double steep_slope = 1e-3;  ///< where the valley is steeper, waves kept are shorter by the root of the ratio
    double error_coarse = 3.0;  ///< m, standard error of a low on a coarse raster
    double error_fine = 2.0;    ///< m, on a fine one
    double least_slope = 5e-5;  ///< the fitted surface falls at least so much
    double mouth_error = 0.01;  ///< m: how closely a reach's ends keep to the level of the reach they meet
};

/// A level that a profile must meet.
struct PinnedLevel {
    std::size_t index = 0;
    double level = 0.0;  ///< m
};

/// Fits one profile: minimises sum ((z - f)/error)^2, made robust by Tukey weights, + a smoothness penalty on second
/// differences (Whittaker 1923; Eilers 2003), with the fall enforced by an asymmetric penalty on first differences
/// (Eilers 2005) and finally exactly. A line pinned at both ends is held stiff over twice its length. `pinned` holds
/// (index, level) pairs to be kept to within `settings.mouth_error`.
[[nodiscard]] std::vector<double> fit_falling_profile(const std::vector<double>& chainage,
                                                      const std::vector<double>& terrain,
                                                      const std::vector<double>& spacing,
                                                      const std::vector<PinnedLevel>& pinned,
                                                      const ProfileSettings& settings);

/// Profiles of all reaches, receiving reaches first: a tributary's end takes the level of the reach it joins at its
/// mouth; a branch takes its head's level too. Fails with each place along a reach where no terrain lies in the window.
[[nodiscard]] tl::expected<std::vector<LongProfile>, std::vector<field::Error>> fit_long_profiles(
    const network::Network& network, const network::TerrainSampler& terrain, const ProfileSettings& settings);

}  // namespace liriver::mesh::sections
