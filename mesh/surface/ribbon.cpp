#include "mesh/surface/ribbon.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::surface {

namespace {

/// Half a width times curvature may be this at most: the inner bank's edges are then 0.37 of the centre line's.
constexpr double most_bend = 0.625;
constexpr int most_rounds = 2000;

/// The centre line at even steps, with the chainage that each point had on the reach's own line.
struct CentreLine {
    std::vector<Point> points;
    std::vector<double> chainage;
    std::vector<double> half_width;
    double step = 1.0;
};

CentreLine resample(const ChannelReach& reach) {
    const std::vector<double> along = network::distances_along(reach.line);
    double narrowest = 1e9;
    for (const BankWidth& bank : reach.banks)
        narrowest = std::min(narrowest, 0.5 * (bank.left + bank.right));
    const double length = along.back();
    const int steps = std::clamp(static_cast<int>(3.0 * length / narrowest) + 1, 4, 200000);
    CentreLine centre;
    centre.step = length / steps;
    std::size_t segment = 0;
    for (int i = 0; i <= steps; ++i) {
        const double s = std::min(i * centre.step, length);
        while (segment + 2 < along.size() && along[segment + 1] < s)
            ++segment;
        const double share = std::clamp((s - along[segment]) / (along[segment + 1] - along[segment]), 0.0, 1.0);
        const Point& a = reach.line[segment];
        const Point& b = reach.line[segment + 1];
        centre.points.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
        centre.chainage.push_back(reach.chainage[segment] +
                                  share * (reach.chainage[segment + 1] - reach.chainage[segment]));
        const BankWidth bank = banks_at(reach.banks, centre.chainage.back());
        centre.half_width.push_back(std::max(bank.left, bank.right));
    }
    return centre;
}

/// Moves each chosen inner point half-way to the middle of its neighbours (one step of diffusion, variance half a step
/// squared).
void diffuse(std::vector<Point>& points, const std::vector<char>& chosen) {
    Point before = points.front();
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const Point here = points[i];
        if (chosen[i] != 0) {
            points[i].x = 0.5 * here.x + 0.25 * (before.x + points[i + 1].x);
            points[i].y = 0.5 * here.y + 0.25 * (before.y + points[i + 1].y);
        }
        before = here;
    }
}

/// Points from i to look left and right for the direction: half of half a width.
std::size_t stencil(const CentreLine& centre, std::size_t i) {
    const auto want = static_cast<std::size_t>(std::lround(0.5 * centre.half_width[i] / centre.step));
    return std::max<std::size_t>(1, std::min({want, i, centre.points.size() - 1 - i}));
}

/// Curvature (Menger) through three points, 1/m.
double curvature(Point a, Point b, Point c) {
    const double twice_area = std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y));
    const double product = network::distance(a, b) * network::distance(b, c) * network::distance(a, c);
    return product > 0.0 ? 2.0 * twice_area / product : 0.0;
}

int smooth(CentreLine& centre) {
    const std::size_t count = centre.points.size();
    std::vector<char> chosen(count, 1);
    for (int round = 0; round < most_rounds; ++round) {  // everywhere, to a spread of three quarters of half a width
        bool any = false;
        for (std::size_t i = 0; i < count; ++i) {
            const double spread = 0.75 * centre.half_width[i] / centre.step;
            chosen[i] = round < 2.0 * spread * spread ? 1 : 0;
            any = any || chosen[i] != 0;
        }
        if (!any)
            break;
        diffuse(centre.points, chosen);
    }
    int tight = 0;
    for (int round = 0; round < most_rounds; ++round) {  // and on where it bends too tightly
        std::fill(chosen.begin(), chosen.end(), 0);
        tight = 0;
        for (std::size_t i = 1; i + 1 < count; ++i) {
            const std::size_t reach = stencil(centre, i);
            if (curvature(centre.points[i - reach], centre.points[i], centre.points[i + reach]) *
                    centre.half_width[i] <=
                most_bend)
                continue;
            ++tight;
            const std::size_t around = 2 * reach;
            for (std::size_t k = i - std::min(i, around); k <= std::min(i + around, count - 1); ++k)
                chosen[k] = 1;
        }
        if (tight == 0)
            break;
        diffuse(centre.points, chosen);
    }
    return tight;
}

/// Unit vector downstream at a place of the centre line given in steps.
Point direction(const CentreLine& centre, double place) {
    const double last = static_cast<double>(centre.points.size() - 1);
    const double reach = std::max(1.0, 0.5 * centre.half_width[static_cast<std::size_t>(place)] / centre.step);
    const auto at = [&](double p) {
        const double held = std::clamp(p, 0.0, last - 1e-9);
        const auto i = static_cast<std::size_t>(held);
        const double share = held - static_cast<double>(i);
        const Point& a = centre.points[i];
        const Point& b = centre.points[i + 1];
        return Point{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    };
    const Point behind = at(place - reach);
    const Point ahead = at(place + reach);
    const double length = std::max(network::distance(behind, ahead), 1e-12);
    return {(ahead.x - behind.x) / length, (ahead.y - behind.y) / length};
}

}  // namespace

BankWidth banks_at(const std::vector<BankWidth>& banks, double chainage) {
    const auto after = std::lower_bound(banks.begin(), banks.end(), chainage,
                                        [](const BankWidth& bank, double c) { return bank.chainage < c; });
    if (after == banks.begin() || after == banks.end()) {
        BankWidth held = after == banks.end() ? banks.back() : *after;
        held.chainage = chainage;
        return held;
    }
    const BankWidth& a = *(after - 1);
    const double share = (chainage - a.chainage) / (after->chainage - a.chainage);
    return {chainage, a.left + share * (after->left - a.left), a.right + share * (after->right - a.right)};
}

Ribbon make_ribbon(const ChannelReach& reach) {
    CentreLine centre = resample(reach);
    const std::vector<Point> original = centre.points;
    Ribbon ribbon;
    ribbon.across = reach.across;
    ribbon.tight = smooth(centre);
    for (std::size_t i = 0; i < original.size(); ++i)
        ribbon.moved = std::max(ribbon.moved, network::distance(original[i], centre.points[i]));

    // Rows counted along the line: each is `stretch` cell widths long.
    std::vector<double> rows(centre.points.size(), 0.0);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const BankWidth bank = banks_at(reach.banks, 0.5 * (centre.chainage[i - 1] + centre.chainage[i]));
        rows[i] = rows[i - 1] + network::distance(centre.points[i - 1], centre.points[i]) * reach.across /
                                    (reach.stretch * (bank.left + bank.right));
    }
    const int count = std::max(1, static_cast<int>(std::lround(rows.back())));
    const double scale = rows.back() / count;
    std::size_t i = 0;
    for (int line = 0; line <= count; ++line) {
        const double wanted = std::min(line * scale, rows.back());
        while (i + 2 < rows.size() && rows[i + 1] < wanted)
            ++i;
        const double share = std::clamp((wanted - rows[i]) / (rows[i + 1] - rows[i]), 0.0, 1.0);
        const Point& a = centre.points[i];
        const Point& b = centre.points[i + 1];
        const Point middle{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
        const double chainage = centre.chainage[i] + share * (centre.chainage[i + 1] - centre.chainage[i]);
        const BankWidth bank = banks_at(reach.banks, chainage);
        const Point along = direction(centre, static_cast<double>(i) + share);
        ribbon.chainage.push_back(chainage);
        ribbon.left.push_back(bank.left);
        ribbon.right.push_back(bank.right);
        for (int k = 0; k <= reach.across; ++k) {
            const double offset = bank.left - (bank.left + bank.right) * k / reach.across;
            ribbon.points.push_back({middle.x - along.y * offset, middle.y + along.x * offset});
        }
    }
    return ribbon;
}

}  // namespace liriver::mesh::surface
