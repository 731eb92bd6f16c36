#pragma once
// A channel as a ribbon of quadrilaterals: cross lines square to the flow, rows along the banks.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mesh/network/polyline.h"

namespace liriver::mesh::surface {

using network::Point;

/// How far the banks lie from a reach's line at a chainage, m, looking downstream.
struct BankWidth {
    double chainage = 0.0;
    double left = 0.0, right = 0.0;
};

/// A channel to be meshed.
struct ChannelReach {
    std::string name;
    network::Polyline line;        ///< from upstream to downstream
    std::vector<double> chainage;  ///< of its vertices, m, growing
    std::vector<BankWidth> banks;  ///< at least one, chainages growing; linear between, held beyond
    int across = 7;                ///< cells from bank to bank
    double stretch = 2.0;          ///< length of a cell along the flow in its widths
};

/// The banks at a chainage.
[[nodiscard]] BankWidth banks_at(const std::vector<BankWidth>& banks, double chainage);

/// Points of a ribbon: line i crosses the channel at chainage[i], point k of it counted from the left bank.
struct Ribbon {
    int across = 0;
    std::vector<double> chainage;     ///< [lines] m
    std::vector<double> left, right;  ///< [lines] m from the centre line to the banks
    std::vector<Point> points;        ///< [lines x (across + 1)]
    double moved = 0.0;               ///< m, the most that smoothing moved the centre line
    int tight = 0;                    ///< places of the line that stayed too tight for its width

    [[nodiscard]] int lines() const { return static_cast<int>(chainage.size()); }
    [[nodiscard]] int rows() const { return lines() - 1; }
    [[nodiscard]] std::int32_t number(int line, int k) const {
        return static_cast<std::int32_t>(line) * (across + 1) + k;
    }
    [[nodiscard]] Point at(int line, int k) const { return points[static_cast<std::size_t>(number(line, k))]; }
    /// Half-way between the banks.
    [[nodiscard]] Point middle(int line) const {
        const Point left_bank = at(line, 0);
        const Point right_bank = at(line, across);
        return {0.5 * (left_bank.x + right_bank.x), 0.5 * (left_bank.y + right_bank.y)};
    }
    [[nodiscard]] double width(int line) const {
        const auto i = static_cast<std::size_t>(line);
        return left[i] + right[i];
    }
};

/// Lays a ribbon along a reach. The line is smoothed over some three quarters of half the width, and further wherever
/// its radius is less than 1.6 times the half width, so that cross lines square to it do not meet before the banks; its
/// ends stay where they are. Rows are `stretch` cell widths long, evened out over the reach.
[[nodiscard]] Ribbon make_ribbon(const ChannelReach& reach);

}  // namespace liriver::mesh::surface
