// What [[initial]] says of a river, over the state that `time.initial` has set.
#include <algorithm>
#include <cmath>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {
namespace {

constexpr int discharge_passes = 4;  // the area of a face depends, by its limiter, on the discharges about it

/// The value that two cells give to the face between them: their mean, or that of the only one that has one. At a mouth
/// or a branching it is that of the reach that ends or begins there.
double on_face(const ChannelModel& model, const std::vector<double>& cells, std::int32_t left, std::int32_t right) {
    const auto value = [&](std::int32_t cell) {
        return cell < static_cast<std::int32_t>(cells.size()) ? cells[static_cast<std::size_t>(cell)] : std::nan("");
    };
    const auto reach = [&](std::int32_t cell) { return model.nodes[static_cast<std::size_t>(cell)].reach; };
    if (reach(left) != reach(right)) {
        const bool begins = right == 0 || reach(right - 1) != reach(right);
        const double own = value(begins ? right : left);
        return std::isnan(own) ? value(begins ? left : right) : own;
    }
    if (std::isnan(value(left)) || std::isnan(value(right)))
        return std::isnan(value(left)) ? value(right) : value(left);
    return 0.5 * (value(left) + value(right));
}

/// Whether anything is said of levels or flows, anywhere.
bool says_water(const language::StartState& given) {
    for (std::size_t quantity = language::start_stage; given.any() && quantity <= language::start_discharge; ++quantity)
        for (const double value : given.values[quantity])
            if (!std::isnan(value))
                return true;
    return false;
}

}  // namespace

void ChannelDomain::set_given_start() {
    const language::StartState& given = model_.start;
    if (!says_water(given) || settings_.only_start)
        return;
    const solver::channel::ChannelMesh& mesh = model_.mesh;
    std::vector<double> stage(solver_.stage().begin(), solver_.stage().end());
    for (std::size_t i = 0; i < given.values[language::start_stage].size(); ++i) {
        if (const double level = given.at(language::start_stage, i); !std::isnan(level))
            stage[i] = std::max(level, mesh.bed[i]);
        if (const double depth = given.at(language::start_depth, i); !std::isnan(depth))
            stage[i] = mesh.bed[i] + depth;
    }
    std::vector<double> velocity(solver_.velocity().begin(),
                                 solver_.velocity().begin() + static_cast<std::ptrdiff_t>(mesh.left.size()));
    std::vector<double> discharge(mesh.left.size(), std::nan(""));
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        const double speed = on_face(model_, given.values[language::start_velocity], mesh.left[f], mesh.right[f]);
        if (!std::isnan(speed))
            velocity[f] = speed;
        discharge[f] = on_face(model_, given.values[language::start_discharge], mesh.left[f], mesh.right[f]);
        if (!std::isnan(discharge[f]))
            velocity[f] = std::copysign(1.0, discharge[f]);
    }
    solver_.set_state(stage, velocity);
    for (int pass = 0; pass < discharge_passes; ++pass) {
        for (std::size_t f = 0; f < discharge.size(); ++f)
            if (!std::isnan(discharge[f])) {
                const double flow = solver_.face_discharge_now()[f];
                velocity[f] = flow == 0.0 ? 0.0 : velocity[f] * (discharge[f] / flow);
            }
        solver_.set_state(stage, velocity);
    }
    at_start_ = false;  // what the steady state had flowing is not what flows now
}

// Of every constituent in each cell, kg/m3.
std::vector<std::vector<double>> ChannelDomain::given_concentrations() const {
    std::vector<std::vector<double>> concentrations;
    for (std::size_t k = 0; k < constituents().size(); ++k) {
        std::vector<double>& values = concentrations.emplace_back(solver_.volume().size(), constituents()[k].initial);
        if (!model_.start.any() || constituents()[k].is_water)
            continue;
        const std::vector<double>& given = model_.start.values[language::start_constituents + k];
        for (std::size_t i = 0; i < given.size(); ++i)
            if (!std::isnan(given[i]))
                values[i] = given[i];
    }
    return concentrations;
}

}  // namespace liriver::scenarios::runner
