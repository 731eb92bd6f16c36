#pragma once
// Colours as four numbers from 0 to 1, in sRGB.
#include <cstdint>

namespace liriver::viz::render {

struct Colour {
    float red = 0.0F, green = 0.0F, blue = 0.0F, alpha = 1.0F;
};

/// 0xRRGGBB, as style sheets write it.
constexpr Colour rgb(std::uint32_t code, float alpha = 1.0F) {
    return {static_cast<float>(code >> 16U & 0xffU) / 255.0F, static_cast<float>(code >> 8U & 0xffU) / 255.0F,
            static_cast<float>(code & 0xffU) / 255.0F, alpha};
}

/// `a` at 0, `b` at 1.
constexpr Colour mix(const Colour& a, const Colour& b, float share) {
    return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share, a.blue + (b.blue - a.blue) * share,
            a.alpha + (b.alpha - a.alpha) * share};
}

}  // namespace liriver::viz::render
