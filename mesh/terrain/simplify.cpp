#include "mesh/terrain/simplify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <queue>

#include "mesh/terrain/integer_delaunay.h"

namespace liriver::mesh::terrain {

using field::Error;

namespace {

constexpr int most_cells_a_side = 16000;

/// Calls visit(column, row, elevation) for each cell whose middle lies in a triangle or on its sides.
template <typename Visit>
void over_triangle(const IntegerDelaunay& mesh, const IntegerDelaunay::Triangle& triangle,
                   const std::vector<double>& height, Visit&& visit) {
    std::array<GridPoint, 3> p{};
    std::array<double, 3> z{};
    for (std::size_t k = 0; k < 3; ++k) {
        p[k] = mesh.points()[static_cast<std::size_t>(triangle.point[k])];
        z[k] = height[static_cast<std::size_t>(triangle.point[k])];
    }
    const auto cross = [](const GridPoint& a, const GridPoint& b, std::int64_t column, std::int64_t row) {
        return (b.column - a.column) * (row - a.row) - (column - a.column) * static_cast<std::int64_t>(b.row - a.row);
    };
    const double twice = static_cast<double>(cross(p[0], p[1], p[2].column, p[2].row));
    if (twice <= 0.0)
        return;
    const auto [low, high] = std::minmax({p[0].row, p[1].row, p[2].row});
    const double column_slope = ((z[1] - z[0]) * (p[2].row - p[0].row) - (z[2] - z[0]) * (p[1].row - p[0].row)) / twice;
    const double row_slope =
        ((z[2] - z[0]) * (p[1].column - p[0].column) - (z[1] - z[0]) * (p[2].column - p[0].column)) / twice;
    for (std::int32_t row = low; row <= high; ++row) {
        // The columns of this row inside all three sides: each side bounds them from the left or from the right.
        std::int64_t first = std::min({p[0].column, p[1].column, p[2].column});
        std::int64_t last = std::max({p[0].column, p[1].column, p[2].column});
        for (std::size_t k = 0; k < 3; ++k) {
            const GridPoint& a = p[k];
            const GridPoint& b = p[(k + 1) % 3];
            const std::int64_t rise = b.row - a.row;  // cross = constant - rise * column >= 0
            const std::int64_t constant =
                static_cast<std::int64_t>(b.column - a.column) * (row - a.row) + rise * a.column;
            const auto floor_of = [](std::int64_t n, std::int64_t d) {
                return n / d - ((n % d != 0 && n < 0) ? 1 : 0);
            };
            if (rise > 0)
                last = std::min(last, floor_of(constant, rise));
            else if (rise < 0)
                first = std::max(first, -floor_of(constant, -rise));
            else if (constant < 0)
                last = first - 1;
        }
        for (std::int64_t column = first; column <= last; ++column)
            visit(static_cast<int>(column), static_cast<int>(row),
                  z[0] + column_slope * static_cast<double>(column - p[0].column) + row_slope * (row - p[0].row));
    }
}

double in_decimetres(double elevation) { return std::round(elevation * 10.0) / 10.0; }

class Greedy {
  public:
    Greedy(const gis::Grid& grid, const SimplifySettings& settings)
        : grid_(grid), settings_(settings), mesh_(grid.frame.columns, grid.frame.rows) {
        for (const GridPoint& corner : mesh_.points())
            height_.push_back(in_decimetres(grid.at(corner.column, corner.row)));
        for (std::int32_t t = 0; t < 2; ++t)
            measure(t);
    }

    std::size_t insert_peaks() {
        std::size_t peaks = 0;
        const int reach = settings_.peak_radius;
        for (int row = 0; row < grid_.frame.rows; ++row)
            for (int column = 0; column < grid_.frame.columns; ++column)
                if (is_peak(column, row, reach)) {
                    insert({column, row});
                    ++peaks;
                }
        return peaks;
    }

    /// Until the sum of squares is as small as asked, or points run out.
    void refine() {
        const double wanted = settings_.rmse * settings_.rmse * static_cast<double>(grid_.frame.size());
        const auto squares_left = [&] { return sum_ > 0.97 * wanted; };  // cells on sides count twice
        while (mesh_.points().size() < settings_.most_points && squares_left())
            if (!insert_worst())
                break;
        for (bool any = true; any && mesh_.points().size() < settings_.most_points;) {
            any = false;
            for (std::size_t t = 0; t < candidate_.size() && !any; ++t)
                if (candidate_[t].error > 0.95 * settings_.largest_error) {
                    insert(candidate_[t].place);
                    any = true;
                }
        }
    }

    [[nodiscard]] std::vector<ElevationPoint> points() const {
        std::vector<ElevationPoint> result;
        result.reserve(height_.size());
        for (std::size_t i = 0; i < height_.size(); ++i)
            result.push_back({mesh_.points()[i].column, mesh_.points()[i].row,
                              static_cast<std::int32_t>(std::lround(height_[i] * 10.0))});
        return result;
    }

  private:
    /// The place of a triangle's largest error, and its sum of squares.
    struct Candidate {
        GridPoint place;
        double error = 0.0, squares = 0.0;
        std::int32_t version = 0;
    };
    struct Entry {
        double squares = 0.0;
        std::int32_t triangle = 0, version = 0;
        bool operator<(const Entry& other) const {
            return squares != other.squares ? squares < other.squares : triangle > other.triangle;
        }
    };

    [[nodiscard]] bool is_peak(int column, int row, int reach) const {
        const double here = grid_.at(column, row);
        double lowest = here;
        for (int j = std::max(row - reach, 0); j <= std::min(row + reach, grid_.frame.rows - 1); ++j)
            for (int i = std::max(column - reach, 0); i <= std::min(column + reach, grid_.frame.columns - 1); ++i) {
                const double there = grid_.at(i, j);
                if (there > here || (there == here && (j < row || (j == row && i < column))))
                    return false;
                lowest = std::min(lowest, there);
            }
        return here - lowest >= settings_.peak_height;
    }

    void measure(std::int32_t number) {
        const auto t = static_cast<std::size_t>(number);
        if (candidate_.size() <= t)
            candidate_.resize(t + 1);
        Candidate& candidate = candidate_[t];
        sum_ -= candidate.squares;
        candidate = {{}, 0.0, 0.0, candidate.version + 1};
        over_triangle(mesh_, mesh_.triangles()[t], height_, [&](int column, int row, double elevation) {
            const double error = std::abs(elevation - grid_.at(column, row));
            candidate.squares += error * error;
            if (error > candidate.error) {
                candidate.error = error;
                candidate.place = {column, row};
            }
        });
        sum_ += candidate.squares;
        if (candidate.error > 0.06)  // more than rounding to decimetres leaves
            queue_.push({candidate.squares, number, candidate.version});
    }

    void insert(GridPoint place) {
        touched_.clear();
        const std::size_t before = mesh_.points().size();
        mesh_.insert(place, &touched_);
        if (mesh_.points().size() == before)
            return;
        height_.push_back(in_decimetres(grid_.at(place.column, place.row)));
        std::sort(touched_.begin(), touched_.end());
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        for (const std::int32_t triangle : touched_)
            measure(triangle);
    }

    bool insert_worst() {
        while (!queue_.empty()) {
            const Entry entry = queue_.top();
            queue_.pop();
            const Candidate& candidate = candidate_[static_cast<std::size_t>(entry.triangle)];
            if (candidate.version != entry.version)
                continue;
            insert(candidate.place);
            return true;
        }
        return false;
    }

    const gis::Grid& grid_;
    const SimplifySettings& settings_;
    IntegerDelaunay mesh_;
    std::vector<double> height_;
    std::vector<Candidate> candidate_;
    std::priority_queue<Entry> queue_;
    std::vector<std::int32_t> touched_;
    double sum_ = 0.0;
};

std::string place_of(int column, int row) { return fmt::format("column {}, row {}", column, row); }

}  // namespace

tl::expected<gis::Grid, Error> interpolate(const gis::GridFrame& frame, std::span<const ElevationPoint> points) {
    if (frame.columns < 2 || frame.rows < 2 || frame.columns > most_cells_a_side || frame.rows > most_cells_a_side)
        return tl::make_unexpected(
            Error{"frame", fmt::format("{} x {} cells", frame.columns, frame.rows), "from 2 x 2 to 16000 x 16000"});
    IntegerDelaunay mesh(frame.columns, frame.rows);
    std::vector<double> height(4, gis::no_value);
    for (const ElevationPoint& point : points) {
        if (!frame.contains(point.column, point.row))
            return tl::make_unexpected(
                Error{place_of(point.column, point.row), "a point outside the frame",
                      fmt::format("columns below {}, rows below {}", frame.columns, frame.rows)});
        const auto number = static_cast<std::size_t>(mesh.insert({point.column, point.row}));
        if (number < height.size() && !std::isnan(height[number]))
            return tl::make_unexpected(
                Error{place_of(point.column, point.row), "a second point in one place", "each place once"});
        height.resize(std::max(height.size(), number + 1), gis::no_value);
        height[number] = point.decimetres / 10.0;
    }
    for (std::size_t corner = 0; corner < 4; ++corner)
        if (std::isnan(height[corner]))
            return tl::make_unexpected(Error{place_of(mesh.points()[corner].column, mesh.points()[corner].row),
                                             "no point", "one at each of the four corners"});
    gis::Grid grid;
    grid.frame = frame;
    grid.values.assign(frame.size(), std::nanf(""));
    for (const IntegerDelaunay::Triangle& triangle : mesh.triangles())
        over_triangle(mesh, triangle, height, [&](int column, int row, double elevation) {
            grid.values[frame.index(column, row)] = static_cast<float>(elevation);
        });
    return grid;
}

tl::expected<Simplified, Error> simplify(const gis::Grid& grid, const SimplifySettings& settings) {
    if (grid.frame.columns < 2 || grid.frame.rows < 2 || grid.frame.columns > most_cells_a_side ||
        grid.frame.rows > most_cells_a_side)
        return tl::make_unexpected(Error{"raster", fmt::format("{} x {} cells", grid.frame.columns, grid.frame.rows),
                                         "from 2 x 2 to 16000 x 16000"});
    for (std::size_t i = 0; i < grid.values.size(); ++i)
        if (std::isnan(grid.values[i]))
            return tl::make_unexpected(
                Error{place_of(static_cast<int>(i) % grid.frame.columns, static_cast<int>(i) / grid.frame.columns),
                      "no elevation", "a raster that is full"});
    Greedy greedy(grid, settings);
    Simplified result;
    result.peaks = greedy.insert_peaks();
    greedy.refine();
    result.points = greedy.points();
    const auto back = interpolate(grid.frame, result.points);
    if (!back)
        return tl::make_unexpected(back.error());
    double squares = 0.0;
    for (std::size_t i = 0; i < grid.values.size(); ++i) {
        const double error = std::abs(static_cast<double>(back->values[i]) - static_cast<double>(grid.values[i]));
        squares += error * error;
        if (error > result.largest_error) {
            result.largest_error = error;
            result.largest_column = static_cast<int>(i) % grid.frame.columns;
            result.largest_row = static_cast<int>(i) / grid.frame.columns;
        }
    }
    result.rmse = std::sqrt(squares / static_cast<double>(grid.values.size()));
    if (result.rmse > settings.rmse || result.largest_error > settings.largest_error)
        return tl::make_unexpected(Error{
            "raster",
            fmt::format("an RMSE of {:.3f} m and a largest error of {:.2f} m with {} points", result.rmse,
                        result.largest_error, result.points.size()),
            fmt::format("{} m and {} m with at most {}", settings.rmse, settings.largest_error, settings.most_points)});
    return result;
}

}  // namespace liriver::mesh::terrain
