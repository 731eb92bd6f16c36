#include "solver/quality/preset_rows.h"

namespace liriver::solver::quality {

ProcessSet streeter_phelps_preset() {
    ProcessSet set;
    set.name = "streeter-phelps";
    set.says = "Oxygen and one biochemical demand (Streeter and Phelps 1925).";
    set.constituents = {{"DO", "mg/L", "dissolved oxygen"}, {"CBOD", "mg/L", "ultimate carbonaceous demand"}};
    set.parameters = {
        {"k_d", "1/d", 0.30, 0.0, 10.0, assumed, "oxidation at 20 degC"},
        {"theta_d", "1", 1.047, 1.0, 1.2, "Chapra 1997, section 19.3", "its temperature factor"},
        {"K_d", "L/mg", 100.0, 1.0, 1000.0, "chosen: the classical solution holds to 1e-6 above 0.14 mg/L",
         "its oxygen coefficient: 1 - exp(-K O)"},
    };
    add_reaeration_parameters(set);
    add_bod5(set, false, false);
    set.processes = {
        loss("reaeration", "reaeration-oconnor-dobbins", {"DO"}, {"theta_a"}, {{"DO", "1"}}),
        loss("oxidation", "first-order-oxic", {"CBOD", "DO"}, {"k_d", "theta_d", "K_d"},
             {{"DO", "-1"}, {"CBOD", "-1"}}),
    };
    return set;
}

}  // namespace liriver::solver::quality
