#pragma once
// Planes that rivers of tests run on, and what was built of them.
#include <gtest/gtest.h>

#include <string>

#include "mesh/network/build.h"

namespace liriver::mesh::network {

inline const TerrainSampler falls_east = {[](double x, double) { return 500.0 - 1e-3 * x; },
                                          [](double, double) { return 10.0; }};
inline const TerrainSampler falls_steeply_east = {[](double x, double) { return 900.0 - 1e-2 * x; },
                                                  [](double, double) { return 10.0; }};
inline const BuildSettings settings{.crs = "EPSG:32649"};

inline ReachRequest reach(const std::string& name) {
    ReachRequest request;
    request.name = name;
    return request;
}

inline const Reach& named(const BuiltNetwork& built, const std::string& name) {
    const Reach* found = built.network.find(name);
    EXPECT_NE(found, nullptr) << name;
    static const Reach none;
    return found == nullptr ? none : *found;
}

inline double noted(const BuiltNetwork& built, BuildNote::Kind kind, const std::string& name) {
    for (const BuildNote& note : built.notes)
        if (note.kind == kind && note.reach == name)
            return note.metres;
    return -1.0;
}

}  // namespace liriver::mesh::network
