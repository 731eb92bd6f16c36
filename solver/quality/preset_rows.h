#pragma once
// The presets, one file each, and the rows that they share.
#include "solver/quality/process_set.h"

namespace liriver::solver::quality {

ProcessSet nh3n_preset();
ProcessSet streeter_phelps_preset();
ProcessSet eutro_preset();
ProcessSet black_odour_preset();

/// theta_a and k_a, which every reaeration may ask for.
void add_reaeration_parameters(ProcessSet& set);

/// What most loss rates are: one constituent goes, one reaction.
Process loss(const std::string& name, const std::string& law, const std::vector<std::string>& inputs,
             const std::vector<std::string>& parameters, const std::vector<Term>& terms);

/// BOD5 of the demands at their bottles' rates, and those rates as parameters; `slow`, `algae`: whether the set knows
/// slow demand, and chlorophyll whose carbon a declared share of may count.
void add_bod5(ProcessSet& set, bool slow, bool algae);

inline const std::string assumed = "assumed";

}  // namespace liriver::solver::quality
