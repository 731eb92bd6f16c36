#pragma once
// Finds quadrilaterals near a point: a hash of square buckets.
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "mesh/surface/ring.h"

namespace liriver::mesh::surface {

struct IndexedQuad {
    std::array<Point, 4> corners;  ///< counter-clockwise
    std::int32_t reach = 0, row = 0, k = 0;
    bool kept = true;

    [[nodiscard]] Point middle() const {
        return {0.25 * (corners[0].x + corners[1].x + corners[2].x + corners[3].x),
                0.25 * (corners[0].y + corners[1].y + corners[2].y + corners[3].y)};
    }
    [[nodiscard]] bool holds(Point point) const;
    /// m from a point outside; 0 inside.
    [[nodiscard]] double distance(Point point) const;
};

class QuadIndex {
  public:
    explicit QuadIndex(double bucket) : bucket_(bucket) {}

    void add(const IndexedQuad& quad);
    [[nodiscard]] const std::vector<IndexedQuad>& quads() const { return quads_; }
    [[nodiscard]] std::vector<IndexedQuad>& quads() { return quads_; }

    /// Calls visit(number of the quad) for each quad whose bounding box lies within `radius` of the point, in the order
    /// in which they were added within a bucket; some may come twice.
    template <typename Visit>
    void near(Point point, double radius, Visit&& visit) const {
        const std::int64_t west = bucket_of(point.x - radius);
        const std::int64_t east = bucket_of(point.x + radius);
        const std::int64_t south = bucket_of(point.y - radius);
        const std::int64_t north = bucket_of(point.y + radius);
        for (std::int64_t j = south; j <= north; ++j)
            for (std::int64_t i = west; i <= east; ++i) {
                const auto found = buckets_.find(key(i, j));
                if (found == buckets_.end())
                    continue;
                for (const std::int32_t quad : found->second)
                    visit(quad);
            }
    }

    /// The first added quad that holds the point; -1: none.
    [[nodiscard]] std::int32_t holding(Point point) const;
    /// The first added quad of each reach that holds the point, in the order in which they were added.
    [[nodiscard]] std::vector<std::int32_t> holding_by_reach(Point point) const;

  private:
    [[nodiscard]] std::int64_t bucket_of(double x) const { return static_cast<std::int64_t>(std::floor(x / bucket_)); }
    static std::int64_t key(std::int64_t i, std::int64_t j) { return i * 0x40000000 + j; }

    double bucket_;
    std::vector<IndexedQuad> quads_;
    std::unordered_map<std::int64_t, std::vector<std::int32_t>> buckets_;
};

}  // namespace liriver::mesh::surface
