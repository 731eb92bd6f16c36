#include "solver/quality/preset_rows.h"

namespace liriver::solver::quality {

namespace {

std::vector<ReactingConstituent> constituents() {
    return {
        {"DO", "mg/L", "dissolved oxygen"},
        {"CBOD", "mg/L", "fast carbonaceous demand, ultimate, without live algae"},
        {"ON", "mg/L", "organic nitrogen, without live algae"},
        {"NH3-N", "mg/L", "total ammonia as N"},
        {"NO3-N", "mg/L", "nitrate with nitrite, as N"},
        {"OP", "mg/L", "organic phosphorus, without live algae", false, false, true, 0.1},
        {"PO4-P", "mg/L", "inorganic phosphorus, available", false, false, true, 0.1},
        {"CHLA", "ug/L", "phytoplankton as chlorophyll a", false, false, true, 10.0},
        {"CBOD-slow", "mg/L", "slow carbonaceous demand, ultimate", true},
        {"COD", "mg/L", "chemical oxygen demand, dichromate", true, false, true, 10.0},
        {"CODMn", "mg/L", "permanganate index", true},
        {"TSS", "mg/L", "suspended solids", true, false, true, 10.0},
        {"FC", "1/L", "faecal coliform", true, false, true, 1e4},
        {"tracer", "mg/L", "conservative", true},
        {"temperature", "degC", "of the water", true, false, false},
    };
}

std::vector<Parameter> oxygen_parameters() {
    return {
        {"k_c", "1/d", 0.30, 0.0, 10.0, assumed, "oxidation of fast demand at 20 degC"},
        {"theta_c", "1", 1.047, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"v_c", "m/d", 0.05, 0.0, 10.0, assumed, "settling of fast demand"},
        {"K_ox", "L/mg", 1.0, 0.0, 10.0, assumed,
         "oxygen coefficient of oxidation, respiration and sediment demand: 1 - exp(-K O)"},
        {"SOD", "g/m2/d", 1.5, 0.0, 20.0, assumed, "sediment oxygen demand at 20 degC"},
        {"theta_s", "1", 1.060, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"k_cs", "1/d", 0.10, 0.0, 5.0, assumed, "hydrolysis of slow demand to fast at 20 degC"},
        {"theta_cs", "1", 1.047, 1.0, 1.2, assumed, "its temperature factor"},
        {"v_cs", "m/d", 0.10, 0.0, 10.0, assumed, "settling of slow demand"},
    };
}

std::vector<Parameter> nutrient_parameters() {
    return {
        {"k_hn", "1/d", 0.15, 0.0, 5.0, assumed, "hydrolysis of organic nitrogen at 20 degC"},
        {"theta_hn", "1", 1.047, 1.0, 1.2, assumed, "its temperature factor"},
        {"v_on", "m/d", 0.08, 0.0, 10.0, assumed, "settling of organic nitrogen"},
        {"k_n", "1/d", 0.50, 0.0, 50.0, assumed, "nitrification at 20 degC"},
        {"theta_n", "1", 1.083, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"K_nitrf", "L/mg", 0.6, 0.0, 10.0, "NSM I (Zhang and Johnson 2016); Brown and Barnwell 1987",
         "oxygen coefficient of nitrification, 1 - exp(-K O), and denitrification, exp(-K O)"},
        {"k_dn", "1/d", 0.40, 0.0, 10.0, assumed, "denitrification at 20 degC"},
        {"theta_dn", "1", 1.045, 1.0, 1.2, "NSM I (Zhang and Johnson 2016)", "its temperature factor"},
        {"K_dc", "mg/L", 0.5, 1e-6, 10.0, assumed, "fast demand at which denitrification is halved"},
        {"k_hp", "1/d", 0.20, 0.0, 5.0, assumed, "hydrolysis of organic phosphorus at 20 degC"},
        {"theta_hp", "1", 1.047, 1.0, 1.2, assumed, "its temperature factor"},
        {"v_op", "m/d", 0.06, 0.0, 10.0, assumed, "settling of organic phosphorus"},
    };
}

std::vector<Parameter> algae_parameters() {
    return {
        {"mu", "1/d", 2.0, 0.0, 10.0, assumed, "largest growth at 20 degC"},
        {"theta_g", "1", 1.066, 1.0, 1.2, "Eppley 1972; Chapra 1997", "its temperature factor"},
        {"K_L", "W/m2", 30.0, 1.0, 500.0, assumed, "usable light at which growth is halved"},
        {"ke_b", "1/m", 1.0, 0.01, 50.0, assumed, "extinction of light by water and solids"},
        {"ke_1", "L/ug/m", 0.0088, 0.0, 0.1, "Riley 1956 (Bowie et al. 1985)", "by chlorophyll"},
        {"ke_2", "(L/ug)^(2/3)/m", 0.054, 0.0, 0.5, "Riley 1956 (Bowie et al. 1985)",
         "by chlorophyll to the power 2/3"},
        {"K_N", "mg/L", 0.025, 1e-4, 1.0, assumed, "nitrogen at which growth is halved"},
        {"K_P", "mg/L", 0.005, 1e-5, 0.5, assumed, "phosphorus at which growth is halved"},
        {"K_am", "mg/L", 0.025, 1e-4, 1.0, assumed, "preference for ammonium"},
        {"k_r", "1/d", 0.10, 0.0, 2.0, assumed, "respiration at 20 degC"},
        {"theta_r", "1", 1.070, 1.0, 1.2, assumed, "its temperature factor"},
        {"k_d", "1/d", 0.08, 0.0, 2.0, assumed, "death at 20 degC"},
        {"theta_d", "1", 1.047, 1.0, 1.2, assumed, "its temperature factor"},
        {"v_a", "m/d", 0.15, 0.0, 5.0, "NSM I (Zhang and Johnson 2016)", "settling of algae"},
        {"r_c", "mg/ug", 0.040, 0.01, 0.2, "C : N : P : Chl a = 40 : 7.2 : 1 : 1", "carbon per chlorophyll"},
        {"r_n", "mg/ug", 0.0072, 0.001, 0.05, "C : N : P : Chl a = 40 : 7.2 : 1 : 1", "nitrogen per chlorophyll"},
        {"r_p", "mg/ug", 0.0010, 1e-4, 0.01, "C : N : P : Chl a = 40 : 7.2 : 1 : 1", "phosphorus per chlorophyll"},
        {"r_oc", "g/g", 32.0 / 12.0, 2.0, 3.0, "C + O2 = CO2", "oxygen per carbon"},
        {"r_on", "g/g", 64.0 / 14.0, 3.0, 5.0, "NH4 + 2 O2", "oxygen per nitrogen nitrified"},
        {"r_od", "g/g", 40.0 / 14.0, 2.0, 4.0, "5 CH2O for 4 NO3", "demand per nitrogen denitrified"},
    };
}

std::vector<Parameter> other_parameters() {
    return {
        {"k_cod", "1/d", 0.10, 0.0, 2.0, assumed, "loss of COD at 20 degC"},
        {"theta_cod", "1", 1.047, 1.0, 1.2, assumed, "its temperature factor"},
        {"k_mn", "1/d", 0.05, 0.0, 2.0, assumed, "loss of CODMn at 20 degC"},
        {"theta_mn", "1", 1.047, 1.0, 1.2, assumed, "its temperature factor"},
        {"v_s", "m/d", 0.50, 0.0, 100.0, assumed, "settling of solids"},
        {"k_b", "1/d", 0.80, 0.0, 20.0, "Mancini 1978", "die-off of coliform in the dark at 20 degC"},
        {"theta_b", "1", 1.07, 1.0, 1.2, "Mancini 1978", "its temperature factor"},
        {"alpha_b", "m2/W/d", 0.05, 0.0, 1.0, assumed, "die-off of coliform by light"},
        {"ke_s", "L/mg/m", 0.052, 0.0, 1.0, "Di Toro 1978 (Chapra 1997)", "extinction by solids, for coliform"},
        {"A_sky", "1", 0.6, 0.5, 0.7, "Brunt 1932 (Chapra 1997)", "emissivity of a dry sky"},
        {"R_sky", "1", 0.03, 0.0, 0.1, "Chapra 1997", "share of the sky's radiation that water reflects"},
    };
}

std::vector<Process> oxygen_and_nutrients() {
    return {
        loss("reaeration", "reaeration-oconnor-dobbins", {"DO"}, {"theta_a"}, {{"DO", "1"}}),
        loss("oxidation", "first-order-oxic", {"CBOD", "DO"}, {"k_c", "theta_c", "K_ox"},
             {{"DO", "-1"}, {"CBOD", "-1"}}),
        loss("cbod_settling", "settling", {"CBOD"}, {"v_c"}, {{"CBOD", "-1"}}),
        loss("on_hydrolysis", "first-order", {"ON"}, {"k_hn", "theta_hn"}, {{"ON", "-1"}, {"NH3-N", "1"}}),
        loss("on_settling", "settling", {"ON"}, {"v_on"}, {{"ON", "-1"}}),
        loss("nitrification", "first-order-oxic", {"NH3-N", "DO"}, {"k_n", "theta_n", "K_nitrf"},
             {{"NH3-N", "-1"}, {"NO3-N", "1"}, {"DO", "-r_on"}}),
        loss("denitrification", "denitrification", {"NO3-N", "DO", "CBOD"}, {"k_dn", "theta_dn", "K_nitrf", "K_dc"},
             {{"NO3-N", "-1"}, {"CBOD", "-r_od"}}),
        loss("op_hydrolysis", "first-order", {"OP"}, {"k_hp", "theta_hp"}, {{"OP", "-1"}, {"PO4-P", "1"}}),
        loss("op_settling", "settling", {"OP"}, {"v_op"}, {{"OP", "-1"}}),
    };
}

std::vector<Process> algae() {
    return {
        {"growth",
         "algal-growth",
         {"CHLA", "NH3-N", "NO3-N", "PO4-P"},
         {"mu", "theta_g", "K_L", "ke_b", "ke_1", "ke_2", "K_N", "K_P", "K_am"},
         "",
         "",
         {{"growth_on_nh4", {{"CHLA", "1"}, {"NH3-N", "-r_n"}, {"PO4-P", "-r_p"}, {"DO", "r_oc*r_c"}}},
          {"growth_on_no3", {{"CHLA", "1"}, {"NO3-N", "-r_n"}, {"PO4-P", "-r_p"}, {"DO", "r_oc*r_c*138/106"}}}}},
        loss("respiration", "first-order-oxic", {"CHLA", "DO"}, {"k_r", "theta_r", "K_ox"},
             {{"CHLA", "-1"}, {"NH3-N", "r_n"}, {"PO4-P", "r_p"}, {"DO", "-r_oc*r_c"}}),
        loss("death", "first-order", {"CHLA"}, {"k_d", "theta_d"},
             {{"CHLA", "-1"}, {"ON", "r_n"}, {"OP", "r_p"}, {"CBOD", "r_oc*r_c"}}),
        loss("algae_settling", "settling", {"CHLA"}, {"v_a"}, {{"CHLA", "-1"}}),
        loss("sod", "sediment-oxygen-demand", {"DO"}, {"SOD", "theta_s", "K_ox"}, {{"DO", "-1"}}),
    };
}

std::vector<Process> others() {
    return {
        loss("cbod_hydrolysis", "first-order", {"CBOD-slow"}, {"k_cs", "theta_cs"},
             {{"CBOD-slow", "-1"}, {"CBOD", "1"}}),
        loss("cbod_slow_settling", "settling", {"CBOD-slow"}, {"v_cs"}, {{"CBOD-slow", "-1"}}),
        loss("cod_loss", "first-order", {"COD"}, {"k_cod", "theta_cod"}, {{"COD", "-1"}}),
        loss("codmn_loss", "first-order", {"CODMn"}, {"k_mn", "theta_mn"}, {{"CODMn", "-1"}}),
        loss("tss_settling", "settling", {"TSS"}, {"v_s"}, {{"TSS", "-1"}}),
        loss("coliform_die_off", "coliform-die-off", {"FC", "?TSS"}, {"k_b", "theta_b", "alpha_b", "ke_b", "ke_s"},
             {{"FC", "-1"}}),
        loss("surface_heat", "surface-heat", {"temperature"}, {"A_sky", "R_sky"}, {{"temperature", "1"}}),
    };
}

template <class Row>
void append(std::vector<Row>& all, const std::vector<Row>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

ProcessSet eutro_preset() {
    ProcessSet set;
    set.name = "eutro";
    set.says =
        "Oxygen, nitrogen, phosphorus and phytoplankton, as QUAL2E and QUAL2K have them; others are carried where "
        "the run has them.";
    set.constituents = constituents();
    set.elements = {{"N", {{"ON", "1"}, {"NH3-N", "1"}, {"NO3-N", "1"}, {"CHLA", "r_n"}}},
                    {"P", {{"OP", "1"}, {"PO4-P", "1"}, {"CHLA", "r_p"}}}};
    set.derived = {{"TN", "mg/L", "total nitrogen, live algae included", set.elements[0].content},
                   {"TP", "mg/L", "total phosphorus, live algae included", set.elements[1].content}};
    append(set.parameters, oxygen_parameters());
    append(set.parameters, nutrient_parameters());
    append(set.parameters, algae_parameters());
    append(set.parameters, other_parameters());
    add_reaeration_parameters(set);
    add_bod5(set, true, true);
    append(set.processes, oxygen_and_nutrients());
    append(set.processes, algae());
    append(set.processes, others());
    return set;
}

}  // namespace liriver::solver::quality
