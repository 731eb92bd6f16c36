#include "scenarios/runner/losses.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "scenarios/runner/shortfall.h"

namespace liriver::scenarios::runner {
namespace {

constexpr int pieces_of_a_lag = 64;  // in which the past before the start is laid underground
constexpr double no_lag = 1.0;       // s, of a delay line that is never used

// The amount that crossed an outside face in the last step of transport, positive along the face.
double carried_over(const solver::transport::Transport& transport, std::size_t constituent, std::size_t face) {
    const auto faces = transport.outside_faces();
    const auto at = std::lower_bound(faces.begin(), faces.end(), static_cast<std::int32_t>(face));
    return transport.crossed(constituent)[static_cast<std::size_t>(std::distance(faces.begin(), at))];
}

}  // namespace

Losses::Losses(std::vector<Loss> losses, std::size_t constituents, std::size_t link_faces, std::size_t source_faces)
    : losses_(std::move(losses)),
      constituents_(constituents),
      link_faces_(link_faces),
      source_faces_(source_faces),
      sums_(losses_.size() * accounts, 0.0),
      went_in_(constituents + 1, 0.0) {
    for (const Loss& loss : losses_) {
        underground_.emplace_back(loss.spring < 0 ? no_lag : loss.lag, constituents);
        if (loss.spring >= 0)
            longest_step_ = std::min(longest_step_, underground_.back().longest_step());
    }
}

double Losses::discharge(const Loss& loss, std::span<const double> link_discharge) const {
    double sum = 0.0;
    for (std::int32_t k = loss.first_link; k < loss.first_link + loss.links; ++k)
        sum += link_discharge[static_cast<std::size_t>(k)];
    return sum;
}

void Losses::springs(double t0, double t1, std::span<double> source_flow) const {
    for (std::size_t i = 0; i < losses_.size(); ++i)
        if (losses_[i].spring >= 0)
            source_flow[static_cast<std::size_t>(losses_[i].spring)] =
                underground_[i].coming_out(0, t0, t1) / (t1 - t0);
}

void Losses::steady_springs(std::span<const double> link_discharge, std::span<double> source_flow) const {
    for (const Loss& loss : losses_)
        if (loss.spring >= 0)
            source_flow[static_cast<std::size_t>(loss.spring)] = std::max(0.0, discharge(loss, link_discharge));
}

void Losses::fill(std::span<const double> link_discharge, std::span<const double> concentration) {
    for (std::size_t i = 0; i < losses_.size(); ++i) {
        const Loss& loss = losses_[i];
        if (loss.spring < 0)
            continue;
        const double piece = loss.lag / pieces_of_a_lag;
        went_in_[0] = piece * std::max(0.0, discharge(loss, link_discharge));
        for (std::size_t c = 0; c < constituents_; ++c)
            went_in_[c + 1] = went_in_[0] * concentration[c];
        for (int step = 0; step < pieces_of_a_lag; ++step)
            underground_[i].advance((step - pieces_of_a_lag) * piece, (step + 1 - pieces_of_a_lag) * piece, went_in_);
        account(i, at_start) = underground_[i].under_way(0);
    }
}

void Losses::set_pure_water(solver::transport::Transport& transport) const {
    for (const Loss& loss : losses_)
        if (loss.kind == Loss::Kind::weather)
            for (std::int32_t k = loss.first_link; k < loss.first_link + loss.links; ++k)
                transport.set_pure_water(static_cast<std::int32_t>(link_faces_) + k, true);
}

void Losses::set_concentrations(double t0, double t1, solver::transport::Transport& transport) const {
    for (std::size_t i = 0; i < losses_.size(); ++i) {
        if (losses_[i].spring < 0)
            continue;
        const double water = underground_[i].coming_out(0, t0, t1);
        const auto face = static_cast<std::int32_t>(source_faces_ + static_cast<std::size_t>(losses_[i].spring));
        for (std::size_t c = 0; c < constituents_; ++c)
            transport.set_inflow_concentration(c, face,
                                               water > 0.0 ? underground_[i].coming_out(c + 1, t0, t1) / water : 0.0);
    }
}

void Losses::advance(double t0, double t1, std::span<const double> link_discharge, std::span<const double> setting,
                     std::span<const double> source_flow, const solver::transport::Transport* transport) {
    const double dt = t1 - t0;
    for (std::size_t i = 0; i < losses_.size(); ++i) {
        const Loss& loss = losses_[i];
        for (std::int32_t k = loss.first_link; k < loss.first_link + loss.links; ++k) {
            const double out = dt * link_discharge[static_cast<std::size_t>(k)];
            account(i, out >= 0.0 ? taken : brought) += std::abs(out);
        }
        for (std::int32_t s = loss.first_source; s < loss.first_source + loss.sources; ++s)
            account(i, brought) += dt * source_flow[static_cast<std::size_t>(s)];
        if (loss.kind == Loss::Kind::abstraction) {
            const double demand = setting[static_cast<std::size_t>(loss.first_link)];
            account(i, wanted) += dt * demand;
            if (discharge(loss, link_discharge) < (1.0 - shortfall_tolerance) * demand)
                account(i, seconds_short) += dt;
        }
        if (loss.spring < 0)
            continue;
        account(i, brought) += underground_[i].coming_out(0, t0, t1);
        went_in_[0] = dt * discharge(loss, link_discharge);
        for (std::size_t c = 0; c < constituents_; ++c) {
            went_in_[c + 1] = 0.0;
            for (std::int32_t k = loss.first_link; k < loss.first_link + loss.links; ++k)
                went_in_[c + 1] += carried_over(*transport, c, link_faces_ + static_cast<std::size_t>(k));
        }
        underground_[i].advance(t0, t1, went_in_);
    }
}

void Losses::report(data::results::Summary& summary) const {
    for (std::size_t i = 0; i < losses_.size(); ++i) {
        const std::string& name = losses_[i].name;
        switch (losses_[i].kind) {
            case Loss::Kind::abstraction:
                summary.abstractions.push_back(
                    {name, account(i, wanted), account(i, taken), account(i, seconds_short) / 3600.0});
                break;
            case Loss::Kind::groundwater:
                summary.groundwater.push_back({name, account(i, brought), account(i, taken)});
                break;
            case Loss::Kind::weather:
                summary.weather.push_back({name, account(i, brought), account(i, taken)});
                break;
            case Loss::Kind::sinking_stream:
                summary.sinking_streams.push_back({name, account(i, taken), account(i, brought), account(i, at_start),
                                                   losses_[i].spring < 0 ? 0.0 : underground_[i].under_way(0)});
                break;
        }
    }
}

std::vector<mesh::field::MutableField> Losses::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields;
    if (losses_.empty())
        return fields;
    fields.push_back({{"losses_account", "what abstractions, aquifers and sinking streams took and brought", "", "1",
                       Location::network},
                      sums_});
    for (std::size_t i = 0; i < losses_.size(); ++i)
        if (losses_[i].spring >= 0)
            fields.push_back({{"underground_" + std::to_string(i), "water and amounts under way underground", "", "1",
                               Location::network},
                              underground_[i].state()});
    return fields;
}

}  // namespace liriver::scenarios::runner
