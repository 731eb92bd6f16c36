#include "mesh/surface/spikes.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace liriver::mesh::surface {

namespace {

const double sharp = std::cos(25.0 * std::acos(-1.0) / 180.0);

/// The cosine of the angle at b between the sides to a and c.
double cosine(Point a, Point b, Point c) {
    const double ux = a.x - b.x;
    const double uy = a.y - b.y;
    const double vx = c.x - b.x;
    const double vy = c.y - b.y;
    return (ux * vx + uy * vy) / std::max(std::hypot(ux, uy) * std::hypot(vx, vy), 1e-300);
}

Point toward(Point from, Point to, double metres) {
    const double share = metres / std::max(network::distance(from, to), 1e-300);
    return {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
}

class Cutter {
  public:
    Cutter(std::vector<Point>& points, bool ring, const SizeField& lengths)
        : points_(points), ring_(ring), lengths_(lengths) {}

    std::vector<Spike> run() {
        const std::size_t least = ring_ ? 4 : 3;
        // Each pass shortens or removes; a few hundred thousand corners end long before this.
        for (std::size_t pass = 0; pass < 4 * points_.size() + 16 && points_.size() >= least; ++pass)
            if (!blunt_one() && !cut_one())
                break;
        return std::move(spikes_);
    }

  private:
    [[nodiscard]] std::size_t count() const { return points_.size(); }
    [[nodiscard]] std::size_t first() const { return ring_ ? 0 : 1; }
    [[nodiscard]] std::size_t end() const { return ring_ ? count() : count() - 1; }
    [[nodiscard]] Point at(std::size_t i) const { return points_[i % count()]; }
    [[nodiscard]] Point before(std::size_t i) const { return points_[(i + count() - 1) % count()]; }
    [[nodiscard]] double narrow(Point point) const { return 0.5 * lengths_.at(point.x, point.y); }

    /// Two corners at the end of a finger become one, its tip.
    bool blunt_one() {
        if (count() < 5)
            return false;
        for (std::size_t i = first(); i + (ring_ ? 0 : 1) < end(); ++i) {
            const Point a = before(i);
            const Point b = at(i);
            const Point c = at(i + 1);
            const Point d = at(i + 2);
            const double wide = network::distance(b, c);
            const double shorter = std::min(network::distance(a, b), network::distance(c, d));
            const double ux = b.x - a.x;
            const double uy = b.y - a.y;
            const double vx = c.x - d.x;
            const double vy = c.y - d.y;
            const bool along = ux * vx + uy * vy > sharp * std::hypot(ux, uy) * std::hypot(vx, vy);
            if (!along || wide >= narrow(b) || shorter < 2.0 * wide)
                continue;
            points_[i % count()] = {0.5 * (b.x + c.x), 0.5 * (b.y + c.y)};
            points_.erase(points_.begin() + static_cast<std::ptrdiff_t>((i + 1) % count()));
            return true;
        }
        return false;
    }

    bool cut_one() {
        for (std::size_t i = first(); i < end(); ++i) {
            const Point a = before(i);
            const Point tip = at(i);
            const Point c = at(i + 1);
            const double angle = std::acos(std::clamp(cosine(a, tip, c), -1.0, 1.0));
            if (std::cos(angle) < sharp)
                continue;
            // As wide as half an edge so far from its tip; by the angle, 2 u sin(angle / 2).
            const double shorter = std::min(network::distance(a, tip), network::distance(tip, c));
            const double far = narrow(tip) / std::max(2.0 * std::sin(0.5 * angle), 1e-12);
            if (far < 1e-3 * shorter)
                continue;
            take_off(i, tip, std::min(far, shorter), far < 0.98 * shorter);
            return true;
        }
        return false;
    }

    void take_off(std::size_t i, Point tip, double length, bool stump) {
        const Point a = before(i);
        const Point c = at(i + 1);
        spikes_.push_back({tip, length});
        points_[i] = toward(tip, a, length);
        const Point other = toward(tip, c, length);
        if (stump) {
            points_.insert(points_.begin() + static_cast<std::ptrdiff_t>(i) + 1, other);
            return;
        }
        // One leg is used up: its far corner and the place across from it on the other leg are the spike's foot; of
        // legs as long as one another both far corners.
        const bool first_leg = network::distance(a, tip) <= network::distance(tip, c);
        const Point across = first_leg ? other : points_[i];
        const Point beyond = first_leg ? c : a;
        if (network::distance(across, beyond) < 0.5 * narrow(across)) {
            points_.erase(points_.begin() + static_cast<std::ptrdiff_t>(i));
            close_foot(i % count());
            return;
        }
        points_[i] = across;
        close_foot(first_leg ? i : (i + 1) % count());
    }

    /// The two corners of a foot narrower than a quarter of an edge become one.
    void close_foot(std::size_t i) {
        const Point a = before(i);
        const Point b = at(i);
        const bool ends = !ring_ && (i <= 1 || i + 1 >= count());  // a line's ends stay
        if (network::distance(a, b) >= 0.5 * narrow(b) || count() <= (ring_ ? 3U : 2U) || ends)
            return;
        points_[(i + count() - 1) % count()] = {0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
        points_.erase(points_.begin() + static_cast<std::ptrdiff_t>(i));
    }

    std::vector<Point>& points_;
    bool ring_;
    const SizeField& lengths_;
    std::vector<Spike> spikes_;
};

}  // namespace

std::vector<Spike> cut_spikes(std::vector<Point>& points, bool ring, const SizeField& lengths) {
    return Cutter(points, ring, lengths).run();
}

}  // namespace liriver::mesh::surface
