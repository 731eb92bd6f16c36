#include "mesh/gis/implausible.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace liriver::mesh::gis {
namespace {

// Numbers that programs put where they have no elevation, in any unit, and that could pass for ground.
constexpr std::array<float, 12> marks = {0.0F,   -1.0F,  -9.0F,   -99.0F, -100.0F,  -128.0F,
                                         127.0F, 255.0F, -255.0F, 999.0F, -327.68F, -3276.8F};

class Search {
  public:
    Search(const Grid& grid, const PlausibleGround& ground)
        : grid_(grid), ground_(ground), seen_(grid.values.size(), false) {}

    std::vector<Implausible> run() {
        for (int row = 0; row < grid_.frame.rows; ++row)
            for (int column = 0; column < grid_.frame.columns; ++column) {
                const float value = grid_.values[grid_.frame.index(column, row)];
                if (std::isnan(value) || seen_[grid_.frame.index(column, row)])
                    continue;
                if (is_out_of_range(static_cast<double>(value), ground_))
                    add(column, row, 1, nearest_neighbour(column, row), true);
                else if (no_neighbour_is_near(column, row))
                    grow(column, row);
            }
        std::vector<Implausible> found;
        for (const auto& [value, one] : found_)
            found.push_back(one);
        std::stable_sort(found.begin(), found.end(),
                         [](const Implausible& a, const Implausible& b) { return a.cells > b.cells; });
        return found;
    }

  private:
    template <typename Visit>
    void neighbours(int column, int row, Visit&& visit) const {
        for (int r = row - 1; r <= row + 1; ++r)
            for (int c = column - 1; c <= column + 1; ++c)
                if ((r != row || c != column) && grid_.frame.contains(c, r))
                    visit(c, r, grid_.values[grid_.frame.index(c, r)]);
    }

    /// No neighbour is near in height, but for those of the same number; at least one other has a value or the same.
    [[nodiscard]] bool no_neighbour_is_near(int column, int row) const {
        const float value = grid_.values[grid_.frame.index(column, row)];
        bool off = true;
        bool known = false;
        neighbours(column, row, [&](int, int, float other) {
            off = off && (other == value || std::isnan(other) ||
                          stands_off(static_cast<double>(value), static_cast<double>(other), ground_));
            known = known || !std::isnan(other);
        });
        return off && known;
    }

    [[nodiscard]] double nearest_neighbour(int column, int row) const {
        const double value = grid_.at(column, row);
        double nearest = no_value;
        neighbours(column, row, [&](int, int, float other) {
            const double height = static_cast<double>(other);
            if (std::isnan(other) || height == value || height < lowest_ground || height > highest_ground)
                return;
            if (std::isnan(nearest) || std::abs(height - value) < std::abs(nearest - value))
                nearest = height;
        });
        return nearest;
    }

    /// The whole piece of one number; it counts when none of its cells has a neighbour near in height.
    void grow(int column, int row) {
        const float value = grid_.values[grid_.frame.index(column, row)];
        std::vector<std::pair<int, int>> piece{{column, row}};
        seen_[grid_.frame.index(column, row)] = true;
        bool off = true;
        double nearest = no_value;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const auto [c, r] = piece[i];
            off = off && no_neighbour_is_near(c, r);
            const double here = nearest_neighbour(c, r);
            if (std::isnan(nearest) ||
                std::abs(here - static_cast<double>(value)) < std::abs(nearest - static_cast<double>(value)))
                nearest = here;
            neighbours(c, r, [&](int nc, int nr, float other) {
                const std::size_t index = grid_.frame.index(nc, nr);
                if (other == value && !seen_[index]) {
                    seen_[index] = true;
                    piece.emplace_back(nc, nr);
                }
            });
        }
        if (off && !std::isnan(nearest))
            add(column, row, piece.size(), nearest, false);
    }

    void add(int column, int row, std::size_t cells, double neighbour, bool out_of_range) {
        const double value = grid_.at(column, row);
        const auto [found, fresh] = found_.try_emplace(value);
        Implausible& one = found->second;
        one.cells += cells;
        if (fresh)
            one = {cells, value, column, row, neighbour, out_of_range};
        else if (std::isnan(one.neighbour))
            one.neighbour = neighbour;
    }

    const Grid& grid_;
    PlausibleGround ground_;
    std::vector<bool> seen_;
    std::map<double, Implausible> found_;
};

}  // namespace

bool is_mark(double elevation) {
    return std::find(marks.begin(), marks.end(), static_cast<float>(elevation)) != marks.end();
}

bool is_out_of_range(double elevation, const PlausibleGround& ground) {
    return (elevation < lowest_ground && !ground.any_low) || (elevation > highest_ground && !ground.any_high);
}

bool stands_off(double elevation, double neighbour, const PlausibleGround& ground) {
    const double rise = neighbour - elevation;
    if (rise > 0.0 ? ground.any_low : ground.any_high)
        return false;
    return is_mark(elevation) ? std::abs(rise) > ground.step : rise > ground.pit;
}

std::vector<Implausible> find_implausible(const Grid& grid, const PlausibleGround& ground) {
    return Search(grid, ground).run();
}

}  // namespace liriver::mesh::gis
