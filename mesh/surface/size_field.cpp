#include "mesh/surface/size_field.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::surface {

SizeField::SizeField(const Ring& domain, double spacing, double largest, double growth)
    : spacing_(spacing), growth_(growth) {
    double east = domain.front().x;
    double north = domain.front().y;
    west_ = east;
    south_ = north;
    for (const Point& point : domain) {
        west_ = std::min(west_, point.x);
        east = std::max(east, point.x);
        south_ = std::min(south_, point.y);
        north = std::max(north, point.y);
    }
    columns_ = static_cast<int>((east - west_) / spacing_) + 2;
    rows_ = static_cast<int>((north - south_) / spacing_) + 2;
    length_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), largest);
}

void SizeField::limit(Point point, double length) {
    const double column = std::clamp((point.x - west_) / spacing_, 0.0, static_cast<double>(columns_ - 2));
    const double row = std::clamp((point.y - south_) / spacing_, 0.0, static_cast<double>(rows_ - 2));
    for (int j = 0; j < 2; ++j)
        for (int i = 0; i < 2; ++i) {
            double& known = length_[index(static_cast<int>(column) + i, static_cast<int>(row) + j)];
            known = std::min(known, length);
        }
}

void SizeField::limit(const Ring& ring, double length) {
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column)
            if (inside(ring, {west_ + column * spacing_, south_ + row * spacing_})) {
                double& known = length_[index(column, row)];
                known = std::min(known, length);
            }
}

void SizeField::limit(Point point, double radius, double length) {
    limit(point, length);
    const int reach = static_cast<int>(radius / spacing_) + 1;
    const int column = static_cast<int>((point.x - west_) / spacing_);
    const int row = static_cast<int>((point.y - south_) / spacing_);
    for (int j = std::max(row - reach, 0); j <= std::min(row + reach, rows_ - 1); ++j)
        for (int i = std::max(column - reach, 0); i <= std::min(column + reach, columns_ - 1); ++i)
            if (std::hypot(west_ + i * spacing_ - point.x, south_ + j * spacing_ - point.y) <= radius) {
                double& known = length_[index(i, j)];
                known = std::min(known, length);
            }
}

// length(p) = min over q of length(q) + growth |p - q|, distances along the grid's eight directions (a chamfer).
void SizeField::sweep(bool forward) {
    const int step = forward ? -1 : 1;
    const double straight = growth_ * spacing_;
    const double slanted = straight * std::sqrt(2.0);
    for (int j = forward ? 0 : rows_ - 1; j >= 0 && j < rows_; j -= step)
        for (int i = forward ? 0 : columns_ - 1; i >= 0 && i < columns_; i -= step) {
            double& here = length_[index(i, j)];
            const auto from = [&](int column, int row, double more) {
                if (column >= 0 && column < columns_ && row >= 0 && row < rows_)
                    here = std::min(here, length_[index(column, row)] + more);
            };
            from(i + step, j, straight);
            from(i, j + step, straight);
            from(i + step, j + step, slanted);
            from(i - step, j + step, slanted);
        }
}

void SizeField::spread() {
    for (int pass = 0; pass < 2; ++pass) {
        sweep(true);
        sweep(false);
    }
}

double SizeField::at(double x, double y) const {
    const double u = std::clamp((x - west_) / spacing_, 0.0, static_cast<double>(columns_ - 1) - 1e-9);
    const double v = std::clamp((y - south_) / spacing_, 0.0, static_cast<double>(rows_ - 1) - 1e-9);
    const int i = static_cast<int>(u);
    const int j = static_cast<int>(v);
    const double s = u - i;
    const double t = v - j;
    return (1 - t) * ((1 - s) * length_[index(i, j)] + s * length_[index(i + 1, j)]) +
           t * ((1 - s) * length_[index(i, j + 1)] + s * length_[index(i + 1, j + 1)]);
}

}  // namespace liriver::mesh::surface
