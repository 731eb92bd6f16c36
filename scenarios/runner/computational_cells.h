#pragma once
// Where a river's own sections stand too far apart for the depths at them to be right, and the cells that are put in
// between for the computation.
#include <span>
#include <tl/expected.hpp>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {

struct RefinedModel {
    ChannelModel model;
    CellPlan between;  ///< the places of its computational cells
};

/// The channel model with the computational cells that its river asks for. Finds the steady states of the river under
/// what drives it at the start and under its lowest and highest inflows and end stages. Where, in one of them, depth
/// changes by more than 5 % between two sections, and would be off by more than 1 % at one of them if it were computed
/// from the other in one step (profile_between.h), cells are put in until it is within 0.5 %. The river with these
/// cells is looked at in the same way once more. The model's notes say how many there are, and from where
/// to where on each reach; and where there were to be more than there may be. None where `[network] computational_cells
/// = "none"`. Problems: those of the model itself.
[[nodiscard]] tl::expected<RefinedModel, data::tables::Problems> refine_channel_model(const language::Model& model);

/// The plan by which a model came to have the cells of its `put_in`.
[[nodiscard]] CellPlan plan_of(std::span<const double> put_in);

/// The model with the cells of a plan that was made before, as refine_channel_model had it.
[[nodiscard]] tl::expected<ChannelModel, data::tables::Problems> build_with_cells(const language::Model& model,
                                                                                  const CellPlan& between);

}  // namespace liriver::scenarios::runner
