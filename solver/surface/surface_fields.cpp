// How the state describes itself, to results and to checkpoints.
#include <cmath>
#include <stdexcept>

#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {

using mesh::field::Description;
using mesh::field::Field;
using mesh::field::Location;
using mesh::field::MutableField;

std::vector<Field> SurfaceSolver::fields() {
    std::vector<Description> names = {
        {"depth", "water depth", "", "m", Location::face},
        {"stage", "water level above the datum; the ground where it is dry",
         "water_surface_height_above_reference_datum", "m", Location::face},
        {"velocity_x", "depth-averaged velocity, x-component", "", "m s-1", Location::face},
        {"velocity_y", "depth-averaged velocity, y-component", "", "m s-1", Location::face},
        {"unit_discharge_x", "discharge per metre of width, x-component", "", "m2 s-1", Location::face},
        {"unit_discharge_y", "discharge per metre of width, y-component", "", "m2 s-1", Location::face},
    };
    const std::vector<float> under_water = duration();
    const std::vector<std::pair<Description, const std::vector<float>*>> maxima = {
        {{"greatest_depth", "greatest water depth", "", "m", Location::face}, &greatest_depth_},
        {{"greatest_speed", "greatest speed", "", "m s-1", Location::face}, &greatest_speed_},
        {{"greatest_unit_discharge", "greatest discharge per metre of width", "", "m2 s-1", Location::face},
         &greatest_discharge_},
        {{"arrival_time", "arrival of water after the start", "", "s", Location::face}, &arrival_time_},
        {{"duration", "time under water", "", "s", Location::face}, &under_water},
    };
    results_.assign(names.size() + (options_.keep_maxima ? maxima.size() : 0), std::vector<double>(state_.size()));
    for (std::size_t i = 0; i < state_.size(); ++i) {
        const CellState& s = state_[i];
        results_[0][i] = s.depth;
        results_[1][i] = s.depth + s.bed;
        results_[2][i] = s.u;
        results_[3][i] = s.v;
        results_[4][i] = s.depth * s.u;
        results_[5][i] = s.depth * s.v;
    }
    for (std::size_t k = 0; options_.keep_maxima && k < maxima.size(); ++k) {
        std::vector<double>& values = results_[names.size()];
        names.push_back(maxima[k].first);
        values.assign(maxima[k].second->begin(), maxima[k].second->end());
    }
    std::vector<Field> all;
    all.reserve(names.size());
    for (std::size_t k = 0; k < names.size(); ++k)
        all.push_back({names[k], results_[k]});
    return all;
}

// One flat array: the state, then which cells moved and how they are grouped, then the maxima. Single precision and
// bits are held exactly.
void SurfaceSolver::collect() {
    checkpoint_.clear();
    for (const CellState& s : state_)
        checkpoint_.insert(checkpoint_.end(), {s.depth, s.u, s.v});
    for (std::int32_t i = 0; i < mesh_.cell_count(); ++i)
        checkpoint_.push_back((is_set(lively_, i) ? 1.0 : 0.0) + (is_set(core_, i) ? 2.0 : 0.0) +
                              (options_.keep_maxima && is_set(under_water_, i) ? 4.0 : 0.0) + 8.0 * level_[i]);
    for (std::size_t i = 0; i < state_.size(); ++i)
        checkpoint_.push_back(allowed_.empty() ? 0.0 : static_cast<double>(allowed_[i]));
    checkpoint_.insert(checkpoint_.end(), {listed_ ? 1.0 : 0.0, static_cast<double>(top_level_), grouped_tick_,
                                           grouped_go_, static_cast<double>(goes_)});
    for (const std::vector<float>* values :
         {&greatest_depth_, &greatest_speed_, &greatest_discharge_, &arrival_time_, &duration_})
        checkpoint_.insert(checkpoint_.end(), values->begin(), values->end());
    for (const double count : {static_cast<double>(counts_.steps), static_cast<double>(counts_.substeps),
                               static_cast<double>(counts_.cell_updates), static_cast<double>(counts_.outflow_cut),
                               static_cast<double>(counts_.rounded_to_zero), counts_.rounded_m3, counts_.unmet_m3})
        checkpoint_.push_back(count);
}

std::vector<MutableField> SurfaceSolver::checkpoint_fields() {
    collect();
    return {
        {{"surface_state", "depths, velocities, moving cells, their groups, maxima and counts", "", "1",
          Location::network},
         checkpoint_},
        {{"surface_boundary_water", "water entered through each boundary", "", "m3", Location::network},
         boundary_water_},
        {{"surface_boundary_outflow", "water wanted out of each boundary, and of it what there was not", "", "m3",
          Location::network},
         boundary_outflow_},
        {{"surface_link_water", "water passed through each structure, there and back", "", "m3", Location::network},
         link_water_},
        {{"surface_sums", "the water balance's sums", "", "m3", Location::network}, sums_},
        {{"surface_time", "time since the start", "", "s", Location::network}, time_},
    };
}

void SurfaceSolver::restore() {
    const double* at = checkpoint_.data();
    for (std::size_t i = 0; i < state_.size(); ++i, at += 3)
        state_[i] = {at[0], at[1], at[2], mesh_.bed_elevation[i]};
    begin();
    std::fill(lively_.begin(), lively_.end(), 0);
    std::fill(under_water_.begin(), under_water_.end(), 0);
    for (std::int32_t i = 0; i < mesh_.cell_count(); ++i) {
        const auto bits = static_cast<unsigned>(*at++);
        level_[i] = static_cast<std::uint8_t>(bits >> 3U);
        if (level_[i] != asleep && level_[i] >= most_levels)
            throw std::invalid_argument("a checkpoint with a cell in a group that there is not");
        if ((bits & 1U) != 0)
            set(lively_, i);
        if ((bits & 2U) != 0)
            set(core_, i);
        if ((bits & 4U) != 0 && options_.keep_maxima)
            set(under_water_, i);
        if (level_[i] != asleep)
            set(awake_, i);
    }
    const double* const allowed = at;
    at += state_.size();
    listed_ = *at++ != 0.0;
    top_level_ = static_cast<int>(*at++);
    if (top_level_ < 0 || top_level_ >= most_levels)
        throw std::invalid_argument("a checkpoint with more groups than there are");
    grouped_tick_ = *at++;
    grouped_go_ = *at++;
    goes_ = static_cast<int>(*at++);
    allowed_.clear();
    if (top_level_ > 0)
        for (std::size_t i = 0; i < state_.size(); ++i)
            allowed_.push_back(static_cast<float>(allowed[i]));
    if (listed_) {
        if (top_level_ > 0)
            find_neighbourhood();
        list_cells();
        list_faces();
    }
    for (std::vector<float>* values :
         {&greatest_depth_, &greatest_speed_, &greatest_discharge_, &arrival_time_, &duration_})
        for (float& value : *values)
            value = static_cast<float>(*at++);
    counts_.steps = static_cast<std::int64_t>(*at++);
    counts_.substeps = static_cast<std::int64_t>(*at++);
    counts_.cell_updates = static_cast<std::int64_t>(*at++);
    counts_.outflow_cut = static_cast<std::int64_t>(*at++);
    counts_.rounded_to_zero = static_cast<std::int64_t>(*at++);
    counts_.rounded_m3 = *at++;
    counts_.unmet_m3 = *at++;
}

}  // namespace liriver::solver::surface
