#pragma once
// One structure of each kind, standing at about 1 m above the datum, with a setting.
#include <ostream>
#include <string>
#include <vector>

#include "solver/structures/structure.h"

namespace liriver::solver::structures {

struct Made {
    std::string name;
    Structure structure;
    double setting = 0.0;
    double other_setting = 0.0;  ///< to be reached without a jump
    bool drowns = true;          ///< flows by the difference of the stages, from either side
};
inline std::ostream& operator<<(std::ostream& out, const Made& made) { return out << made.name; }

inline Culvert pipe() {
    Culvert culvert;  // square edge with headwall, concrete: HDS-5 chart 1
    culvert.height = 1.2;
    culvert.barrels = 2.0;
    culvert.length = 20.0;
    culvert.invert_left = 1.0;
    culvert.invert_right = 0.9;
    return culvert;
}
inline Culvert box() {
    Culvert culvert;  // 45 degree wingwalls, bevelled top: HDS-5 chart 9
    culvert.shape = CulvertShape::box;
    culvert.height = 1.5;
    culvert.width = 2.0;
    culvert.length = 30.0;
    culvert.invert_left = culvert.invert_right = 1.0;
    culvert.entrance_loss = 0.2;
    culvert.form = 2;
    culvert.k = 0.510;
    culvert.m = 0.667;
    culvert.c = 0.0309;
    culvert.y = 0.80;
    return culvert;
}
inline Bridge bridge(double underside) {
    Bridge bridge;
    bridge.bed = 1.0;
    bridge.width = 20.0;
    bridge.piers = 2.0;
    bridge.underside = underside;
    return bridge;
}

inline std::vector<Made> one_of_each() {
    return {{"broad_crested_weir", BroadCrestedWeir{1.0, 20.0}, 0.0, 0.6},
            {"sharp_crested_weir", SharpCrestedWeir{1.0, 20.0, 1.0}, 0.0, 0.6},
            {"overflow_dam", OverflowDam{1.0, 20.0, 1.5}, 0.0, 0.6},
            {"sluice_gate", SluiceGate{1.0, 5.0}, 0.4, 3.0},
            {"radial_gate", RadialGate{1.0, 5.0, 3.0, 2.0}, 0.6, 4.0},
            {"pipe", pipe(), 1.0, 0.0},
            {"box", box(), 1.0, 0.0},
            {"bridge", bridge(3.0), 1.0, 0.0},
            {"pump", Pump{{0.0, 3.0}, {5.0, 0.0}, 0.5, 1.5}, 1.0, 0.0, false},
            {"diversion", Diversion{{1.0, 2.0, 4.0}, {0.0, 3.0, 20.0}, 15.0}, 1.0, 0.0, false},
            {"withdrawal", Withdrawal{1.0, 0.2}, 3.0, 0.0, false},
            {"groundwater_exchange", GroundwaterExchange{0.2, 1.0}, 1.5, 3.0, false}};
}

}  // namespace liriver::solver::structures
