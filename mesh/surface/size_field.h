#pragma once
// How long the edges of a mesh are to be, place by place: short where asked, growing evenly away from there.
#include <cstddef>
#include <vector>

#include "mesh/surface/ring.h"

namespace liriver::mesh::surface {

/// Edge lengths on a grid of points, bilinear between them.
class SizeField {
  public:
    /// A field over the rectangle around `domain`, `largest` everywhere; lengths will grow by `growth` metres a metre.
    SizeField(const Ring& domain, double spacing, double largest, double growth);

    /// No edge longer than `length` around this point.
    void limit(Point point, double length);
    /// Nor anywhere inside this ring, or within `radius` of this point.
    void limit(const Ring& ring, double length);
    void limit(Point point, double radius, double length);
    /// Lets lengths grow from where they are limited; to be called once, last.
    void spread();

    /// m; held at the rectangle's sides.
    [[nodiscard]] double at(double x, double y) const;

  private:
    [[nodiscard]] std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }
    void sweep(bool forward);

    double west_ = 0.0, south_ = 0.0, spacing_ = 1.0, growth_ = 0.0;
    int columns_ = 0, rows_ = 0;
    std::vector<double> length_;
};

}  // namespace liriver::mesh::surface
