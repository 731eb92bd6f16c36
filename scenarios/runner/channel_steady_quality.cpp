// The steady state of what is dissolved, on the steady flow.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double steady_courant = 0.05;  // of the water that flows through: what looking ahead in time adds to
                                         // dispersion is then small
constexpr double slowest_share = 0.1;    // of that water may be in smaller volumes

}  // namespace

// The run's step where the scenario has one. Else a small one, since no time is to be gone through.
double ChannelDomain::steady_step() const {
    if (settings_.given_step)
        return settings_.steps.largest;
    std::vector<std::pair<double, double>> residence;  // s, and m3/s
    double all = 0.0;
    for (std::int32_t i = 0; i < model_.mesh.cell_count(); ++i)
        if (const double flow = std::abs(discharge(i)); flow > 0.0) {
            residence.emplace_back(solver_.volume()[static_cast<std::size_t>(i)] / flow, flow);
            all += flow;
        }
    std::sort(residence.begin(), residence.end());
    double passed = 0.0;
    for (const auto& [seconds, flow] : residence)
        if ((passed += flow) > slowest_share * all)
            return std::min(steady_courant * seconds, settings_.steps.largest);
    return settings_.steps.largest;
}

void ChannelDomain::put_concentrations(std::span<const double> concentrations) {
    const std::size_t cells = solver_.volume().size();
    for (std::size_t k = 0; k < constituents().size(); ++k)
        quality_.transport()->start(k, solver_.volume(), concentrations.subspan(k * cells, cells));
}

void ChannelDomain::take_concentrations(std::span<double> concentrations) const {
    const std::size_t cells = solver_.volume().size();
    for (std::size_t k = 0; k < constituents().size(); ++k) {
        const auto values = quality_.transport()->concentration(k);
        std::copy(values.begin(), values.end(), concentrations.begin() + static_cast<std::ptrdiff_t>(k * cells));
    }
}

// As a run's steps, but that processes react round each of them. What comes up from underground is what sinks.
void ChannelDomain::step_steadily(double dt, std::span<double> concentrations) {
    solver::transport::Transport& transport = *quality_.transport();
    put_concentrations(concentrations);
    const std::size_t cells = solver_.volume().size();
    for (const Loss& loss : model_.losses)
        for (std::size_t k = 0; loss.spring >= 0 && k < constituents().size(); ++k)
            transport.set_inflow_concentration(
                k, static_cast<std::int32_t>(model_.source_face(static_cast<std::size_t>(loss.spring))),
                concentrations[k * cells + static_cast<std::size_t>(model_.mesh.links[loss.first_link].left)]);
    QualityReactions* const reactions = quality_.reactions();
    if (reactions != nullptr)
        reactions->react_at(0.0, 0.5 * dt, flow_, model_.driver, transport);
    quality_.step({dt, solver_.volume(), solver_.volume(), crossed_, mixing_, {}, {}, {}}, means_);
    if (reactions != nullptr)
        reactions->react_at(0.0, 0.5 * dt, flow_, model_.driver, transport);
    take_concentrations(concentrations);
}

// Of processes by differences, of decays exactly.
void ChannelDomain::reaction_slopes(double dt, std::span<const double> concentrations, std::span<double> slopes) {
    constexpr double nudge = 1e-4;  // of a concentration, or of the largest where there is next to none
    const std::size_t count = constituents().size(), cells = solver_.volume().size();
    const auto entry = [&](std::size_t cell, std::size_t after, std::size_t before) -> double& {
        return slopes[(cell * count + after) * count + before];
    };
    std::fill(slopes.begin(), slopes.end(), 0.0);
    for (std::size_t i = 0; i < cells; ++i)
        for (std::size_t k = 0; k < count; ++k)
            entry(i, k, k) = 1.0;
    if (QualityReactions* const reactions = quality_.reactions(); reactions != nullptr) {
        std::vector<double> plain(concentrations.begin(), concentrations.end()), nudged(plain), by(cells);
        const auto react = [&](std::vector<double>& values) {
            put_concentrations(values);
            reactions->react_at(0.0, dt, flow_, model_.driver, *quality_.transport());
            take_concentrations(values);
        };
        react(plain);
        for (const std::size_t q : reactions->constituents()) {
            nudged.assign(concentrations.begin(), concentrations.end());
            const auto own = std::span<double>(nudged).subspan(q * cells, cells);
            const double largest = *std::max_element(own.begin(), own.end());
            for (std::size_t i = 0; i < cells; ++i) {
                by[i] = nudge * std::max({own[i], 1e-2 * largest, 1e-9});
                own[i] += by[i];
            }
            react(nudged);
            for (const std::size_t p : reactions->constituents())
                for (std::size_t i = 0; i < cells; ++i)
                    entry(i, p, q) = (nudged[p * cells + i] - plain[p * cells + i]) / by[i];
        }
    }
    for (std::size_t k = 0; k < count; ++k) {
        const double left = quality_.left_by_decay(k, 0.5 * dt, means_);
        for (std::size_t i = 0; left != 1.0 && i < cells; ++i)
            for (std::size_t other = 0; other < count; ++other) {
                entry(i, k, other) *= left;
                entry(i, other, k) *= left;
            }
    }
}

void ChannelDomain::find_steady_quality() {
    if (!quality_.any() || !error_text().empty())
        return;
    const auto cross = [this](double seconds) {
        cross_faces(seconds, {face_discharge_now(), link_discharge_now(), boundary_discharge_now()});
        tell_transport(0.0, seconds);
    };
    std::vector<double> concentrations(constituents().size() * solver_.volume().size());
    take_concentrations(concentrations);
    double dt = steady_step();
    cross(dt);
    std::vector<double> tried = concentrations;
    step_steadily(dt, tried);
    dt /= quality_.transport()->substeps();
    cross(dt);
    const bool processes = quality_.reactions() != nullptr;
    solver::transport::SteadyOptions options;
    options.slopes_every = processes ? options.slopes_every : 0;
    steady_quality_ = solver::transport::find_steady_state(
        {&model_.graph, dt, solver_.volume(), crossed_, mixing_}, constituents().size(),
        [&](std::span<double> values) { step_steadily(dt, values); },
        [&](std::span<const double> values, std::span<double> slopes) { reaction_slopes(dt, values, slopes); },
        concentrations, options);
    put_concentrations(concentrations);
    note_extremes();
    if (reactions_succeeded() && !steady_quality_.converged)
        error_text_ = fmt::format(
            "no steady state of water quality: after {} iterations corrections are still {:.2g} of the largest "
            "concentration of {}, most {}; likely cause: rates without a steady state, or a limiter of transport that "
            "switches to and fro there (another time.step, a dispersion or a run over time helps)",
            steady_quality_.iterations, steady_quality_.correction, constituents()[steady_quality_.constituent].name,
            place_of(static_cast<std::int32_t>(steady_quality_.volume)));
}

}  // namespace liriver::scenarios::runner
