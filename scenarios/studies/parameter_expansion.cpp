// The changes of a scenario that each parameter of a study stands for.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "data/tables/suggest.h"
#include "scenarios/studies/member.h"

namespace liriver::scenarios::studies {

using data::tables::Problems;
using language::ParameterKind;
using language::ScenarioChange;
using language::StudyParameter;

namespace {

class ParameterExpansion {
  public:
    ParameterExpansion(const language::Study& study, const language::Model& model, Problems& problems)
        : study_(study), model_(model), problems_(problems) {
        for (const auto& reach : model.river.network.reaches)
            names_.push_back(reach.name);
    }

    std::vector<ScenarioChange> expand(const StudyParameter& p) {
        if (model_.scenario.on_surface())
            return on_surface(p);
        std::vector<ScenarioChange> changes;
        const bool zone_wide = p.what == ParameterKind::manning_n && p.reaches.empty();
        if (zone_wide) {
            one(p, "", changes);
            const auto& rows = model_.scenario.roughness;
            if (std::none_of(rows.begin(), rows.end(),
                             [&](const auto& row) { return row.zone == p.zone && row.reach.empty(); }))
                refuse(p, "zone", "unknown-zone", fmt::format("\"{}\"", p.zone),
                       "the zone of a [[roughness]] for all reaches, or `reaches`");
        }
        for (const std::string& reach : !p.reaches.empty() || zone_wide ? p.reaches : names_) {
            if (std::find(names_.begin(), names_.end(), reach) == names_.end())
                refuse(p, "reaches", "unknown-reach", fmt::format("\"{}\"", reach), "names of reaches",
                       data::tables::suggest(reach, names_));
            else
                one(p, reach, changes);
        }
        if (p.what == ParameterKind::manning_n && !p.reaches.empty() && !changes.empty() && !has_zone(p))
            refuse(p, "zone", "unknown-zone", fmt::format("\"{}\"", p.zone), "a zone of the sections of these reaches");
        return changes;
    }

  private:
    [[nodiscard]] bool given(const StudyParameter& p, const char* key) const {
        return study_.positions.count(fmt::format("parameter[{}].{}", p.name, key)) > 0;
    }

    /// A surface's roughness: everywhere, or of one material of its mesh.
    std::vector<ScenarioChange> on_surface(const StudyParameter& p) {
        const language::SurfaceSettings& surface = model_.scenario.surfaces.front();
        if (p.what != ParameterKind::manning_n) {
            refuse(p, "what", "not-used", fmt::format("{} of a scenario on a surface", in_words(p.what)),
                   "manning_n: a surface has no channel to widen");
            return {};
        }
        if (!p.reaches.empty()) {
            refuse(p, "reaches", "not-used", "reaches of a scenario on a surface",
                   "none: its manning_n is one number, or one for each [[surface.material]] (`zone`)");
            return {};
        }
        const std::string zone = given(p, "zone") ? p.zone : std::string();
        const bool known =
            std::any_of(surface.materials.begin(), surface.materials.end(),
                        [&](const language::Material& material) { return std::to_string(material.number) == zone; });
        if (!zone.empty() && !known) {
            refuse(p, "zone", "unknown-zone", fmt::format("\"{}\"", zone),
                   "the number of a [[surface.material]], or no `zone`: the surface's manning_n everywhere");
            return {};
        }
        if (zone.empty() && !surface.materials.empty()) {
            refuse(p, "zone", "missing-key", "no such key", "the number of the [[surface.material]] it is of");
            return {};
        }
        const auto [other, fresh] = taken_.emplace(std::tuple(p.what, zone, surface.name), p.name);
        if (!fresh)
            refuse(p, "zone", "same-number",
                   fmt::format("manning_n of surface {}, which \"{}\" is too", surface.name, other->second),
                   "each number of the scenario in one parameter");
        ScenarioChange change;
        change.what = p.what;
        change.zone = zone;
        change.value = p.start;
        change.source = fmt::format("liriver study {}", study_.study.name);
        change.surface = surface.name;
        return {change};
    }

    void one(const StudyParameter& p, const std::string& reach, std::vector<ScenarioChange>& changes) {
        const std::string zone = p.what == ParameterKind::manning_n ? p.zone : std::string();
        const auto [other, fresh] = taken_.emplace(std::tuple(p.what, zone, reach), p.name);
        if (!fresh)
            refuse(p, "reaches", "same-number",
                   fmt::format("{} of {}, which \"{}\" is too", in_words(p.what),
                               reach.empty() ? "zone " + zone : reach, other->second),
                   "each number of the scenario in one parameter");
        changes.push_back({p.what, zone, reach, p.start, fmt::format("liriver study {}", study_.study.name), {}});
    }

    [[nodiscard]] bool has_zone(const StudyParameter& p) const {
        for (const auto& section : model_.river.sections)
            if (std::find(p.reaches.begin(), p.reaches.end(), section.reach) != p.reaches.end())
                for (const auto& point : section.points)
                    if ((point.zone.empty() ? "channel" : point.zone) == p.zone)
                        return true;
        return false;
    }

    void refuse(const StudyParameter& p, const char* key, const char* code, std::string found, std::string expected,
                std::string hint = {}) {
        const std::string path = fmt::format("parameter[{}].{}", p.name, key);
        const auto place = study_.positions.find(path);
        const language::Position at = place == study_.positions.end() ? p.at : place->second;
        problems_.push_back(
            {at.file, at.line, at.column, code, path, std::move(found), std::move(expected), std::move(hint)});
    }

    const language::Study& study_;
    const language::Model& model_;
    Problems& problems_;
    std::vector<std::string> names_;
    std::map<std::tuple<ParameterKind, std::string, std::string>, std::string> taken_;
};

}  // namespace

std::vector<std::vector<ScenarioChange>> changes_of(const language::Study& study, const language::Model& model,
                                                    Problems& problems) {
    ParameterExpansion expansion(study, model, problems);
    std::vector<std::vector<ScenarioChange>> changes;
    changes.reserve(study.parameters.size());
    for (const StudyParameter& parameter : study.parameters)
        changes.push_back(expansion.expand(parameter));
    return changes;
}

}  // namespace liriver::scenarios::studies
