// Draws docs/images/channel-damping.svg: what is left of small waves after a step, against the Courant number.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

#include "tests/verification/channel/damping.h"

namespace {

using liriver::tests::verification::amplification;
using liriver::tests::verification::theta_of;

constexpr double left = 60.0, top = 46.0, width = 330.0, height = 240.0, gap = 60.0;
constexpr double least_courant = 0.1, decades = 4.0;

struct Curve {
    double fall_over_depth;
    const char* colour;
    const char* dashes;
};
constexpr std::array curves{Curve{0.001, "#1b4f72", "none"}, Curve{0.01, "#2e86c1", "none"},
                            Curve{0.1, "#1e8449", "6 3"}, Curve{1.0, "#b9770e", "2 3"},
                            Curve{10.0, "#922b21", "8 3 2 3"}};

double x_of(double panel, double courant) { return panel + width * std::log10(courant / least_courant) / decades; }
double y_of(double factor) { return top + height * (1.0 - factor); }

void panel(double origin, double cells, const std::string& title) {
    fmt::print("<text x=\"{}\" y=\"{}\" font-weight=\"bold\">{}</text>\n", origin, top - 14.0, title);
    fmt::print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#888\"/>\n", origin, top,
               width, height);
    for (int k = 0; k <= 5; ++k) {
        const double y = y_of(0.2 * k);
        fmt::print("<path d=\"M{} {}h{}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{:.1f}</text>\n",
                   origin, y, width, origin - 6.0, y + 4.0, 0.2 * k);
    }
    for (int k = 0; k <= static_cast<int>(decades); ++k) {
        const double courant = least_courant * std::pow(10.0, k);
        const double x = x_of(origin, courant);
        fmt::print("<path d=\"M{} {}v{}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                   x, top, height, x, top + height + 16.0, courant);
    }
    fmt::print("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">Courant number (U + c) Δt / Δx</text>\n",
               origin + 0.5 * width, top + height + 34.0);
    for (const Curve& curve : curves) {
        std::string points;
        for (int k = 0; k <= 200; ++k) {
            const double courant = least_courant * std::pow(10.0, decades * k / 200.0);
            const double factor = amplification({cells, courant, curve.fall_over_depth, 0.3, theta_of(courant)});
            points += fmt::format("{:.1f},{:.1f} ", x_of(origin, courant), y_of(factor));
        }
        fmt::print("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>\n",
                   points, curve.colour, curve.dashes);
    }
}

}  // namespace

int main() {
    const double total_width = left + 2.0 * width + gap + 20.0, total_height = top + height + 78.0;
    fmt::print(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
        "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        total_width, total_height);
    fmt::print("<text transform=\"translate(16 {}) rotate(-90)\" text-anchor=\"middle\">left after a step</text>\n",
               top + 0.5 * height);
    panel(left, 2.0, "Waves of 2 cells, the shortest");
    panel(left + width + gap, 8.0, "Waves of 8 cells");
    double x = left;
    const double y = top + height + 60.0;
    fmt::print("<text x=\"{}\" y=\"{}\">slope · Δx / depth:</text>\n", x, y);
    x += 130.0;
    for (const Curve& curve : curves) {
        fmt::print(
            "<path d=\"M{} {}h34\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/><text x=\"{}\" "
            "y=\"{}\">{}</text>\n",
            x, y - 4.0, curve.colour, curve.dashes, x + 40.0, y, curve.fall_over_depth);
        x += 100.0;
    }
    fmt::print("</svg>\n");
    return 0;
}
