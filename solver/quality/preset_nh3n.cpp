#include "solver/quality/preset_rows.h"

namespace liriver::solver::quality {

ProcessSet nh3n_preset() {
    ProcessSet set;
    set.name = "nh3n";
    set.says = "Ammonia nitrogen that goes by one overall rate.";
    set.constituents = {{"NH3-N", "mg/L", "total ammonia as N"}};
    set.elements = {{"N", {{"NH3-N", "1"}}}};
    set.parameters = {
        {"k_nh", "1/d", 0.10, 0.0, 5.0, assumed, "overall loss of ammonia at 20 degC"},
        {"theta_nh", "1", 1.083, 1.0, 1.2, "nitrification in NSM I (Zhang and Johnson 2016)", "its temperature factor"},
    };
    set.processes = {loss("nh3n_loss", "first-order", {"NH3-N"}, {"k_nh", "theta_nh"}, {{"NH3-N", "-1"}})};
    return set;
}

}  // namespace liriver::solver::quality
