#include "viz/render/colour_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace liriver::viz::render {

namespace {

constexpr std::array<std::uint32_t, 16> viridis{0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e,
                                                0x2a788e, 0x23888e, 0x1f988b, 0x22a884, 0x35b779, 0x54c568,
                                                0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725};
constexpr std::array<std::uint32_t, 16> inferno{0x000004, 0x0c0826, 0x240c4f, 0x420a68, 0x5d126e, 0x781c6d,
                                                0x932667, 0xae305c, 0xc73e4c, 0xdd513a, 0xed6925, 0xf8850f,
                                                0xfca50a, 0xfac62d, 0xf2e661, 0xfcffa4};

Colour between(std::span<const std::uint32_t> stops, double place) {
    const double at = std::clamp(place, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    return mix(rgb(stops[below]), rgb(stops[below + 1]), static_cast<float>(at - static_cast<double>(below)));
}

double linear(float channel) {
    const auto value = static_cast<double>(channel);
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

}  // namespace

Colour colour_at(ColourMap map, double share) {
    const double much = std::clamp(share, 0.0, 1.0);
    if (map == ColourMap::quality)
        return between(inferno, 0.96 - 0.80 * much);
    return between(viridis, 0.97 - 0.97 * much);
}

double lightness(const Colour& colour) {
    const double luminance = 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    return luminance > 216.0 / 24389.0 ? 116.0 * std::cbrt(luminance) - 16.0 : luminance * 24389.0 / 27.0;
}

}  // namespace liriver::viz::render
