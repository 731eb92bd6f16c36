#pragma once
// Finds quadrilaterals near a point.
#include <array>
#include <cstdint>
#include <vector>

#include "mesh/surface/box_index.h"
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
    explicit QuadIndex(double bucket) : index_(bucket) {}

    void add(const IndexedQuad& quad);
    [[nodiscard]] const std::vector<IndexedQuad>& quads() const { return quads_; }
    [[nodiscard]] std::vector<IndexedQuad>& quads() { return quads_; }

    /// Calls visit(number of the quad) for each quad whose bounding box lies within `radius` of the point, in the order
    /// in which they were added within a bucket; some may come twice.
    template <typename Visit>
    void near(Point point, double radius, Visit&& visit) const {
        index_.near(point.x - radius, point.y - radius, point.x + radius, point.y + radius, visit);
    }

    /// The first added quad that holds the point; -1: none.
    [[nodiscard]] std::int32_t holding(Point point) const;
    /// The first added quad of each reach that holds the point, in the order in which they were added.
    [[nodiscard]] std::vector<std::int32_t> holding_by_reach(Point point) const;

  private:
    BoxIndex index_;
    std::vector<IndexedQuad> quads_;
};

}  // namespace liriver::mesh::surface
