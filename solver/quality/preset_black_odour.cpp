#include "solver/quality/preset_rows.h"

namespace liriver::solver::quality {

ProcessSet black_odour_preset() {
    ProcessSet set;
    set.name = "black-odour";
    set.says = "Oxygen, demand and ammonia of a small urban river that may lack all oxygen, over a demanding bed.";
    set.constituents = {
        {"DO", "mg/L", "dissolved oxygen"},
        {"CBOD", "mg/L", "ultimate carbonaceous demand"},
        {"NH3-N", "mg/L", "total ammonia as N"},
        {"NO3-N", "mg/L", "nitrate with nitrite, as N", true},
        {"TSS", "mg/L", "suspended solids", true, false, true, 10.0},
    };
    set.elements = {{"N", {{"NH3-N", "1"}, {"NO3-N", "1"}}}};
    set.parameters = {
        {"k_c", "1/d", 0.30, 0.0, 10.0, assumed, "oxidation at 20 degC"},
        {"theta_c", "1", 1.047, 1.0, 1.2, "Chapra 1997, section 19.3", "its temperature factor"},
        {"K_Oc", "mg/L", 0.5, 0.01, 5.0, assumed, "oxygen at which oxidation is halved"},
        {"v_c", "m/d", 0.05, 0.0, 10.0, assumed, "settling of demand"},
        {"k_n", "1/d", 0.20, 0.0, 10.0, assumed, "nitrification at 20 degC"},
        {"theta_n", "1", 1.083, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"K_On", "mg/L", 2.0, 0.01, 5.0, assumed, "oxygen at which nitrification is halved"},
        {"k_dn", "1/d", 0.10, 0.0, 10.0, assumed, "denitrification at 20 degC"},
        {"theta_dn", "1", 1.045, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"K_dn", "L/mg", 0.6, 0.0, 10.0, "NSM I (Zhang and Johnson 2016)",
         "oxygen coefficient of denitrification: exp(-K O)"},
        {"K_dc", "mg/L", 0.5, 1e-6, 10.0, assumed, "demand at which denitrification is halved"},
        {"SOD", "g/m2/d", 2.0, 0.0, 20.0, assumed, "sediment oxygen demand at 20 degC"},
        {"theta_s", "1", 1.060, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"K_s", "L/mg", 1.0, 0.0, 10.0, assumed, "its oxygen coefficient: 1 - exp(-K O)"},
        {"J_n", "g/m2/d", 0.10, 0.0, 5.0, assumed, "ammonia from a bed without oxygen above it, at 20 degC"},
        {"theta_j", "1", 1.080, 1.0, 1.2, assumed, "its temperature factor"},
        {"K_j", "L/mg", 0.5, 0.0, 10.0, assumed, "its oxygen coefficient: exp(-K O)"},
        {"v_s", "m/d", 0.50, 0.0, 100.0, assumed, "settling of solids"},
        {"r_on", "g/g", 64.0 / 14.0, 3.0, 5.0, "NH4 + 2 O2", "oxygen per nitrogen nitrified"},
        {"r_od", "g/g", 40.0 / 14.0, 2.0, 4.0, "5 CH2O for 4 NO3", "demand per nitrogen denitrified"},
    };
    add_reaeration_parameters(set);
    add_bod5(set, false, false);
    set.processes = {
        loss("reaeration", "reaeration-covar", {"DO"}, {"theta_a"}, {{"DO", "1"}}),
        loss("oxidation", "first-order-monod", {"CBOD", "DO"}, {"k_c", "theta_c", "K_Oc"},
             {{"DO", "-1"}, {"CBOD", "-1"}}),
        loss("cbod_settling", "settling", {"CBOD"}, {"v_c"}, {{"CBOD", "-1"}}),
        loss("nitrification", "first-order-monod", {"NH3-N", "DO"}, {"k_n", "theta_n", "K_On"},
             {{"NH3-N", "-1"}, {"NO3-N", "1"}, {"DO", "-r_on"}}),
        loss("denitrification", "denitrification", {"NO3-N", "DO", "CBOD"}, {"k_dn", "theta_dn", "K_dn", "K_dc"},
             {{"NO3-N", "-1"}, {"CBOD", "-r_od"}}),
        loss("sod", "sediment-oxygen-demand", {"DO"}, {"SOD", "theta_s", "K_s"}, {{"DO", "-1"}}),
        loss("ammonia_release", "benthic-flux", {"DO"}, {"J_n", "theta_j", "K_j"}, {{"NH3-N", "1"}}),
        loss("tss_settling", "settling", {"TSS"}, {"v_s"}, {{"TSS", "-1"}}),
    };
    return set;
}

}  // namespace liriver::solver::quality
