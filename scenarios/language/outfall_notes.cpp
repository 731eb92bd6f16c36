#include "scenarios/language/outfall_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "data/registers/intake_register.h"
#include "data/registers/section_register.h"
#include "data/standards/effluent.h"
#include "data/standards/reason.h"
#include "data/standards/standards_reader.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {
namespace {

namespace st = data::standards;
using data::registers::OutfallRow;

/// The largest value of a series, in SI.
std::optional<double> largest(const Series& series) {
    if (series.constant)
        return series.constant;
    if (series.values.empty())
        return std::nullopt;
    return *std::max_element(series.values.begin(), series.values.end());
}

std::optional<double> largest_of(const Amounts& amounts, const std::string& name) {
    const auto found = amounts.find(name);
    return found == amounts.end() ? std::nullopt : largest(found->second);
}

std::string effluent_note(const Outfall& outfall, const st::Item& item, const st::EffluentBasis& basis,
                          const st::EffluentVerdict& verdict) {
    const std::string what = fmt::format("outfall {}: {} {}", outfall.name, item.id, in_words(item, verdict.value));
    switch (verdict.outcome) {
        case st::EffluentOutcome::above:
            return fmt::format(
                "{} is above {} of class {} ({}{}, {})", what, in_words(*verdict.limit), basis.grade, basis.standard,
                verdict.limit->provenance.clause ? ", " + *verdict.limit->provenance.clause : "", basis.statistic);
        case st::EffluentOutcome::unread:
            return fmt::format("{} is not judged: the figure of {} for class {} could not be read", what,
                               basis.standard, basis.grade);
        case st::EffluentOutcome::condition_unknown:
            return fmt::format(
                "{} is not judged: its limit of class {} ({}) goes by the {}, which is not given", what, basis.grade,
                basis.standard,
                verdict.limit->condition.name == "built" ? "year it was `built`" : "water's temperature");
        case st::EffluentOutcome::within:
        case st::EffluentOutcome::no_limit:
            break;
    }
    return {};
}

void judge(const Scenario& scenario, const Outfall& outfall, const st::Standards& tables,
           std::vector<std::string>& notes) {
    st::EffluentBasis basis;
    basis.grade = outfall.limit_class;
    if (outfall.built)
        basis.built = static_cast<int>(*outfall.built);
    basis.day = std::chrono::floor<std::chrono::days>(*scenario.time.start + scenario.project.time_zone);
    basis.temperature = largest_of(outfall.concentration, "temperature");
    const bool known = std::any_of(tables.limits.begin(), tables.limits.end(), [&](const st::Limit& limit) {
        return limit.standard == basis.standard && limit.grade == basis.grade;
    });
    if (!known) {
        notes.push_back(fmt::format("outfall {}: its limit class \"{}\" is none of {}, and is not judged", outfall.name,
                                    basis.grade, basis.standard));
        return;
    }
    for (const Constituent& constituent : scenario.constituents) {
        const st::Item* item = tables.find_item(constituent.name);
        const auto value = largest_of(outfall.concentration, constituent.name);
        if (item == nullptr || !value)
            continue;
        const auto change = st::unit_change(constituent.kind.concentration, item->unit);
        if (!change)
            continue;
        const auto verdict = judge_effluent(tables, basis, {item->id, (*change)(*value)});
        if (std::string note = effluent_note(outfall, *item, basis, verdict); !note.empty())
            notes.push_back(std::move(note));
    }
}

}  // namespace

std::vector<std::string> notes_on_outfalls(const Scenario& scenario, std::vector<std::filesystem::path>& inputs,
                                           data::tables::Problems& problems) {
    std::vector<std::string> notes;
    const NetworkSettings& network = scenario.network;
    std::vector<data::registers::IntakeRow> intakes;
    if (network.intakes.given() && !refuse_unreadable(network.intakes, "network.intakes", problems)) {
        inputs.push_back(network.intakes.path);
        intakes = data::registers::read_intakes(network.intakes.path, scenario.project.crs, problems);
    }
    std::vector<data::registers::QualitySectionRow> sections;
    if (network.quality_sections.given() &&
        !refuse_unreadable(network.quality_sections, "network.quality_sections", problems)) {
        inputs.push_back(network.quality_sections.path);
        sections =
            data::registers::read_quality_sections(network.quality_sections.path, scenario.project.crs, problems);
    }
    std::vector<OutfallRow> outfalls;
    for (const Outfall& outfall : scenario.outfalls) {
        OutfallRow& row = outfalls.emplace_back();
        row.name = outfall.name;
        row.place.reach = outfall.place.reach;
        row.place.chainage = outfall.place.chainage;
    }
    notes = notes_on_protected_water(outfalls, intakes, sections);
    const bool judged = std::any_of(scenario.outfalls.begin(), scenario.outfalls.end(),
                                    [](const Outfall& outfall) { return !outfall.limit_class.empty(); });
    if (!judged || !scenario.time.start)
        return notes;
    const st::Standards tables = st::read_standards({}, problems);
    for (const Outfall& outfall : scenario.outfalls)
        if (!outfall.limit_class.empty())
            judge(scenario, outfall, tables, notes);
    return notes;
}

}  // namespace liriver::scenarios::language
