#pragma once
// Each file of laws adds its rows to the registry.
#include <vector>

#include "solver/quality/law.h"

namespace liriver::solver::quality {

/// All rows anew, for the widest vectors allowed at this moment.
std::vector<Law> made_laws();

void add_first_order_laws(std::vector<Law>& rows);
void add_reaeration_laws(std::vector<Law>& rows);
void add_nitrogen_laws(std::vector<Law>& rows);
void add_bed_laws(std::vector<Law>& rows);
void add_algae_laws(std::vector<Law>& rows);
void add_coliform_laws(std::vector<Law>& rows);
void add_heat_laws(std::vector<Law>& rows);

}  // namespace liriver::solver::quality
