#include "scenarios/runner/water_quality.h"

#include <algorithm>
#include <utility>

#include "scenarios/runner/add_event.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double seconds_a_day = 86400.0;
constexpr double reference_temperature = 20.0;  // deg C, at which rates are given

/// As files have it, by the UDUNITS that CF asks for.
const char* cf_unit(const language::ConstituentKind& kind) {
    const std::string_view unit = kind.concentration;
    return unit == "kg/m3" ? "kg m-3" : unit == "1/m3" ? "m-3" : kind.concentration;
}

}  // namespace

std::vector<Constituent> declared_constituents(const language::Scenario& scenario, Driver& driver) {
    std::vector<Constituent> constituents;
    for (const language::Constituent& declared : scenario.constituents) {
        Constituent constituent;
        constituent.name = declared.name;
        constituent.unit = declared.unit;
        constituent.si_per_unit = declared.si_per_unit;
        constituent.kind = declared.kind;
        constituent.initial = declared.initial && declared.initial->constant ? *declared.initial->constant : 0.0;
        constituent.tagged = declared.tag_sources;
        constituent.decay = {declared.decay_rate * seconds_a_day, declared.temperature_factor};
        if (declared.temperature)
            constituent.temperature = driver.add(to_function(*declared.temperature, *scenario.time.start));
        constituents.push_back(std::move(constituent));
    }
    return constituents;
}

void WaterQuality::plan(const solver::transport::Graph& graph, mesh::field::Location location) {
    if (constituents_.empty())
        return;
    std::vector<solver::transport::Constituent> moved;
    moved.reserve(constituents_.size());
    for (const Constituent& constituent : constituents_)
        moved.push_back({constituent.name, cf_unit(constituent.kind), true, constituent.evaporates()});
    solver::transport::Options options;
    options.location = location;
    transport_ = std::make_unique<solver::transport::Transport>(graph, std::move(moved), options);
    wet_.reserve(static_cast<std::size_t>(graph.volume_count));
    now_.resize(2 * constituents_.size());
    any_decays_ = std::any_of(constituents_.begin(), constituents_.end(),
                              [](const Constituent& constituent) { return constituent.decay.rate_per_day != 0.0; });
    for (std::size_t k = 0; k < constituents_.size(); ++k)
        extremes_.insert(extremes_.end(),
                         {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
}

void WaterQuality::set_processes(const language::QualityPlan& plan, const QualityForcing& forcing, int threads) {
    reactions_ = std::make_unique<QualityReactions>(plan, forcing, threads);
    derived_.clear();
    for (const solver::quality::DerivedPlan& quantity : plan.plan.derived) {
        DerivedSum sum{{quantity.name, quantity.unit}, {}};
        for (std::size_t k = 0; k < plan.constituents.size(); ++k)
            if (quantity.weight[k] != 0.0)
                sum.parts.push_back({plan.constituents[k], quantity.weight[k] * plan.factors[k]});
        const bool carried = std::any_of(constituents_.begin(), constituents_.end(),
                                         [&](const Constituent& one) { return one.name == quantity.name; });
        if (!carried)
            derived_.push_back(std::move(sum));
    }
}

std::vector<ShownQuantity> WaterQuality::shown() const {
    std::vector<ShownQuantity> all;
    all.reserve(shown_count());
    for (const Constituent& constituent : constituents_)
        all.push_back({constituent.name, constituent.unit});
    for (const DerivedSum& sum : derived_)
        all.push_back(sum.shown);
    return all;
}

void WaterQuality::start(std::span<const double> water, const std::vector<std::vector<double>>& concentration) {
    for (std::size_t k = 0; any() && k < constituents_.size(); ++k)
        transport_->start(k, water, concentration[k]);
}

void WaterQuality::step(const solver::transport::WaterStep& water, std::span<const double> means) {
    if (!any_decays_) {
        transport_->step(water);
        return;
    }
    transport_->step(water, [this, means](double seconds, std::span<const std::int32_t>) { decay(seconds, means); });
}

double WaterQuality::left_by_decay(std::size_t constituent, double seconds, std::span<const double> means) const {
    const Constituent& of = constituents_[constituent];
    return of.decay.remaining(
        of.temperature < 0 ? reference_temperature : means[static_cast<std::size_t>(of.temperature)], seconds);
}

void WaterQuality::decay(double seconds, std::span<const double> means) {
    for (std::size_t k = 0; k < constituents_.size(); ++k)
        if (constituents_[k].decay.rate_per_day != 0.0)
            transport_->scale_reacting(k, left_by_decay(k, seconds, means));
}

double WaterQuality::report(std::size_t count, data::results::Summary& summary) const {
    double worst = 0.0;
    if (!any())
        return worst;
    for (std::size_t k = 0; k < count; ++k) {
        const auto budget = transport_->budget(k);
        summary.constituents.push_back({constituents_[k].name, constituents_[k].unit, constituents_[k].kind.budget,
                                        budget.initial, budget.inflow, budget.outflow, budget.load, budget.reaction,
                                        budget.final, budget.relative_error, extremes_[2 * k], extremes_[2 * k + 1]});
        worst = larger_error(worst, budget.relative_error);
    }
    const auto& counts = transport_->counts();
    add_event(summary, "clip", "negative rounding errors of concentrations set to zero", counts.rounded_to_zero);
    add_event(summary, "warning", "steps of transport whose mixing was not solved to rounding", counts.unconverged);
    if (reactions_)
        reactions_->report(summary);
    return worst;
}

std::vector<mesh::field::MutableField> WaterQuality::checkpoint_fields() {
    if (!any())
        return {};
    std::vector<mesh::field::MutableField> fields{
        {{"concentration_extremes", "extremes of each constituent", "", "1", mesh::field::Location::network},
         extremes_}};
    for (auto& field : transport_->checkpoint_fields())
        fields.push_back(std::move(field));
    if (reactions_)
        for (auto& field : reactions_->checkpoint_fields())
            fields.push_back(std::move(field));
    return fields;
}

std::vector<mesh::field::MutableIntegers> WaterQuality::checkpoint_integers() {
    if (!any())
        return {};
    std::vector<mesh::field::MutableIntegers> integers = transport_->checkpoint_integers();
    if (reactions_)
        for (auto& numbers : reactions_->checkpoint_integers())
            integers.push_back(std::move(numbers));
    return integers;
}

}  // namespace liriver::scenarios::runner
