#include "mesh/surface/channel_quads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

namespace liriver::mesh::surface {

namespace {

enum class Row : char { kept, outside, crowded, folded };

const double right_angle = std::acos(0.0);
constexpr std::size_t most_mouth_rows = 60;

/// Convex, with no corner sharper than a third of a right angle.
bool well_shaped(const std::array<Point, 4>& corners) {
    for (std::size_t k = 0; k < 4; ++k) {
        const Point& at = corners[k];
        const Point& next = corners[(k + 1) % 4];
        const Point& last = corners[(k + 3) % 4];
        const double cross = turn(at, next, last);
        const double dot = (next.x - at.x) * (last.x - at.x) + (next.y - at.y) * (last.y - at.y);
        const double angle = std::atan2(cross, dot);
        if (angle < right_angle / 3.0 || angle > right_angle * 5.0 / 3.0)
            return false;
    }
    return true;
}

class Chooser {
  public:
    Chooser(const std::vector<ChannelReach>& reaches, const std::vector<Ribbon>& ribbons, const Ring& domain)
        : reaches_(reaches), ribbons_(ribbons), domain_(domain) {
        double longest = 1.0;
        for (const Ribbon& ribbon : ribbons)
            for (int i = 0; i < ribbon.rows(); ++i)
                longest = std::max({longest, network::distance(ribbon.at(i, 0), ribbon.at(i + 1, 0)),
                                    network::distance(ribbon.at(i, ribbon.across), ribbon.at(i + 1, ribbon.across)),
                                    ribbon.width(i) / ribbon.across});
        result_.all = QuadIndex(2.0 * longest);
        rows_.resize(ribbons.size());
        first_.resize(ribbons.size(), 0);
    }

    ChannelQuads choose() {
        std::vector<std::size_t> order(ribbons_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return mean_width(a) > mean_width(b); });
        for (const std::size_t reach : order)
            place(reach);
        number_nodes();
        for (const std::size_t reach : order)
            cut_at_rim(reach);
        return std::move(result_);
    }

  private:
    [[nodiscard]] double mean_width(std::size_t reach) const {
        double sum = 0.0;
        for (int i = 0; i < ribbons_[reach].lines(); ++i)
            sum += ribbons_[reach].width(i);
        return sum / ribbons_[reach].lines();
    }

    [[nodiscard]] std::array<Point, 4> corners(const Ribbon& ribbon, int row, int k) const {
        return {ribbon.at(row, k), ribbon.at(row, k + 1), ribbon.at(row + 1, k + 1), ribbon.at(row + 1, k)};
    }

    [[nodiscard]] bool inside_domain(const Ribbon& ribbon, int row) const {
        const double room = ribbon.width(row) / ribbon.across;
        for (int line = row; line <= row + 1; ++line)
            for (int k = 0; k <= ribbon.across; ++k)
                if (!inside(domain_, ribbon.at(line, k)) || distance_to(domain_, ribbon.at(line, k)) < room)
                    return false;
        return true;
    }

    /// Whether a kept quadrilateral comes within a cell of the point; of the own reach only one of another bend.
    [[nodiscard]] bool crowded(std::size_t reach, int row, Point point, double room) const {
        const Ribbon& ribbon = ribbons_[reach];
        const double apart = 3.0 * reaches_[reach].across / reaches_[reach].stretch;  // rows in three widths
        bool found = false;
        result_.all.near(point, room, [&](std::int32_t number) {
            const IndexedQuad& quad = result_.all.quads()[static_cast<std::size_t>(number)];
            if (found || !quad.kept)
                return;
            double wanted = room;
            if (static_cast<std::size_t>(quad.reach) == reach) {
                if (std::abs(quad.row - row) < apart)
                    return;
            } else {
                const Ribbon& other = ribbons_[static_cast<std::size_t>(quad.reach)];
                wanted = std::max(ribbon.width(row) / ribbon.across, 0.5 * other.width(quad.row) / other.across);
            }
            found = quad.distance(point) < wanted;
        });
        return found;
    }

    [[nodiscard]] Row judge(std::size_t reach, int row) const {
        const Ribbon& ribbon = ribbons_[reach];
        for (int k = 0; k < ribbon.across; ++k)
            if (!well_shaped(corners(ribbon, row, k)))
                return Row::folded;
        if (!inside_domain(ribbon, row))
            return Row::outside;
        const double room = std::max(ribbon.width(row) / ribbon.across, widest_cell_ * 0.5);
        for (int line = row; line <= row + 1; ++line)
            for (int k = 0; k <= ribbon.across; ++k)
                if (crowded(reach, row, ribbon.at(line, k), room))
                    return Row::crowded;
        return Row::kept;
    }

    void place(std::size_t reach) {
        const Ribbon& ribbon = ribbons_[reach];
        std::vector<Row>& rows = rows_[reach];
        first_[reach] = static_cast<std::int32_t>(result_.all.quads().size());
        int folded = 0;
        for (int row = 0; row < ribbon.rows(); ++row) {
            rows.push_back(judge(reach, row));
            folded += rows.back() == Row::folded ? 1 : 0;
            for (int k = 0; k < ribbon.across; ++k)
                result_.all.add(
                    {corners(ribbon, row, k), static_cast<std::int32_t>(reach), row, k, rows.back() == Row::kept});
        }
        for (int row = 0; row < ribbon.rows(); ++row)
            if (state(rows, row) == Row::kept && state(rows, row - 1) != Row::kept &&
                state(rows, row + 1) != Row::kept) {
                rows[static_cast<std::size_t>(row)] = Row::crowded;
                for (int k = 0; k < ribbon.across; ++k)
                    result_.all.quads()[first_[reach] + row * ribbon.across + k].kept = false;
            }
        for (int line = 1; line < ribbon.lines() - 1; ++line) {
            const Row above = state(rows, line - 1);
            const Row below = state(rows, line);
            if (above == Row::kept && below == Row::crowded)
                open_mouth(reach, line, 1);
            else if (above == Row::crowded && below == Row::kept)
                open_mouth(reach, line, -1);
        }
        for (int i = 0; i < ribbon.lines(); ++i)
            widest_cell_ = std::max(widest_cell_, ribbon.width(i) / ribbon.across);
        if (ribbon.tight > 0 || folded > 0)
            result_.notes.push_back(
                fmt::format("{}: {} rows of its channel fold and are left to triangles", reaches_[reach].name, folded));
    }

    static Row state(const std::vector<Row>& rows, int row) {
        return row < 0 || row >= static_cast<int>(rows.size()) ? Row::outside : rows[static_cast<std::size_t>(row)];
    }

    /// Makes room where a channel's kept rows end at a wider one, and marks its banks up to there.
    void open_mouth(std::size_t reach, int line, int onward) {
        const Ribbon& ribbon = ribbons_[reach];
        // The way on from the last kept row until it is inside the other channel.
        std::vector<Point> way{ribbon.middle(line)};
        bool joined = false;
        for (int next = line + onward; next >= 0 && next < ribbon.lines() && !joined; next += onward) {
            way.push_back(ribbon.middle(next));
            const std::int32_t holder = result_.all.holding(way.back());
            joined = holder >= 0 &&
                     result_.all.quads()[static_cast<std::size_t>(holder)].reach != static_cast<std::int32_t>(reach);
            if (way.size() > most_mouth_rows)
                break;
        }
        if (!joined)
            return;  // another bend of its own, or a line that ends before it meets the other
        std::vector<std::int32_t> nearest;
        for (std::size_t i = 0; i + 1 < way.size(); ++i)
            result_.all.near(way[i], 0.5 * ribbon.width(line) + 2.0 * widest_cell_, [&](std::int32_t number) {
                const IndexedQuad& quad = result_.all.quads()[static_cast<std::size_t>(number)];
                if (!quad.kept || static_cast<std::size_t>(quad.reach) == reach)
                    return;
                const Ribbon& other = ribbons_[static_cast<std::size_t>(quad.reach)];
                if (distance_to_segment(quad.middle(), way[i], way[i + 1]) <
                    0.5 * ribbon.width(line) + other.width(quad.row) / other.across)
                    nearest.push_back(number);
            });
        for (const std::int32_t number : nearest)
            result_.all.quads()[static_cast<std::size_t>(number)].kept = false;
        const double room = 0.7 * ribbon.width(line) / ribbon.across;
        for (const int k : {0, ribbon.across})
            for (int next = line + onward; next >= 0 && next < ribbon.lines(); next += onward) {
                const Point point = ribbon.at(next, k);
                bool clear = inside(domain_, point) && distance_to(domain_, point) > room;
                result_.all.near(point, room, [&](std::int32_t number) {
                    const IndexedQuad& quad = result_.all.quads()[static_cast<std::size_t>(number)];
                    const bool own_side =
                        static_cast<std::size_t>(quad.reach) == reach && quad.row >= next - 1 && quad.row <= next;
                    if (clear && !own_side && quad.distance(point) < room)
                        clear = false;
                });
                if (!clear)
                    break;
                result_.bank_points.push_back(point);
            }
    }

    void number_nodes() {
        std::vector<std::vector<std::int32_t>> number(ribbons_.size());
        for (std::size_t reach = 0; reach < ribbons_.size(); ++reach)
            number[reach].assign(ribbons_[reach].points.size(), -1);
        std::map<std::array<std::int32_t, 2>, int> sides;
        for (std::size_t q = 0; q < result_.all.quads().size(); ++q) {
            const IndexedQuad& quad = result_.all.quads()[q];
            if (!quad.kept)
                continue;
            const Ribbon& ribbon = ribbons_[static_cast<std::size_t>(quad.reach)];
            std::vector<std::int32_t>& known = number[static_cast<std::size_t>(quad.reach)];
            std::array<std::int32_t, 4> nodes{};
            const std::array<std::int32_t, 4> places = {
                ribbon.number(quad.row, quad.k), ribbon.number(quad.row, quad.k + 1),
                ribbon.number(quad.row + 1, quad.k + 1), ribbon.number(quad.row + 1, quad.k)};
            for (std::size_t c = 0; c < 4; ++c) {
                std::int32_t& node = known[static_cast<std::size_t>(places[c])];
                if (node < 0) {
                    node = static_cast<std::int32_t>(result_.nodes.size());
                    result_.nodes.push_back(quad.corners[c]);
                }
                nodes[c] = node;
            }
            for (std::size_t c = 0; c < 4; ++c) {
                const auto [low, high] = std::minmax(nodes[c], nodes[(c + 1) % 4]);
                ++sides[{low, high}];
            }
            result_.corners.push_back(nodes);
            result_.quad.push_back(static_cast<std::int32_t>(q));
        }
        for (const auto& [side, count] : sides)
            if (count == 1)
                result_.outline.push_back(side);
        node_number_ = std::move(number);
    }

    /// Leaves the channel beyond the rim out of the mesh, so that the cross line at its last kept row is the mesh's
    /// end.
    void cut_at_rim(std::size_t reach) {
        const Ribbon& ribbon = ribbons_[reach];
        const std::vector<Row>& rows = rows_[reach];
        for (int line = 0; line < ribbon.lines(); ++line) {
            const bool above = state(rows, line - 1) == Row::kept;
            const bool below = state(rows, line) == Row::kept;
            const bool leaves = above && !below && state(rows, line) == Row::outside;
            const bool enters = !above && below && state(rows, line - 1) == Row::outside;
            if (leaves || enters)
                cut(reach, line, leaves ? 1 : -1);
        }
    }

    void cut(std::size_t reach, int line, int onward) {
        const Ribbon& ribbon = ribbons_[reach];
        ChannelQuads::Cut made;
        for (int k = 0; k <= ribbon.across; ++k) {
            made.line.push_back(node_number_[reach][static_cast<std::size_t>(ribbon.number(line, k))]);
            if (made.line.back() < 0)
                return;
        }
        std::vector<Point> left;
        std::vector<Point> right;
        Point last_left = ribbon.at(line, 0);
        Point last_right = ribbon.at(line, ribbon.across);
        const int inward = line - onward;
        const double length =
            std::max(network::distance(ribbon.at(line, 0), ribbon.at(inward, 0)),
                     network::distance(ribbon.at(line, ribbon.across), ribbon.at(inward, ribbon.across)));
        // On along the ribbon, and straight on past its end, until both banks are outside; a line that ends well inside
        // the domain has no rim to reach, and its channel ends there.
        const double forward = onward > 0 ? 1.0 : -1.0;
        bool out = false;
        for (int step = 1; step <= 60 && !out; ++step) {
            const int next = line + step * onward;
            const bool known = next >= 0 && next < ribbon.lines();
            if (known && state(rows_[reach], onward > 0 ? next - 1 : next) == Row::kept)
                return;     // the channel only grazes the rim and comes back
            if (step == 1)  // just beyond the cross line, which is inside the rim
                for (int k = 0; k < ribbon.across; ++k) {
                    const Point a = ribbon.at(line, k);
                    const Point b = ribbon.at(line, k + 1);
                    made.inner.push_back({0.5 * (a.x + b.x) - 0.02 * forward * (b.y - a.y),
                                          0.5 * (a.y + b.y) + 0.02 * forward * (b.x - a.x)});
                }
            if (!known && step == 1 && distance_to(domain_, last_left) > 4.0 * length &&
                distance_to(domain_, last_right) > 4.0 * length)
                return;
            Point l = last_left;
            Point r = last_right;
            if (known) {
                l = ribbon.at(next, 0);
                r = ribbon.at(next, ribbon.across);
            } else {
                const double width = std::max(network::distance(l, r), 1e-9);
                // Square to the cross line from left to right, turned left: downstream.
                const double ex = -(r.y - l.y) / width * forward * length;
                const double ey = (r.x - l.x) / width * forward * length;
                l = {l.x + ex, l.y + ey};
                r = {r.x + ex, r.y + ey};
            }
            made.inner.push_back(
                {0.25 * (l.x + r.x + last_left.x + last_right.x), 0.25 * (l.y + r.y + last_left.y + last_right.y)});
            left.push_back(l);
            right.push_back(r);
            last_left = l;
            last_right = r;
            const auto clearly_out = [&](Point p) {
                return !inside(domain_, p) && distance_to(domain_, p) > 0.1 * length;
            };
            out = clearly_out(l) && clearly_out(r) && clearly_out({0.5 * (l.x + r.x), 0.5 * (l.y + r.y)});
        }
        if (!out)
            return;
        // What lies between the rim and the far end hangs together with nothing else: it is left out by points of its
        // own.
        const Point near_left = left.size() > 1 ? left[left.size() - 2] : ribbon.at(line, 0);
        const Point near_right = right.size() > 1 ? right[right.size() - 2] : ribbon.at(line, ribbon.across);
        for (const double share : {0.05, 0.3, 0.5, 0.7, 0.95}) {
            const Point far{last_left.x + share * (last_right.x - last_left.x),
                            last_left.y + share * (last_right.y - last_left.y)};
            const Point near{near_left.x + share * (near_right.x - near_left.x),
                             near_left.y + share * (near_right.y - near_left.y)};
            made.inner.push_back({far.x + 0.02 * (near.x - far.x), far.y + 0.02 * (near.y - far.y)});
        }
        made.beyond = right;
        made.beyond.insert(made.beyond.end(), left.rbegin(), left.rend());
        result_.cuts.push_back(std::move(made));
    }

    const std::vector<ChannelReach>& reaches_;
    const std::vector<Ribbon>& ribbons_;
    const Ring& domain_;
    ChannelQuads result_;
    std::vector<std::vector<Row>> rows_;
    std::vector<std::int32_t> first_;  ///< number of each reach's first quadrilateral in the index
    std::vector<std::vector<std::int32_t>> node_number_;
    double widest_cell_ = 0.0;  ///< m, of the reaches placed
};

}  // namespace

ChannelQuads choose_quads(const std::vector<ChannelReach>& reaches, const std::vector<Ribbon>& ribbons,
                          const Ring& domain) {
    return Chooser(reaches, ribbons, domain).choose();
}

}  // namespace liriver::mesh::surface
