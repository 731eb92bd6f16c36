#pragma once
// What stands out about outfalls before anything is run: those in protected water, and those above the limits that
// they are held to.
#include <filesystem>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// A sentence each, from the registers of intakes and of sections (`[network]`) and from the outfalls' limit classes
/// (GB 18918 on the day the scenario starts; of values over time the largest). Outfalls have their places. Problems:
/// those of the registers; their files are added to `inputs`.
[[nodiscard]] std::vector<std::string> notes_on_outfalls(const Scenario& scenario,
                                                         std::vector<std::filesystem::path>& inputs,
                                                         data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
