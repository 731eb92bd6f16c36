#pragma once
// From a [[structure]] of the scenario to its discharge law, wherever it stands: in a river or on a surface. Private to
// this room.
#include <optional>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "solver/structures/structure.h"

namespace liriver::scenarios::runner {

/// The ground that a structure stands on, m above the datum, and how long its crest is where the scenario gives no
/// width.
struct StructureGround {
    double left_bed = 0.0;
    std::optional<double> right_bed;  ///< none: it leads out of the model
    double width = 0.0;               ///< m

    /// The higher of the beds that it joins.
    [[nodiscard]] double bed() const;
};

/// Elevation of the crest or sill, m above the datum: as given, by its height above the bed, or the bed; no lower than
/// the bed.
[[nodiscard]] double crest_of(const language::Structure& structure, const StructureGround& ground);

/// The law. What could take water from a dry bed is a problem ("below-the-bed"), and so is a sharp crest on the bed
/// ("out-of-bounds"); `joins` names what the structure joins: "sections", "cells".
[[nodiscard]] solver::structures::Structure structure_law(const language::Scenario& scenario,
                                                          const language::Structure& structure,
                                                          const StructureGround& ground, const char* joins,
                                                          data::tables::Problems& problems);

/// What a structure of that kind is set to where the scenario gives nothing: weirs and gates 0, all others 1.
[[nodiscard]] double usual_setting(language::StructureKind kind);

}  // namespace liriver::scenarios::runner
