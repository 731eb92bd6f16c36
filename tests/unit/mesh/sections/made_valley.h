#pragma once
// Rivers and valleys of simple shape for tests.
#include <cmath>
#include <string>
#include <utility>

#include "mesh/network/network.h"
#include "mesh/network/polyline.h"
#include "mesh/network/terrain_sampler.h"

namespace liriver::tests {

inline mesh::network::Reach reach_along(const std::string& name, const mesh::network::Polyline& line) {
    mesh::network::Reach reach;
    reach.name = name;
    reach.chainage = mesh::network::distances_along(line);
    for (const mesh::network::Point& point : line) {
        reach.x.push_back(point.x);
        reach.y.push_back(point.y);
    }
    return reach;
}

/// A straight river along y = 0 from x = 0, flowing east.
inline mesh::network::Network straight_river(double length) {
    return {.crs = "EPSG:32649", .reaches = {reach_along("main", {{0.0, 0.0}, {length, 0.0}})}};
}

/// A sine of the given amplitude and wavelength, flowing east.
inline mesh::network::Network winding_river(double length, double amplitude, double wavelength) {
    mesh::network::Polyline line;
    const double pi = std::acos(-1.0);
    for (double x = 0.0; x <= length; x += 10.0)
        line.push_back({x, amplitude * std::sin(2.0 * pi * x / wavelength)});
    return {.crs = "EPSG:32649", .reaches = {reach_along("main", line)}};
}

/// A valley that falls eastwards from `head` by `slope` and rises from y = 0 by `side` to both sides.
inline mesh::network::TerrainSampler valley(double head, double slope, double side, double cell = 10.0) {
    return {[=](double x, double y) { return head - slope * x + side * std::abs(y); },
            [=](double, double) { return cell; }};
}

}  // namespace liriver::tests
