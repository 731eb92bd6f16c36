#include "scenarios/language/surface_make_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"
#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

using data::tables::Problems;

namespace {

class MakeRules {
  public:
    MakeRules(const Scenario& scenario, Problems& problems)
        : scenario_(scenario),
          report_(scenario, problems),
          settings_(scenario.surfaces.front()),
          make_(settings_.make),
          path_(fmt::format("surface[{}].make", settings_.name)) {}

    void one_surface() {
        for (std::size_t s = 1; s < scenario_.surfaces.size(); ++s)
            report_.add(scenario_.surfaces[s].at, "not-used", "surface", "a second [[surface]]", "one");
        for (const RimBoundary& boundary : settings_.boundaries)
            report_.add(boundary.at, "not-used", fmt::format("surface[{}].boundary[{}]", settings_.name, boundary.name),
                        "a boundary of a run", "none: it belongs into the scenario that runs on the mesh");
        if (scenario_.for_mesh())
            report_.add(make_.at, "not-used", path_, "a mesh to be made beside a river to be measured",
                        "one of them: the mesh takes the tables that the river is measured into");
    }

    void converting() {
        const auto unused = [&](bool given, const std::string& key) {
            if (given)
                report_.add_at_key(path_ + "." + key, make_.at, "not-used", "a key that converting does not use",
                                   "no `mesh`, for a mesh to be made; or no such key");
        };
        unused(make_.domain.given(), listed(path_ + ".domain") ? "domain" : "domain_file");
        unused(!make_.corridors.empty(), "corridor");
        unused(!make_.channels.empty(), "channel");
        unused(!make_.refinements.empty(), "refinement");
        unused(!make_.lines.empty(), "line");
        unused(!make_.roughness.empty(), "roughness");
        unused(make_.roughness_raster.given(), "roughness_raster");
    }

    void domain() {
        const int ways = (listed(path_ + ".domain") ? 1 : 0) + (listed(path_ + ".domain_file") ? 1 : 0) +
                         (listed(path_ + ".corridor") ? 1 : 0);
        if (ways != 1)
            report_.add(make_.at, ways == 0 ? "missing-key" : "not-used", path_ + ".domain",
                        ways == 0 ? "no ground to be meshed" : "the ground to be meshed in several ways",
                        "one of `domain`, `domain_file` and [[surface.make.corridor]]");
        ring(make_.domain, path_ + ".domain");
        if (scenario_.terrain.rasters.empty() && scenario_.terrain.points.empty() && !listed("terrain.rasters") &&
            !listed("terrain.points"))
            report_.add(make_.at, "missing-table", "terrain", "no terrain",
                        "[[terrain.rasters]] or [[terrain.points]]");
    }

    void parts() {
        for (const RefinementInput& refinement : make_.refinements) {
            const std::string path = fmt::format("{}.refinement[{}]", path_, refinement.name);
            one_of(refinement.at, path, {"point", "ring", "file"});
            if (listed(path + ".point") != listed(path + ".radius"))
                report_.add(refinement.at, "missing-key", path + ".radius", "one of `point` and `radius`",
                            "both, or neither");
            ring(refinement.area, path + ".ring");
        }
        for (const RespectedInput& line : make_.lines) {
            const std::string path = fmt::format("{}.line[{}]", path_, line.name);
            one_of(line.at, path, {"points", "file"});
            one_of(line.at, path, {"height", "level"});
            if (listed(path + ".points") && line.points.size() == 1)
                report_.add_at_key(path + ".points", line.at, "one-point", "one point", "at least two");
        }
        for (const RoughGround& rough : make_.roughness) {
            const std::string path = fmt::format("{}.roughness[{}]", path_, rough.name);
            one_of(rough.at, path, {"ring", "file"});
            ring(rough.area, path + ".ring");
        }
        for (std::size_t i = 0; i < make_.channels.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (make_.channels[i].reach == make_.channels[j].reach)
                    report_.add(make_.channels[i].at, "repeated-name", path_ + ".channel",
                                fmt::format("a second channel of {}", make_.channels[i].reach), "each reach once");
    }

    void zones() {
        for (const Roughness& roughness : scenario_.roughness) {
            const std::string path = fmt::format("roughness[{}]", roughness.zone);
            if (roughness.zone != "channel" && roughness.zone != "flood_plain")
                report_.add_at_key(path + ".zone", roughness.at, "unknown-word", fmt::format("\"{}\"", roughness.zone),
                                   "\"channel\" or \"flood_plain\", the zones of a mesh");
            if (roughness.by_depth.given())
                report_.add_at_key(path + ".by_depth", roughness.at, "not-used", "roughness by depth",
                                   "`manning_n`: a mesh has one for each cell");
            if (roughness.zone == "flood_plain" && !roughness.reach.empty())
                report_.add_at_key(path + ".reach", roughness.at, "not-used", "the flood plain of a reach",
                                   "no `reach`: [[surface.make.roughness]] says where");
            if (!roughness.reach.empty() &&
                std::none_of(make_.channels.begin(), make_.channels.end(),
                             [&](const ChannelInput& channel) { return channel.reach == roughness.reach; }))
                report_.add_at_key(path + ".reach", roughness.at, "unknown-reach",
                                   fmt::format("\"{}\"", roughness.reach), "a reach of [[surface.make.channel]]");
        }
        const auto need = [&](const std::string& zone, bool wanted) {
            if (wanted && std::none_of(scenario_.roughness.begin(), scenario_.roughness.end(),
                                       [&](const Roughness& r) { return r.zone == zone && r.reach.empty(); }))
                report_.add({scenario_.file.string(), 0, 0}, "missing-table", "roughness",
                            fmt::format("no roughness of the zone \"{}\"", zone),
                            fmt::format("[[roughness]] with zone = \"{}\"", zone));
        };
        need("channel", !make_.channels.empty());
        need("flood_plain", true);
    }

    [[nodiscard]] bool converts() const { return listed(fmt::format("surface[{}].mesh", settings_.name)); }

  private:
    [[nodiscard]] bool listed(const std::string& key) const { return scenario_.positions.count(key) > 0; }

    void one_of(const Position& at, const std::string& path, const std::vector<const char*>& keys) {
        const auto given =
            std::count_if(keys.begin(), keys.end(), [&](const char* key) { return listed(path + "." + key); });
        if (given == 1)
            return;
        std::string names;
        for (const char* key : keys)
            names += fmt::format("{}`{}`", names.empty() ? "" : ", ", key);
        report_.add(at, given == 0 ? "missing-key" : "not-used", fmt::format("{}.{}", path, keys.front()),
                    given == 0 ? "none of " + names : "several of " + names, "one of them");
    }

    void ring(const GroundArea& area, const std::string& key) {
        if (!area.ring.empty() && area.ring.size() < 3)
            report_.add_at_key(key, make_.at, "too-few-points", fmt::format("{} points", area.ring.size()),
                               "at least three corners");
    }

    const Scenario& scenario_;
    Reporter report_;
    const SurfaceSettings& settings_;
    const MakeSettings& make_;
    std::string path_;
};

}  // namespace

void check_make_rules(const Scenario& scenario, Problems& problems) {
    MakeRules rules(scenario, problems);
    rules.one_surface();
    if (rules.converts()) {
        rules.converting();
        return;
    }
    rules.domain();
    rules.parts();
    rules.zones();
}

void check_made_reaches(const Scenario& scenario, const RiverFiles& river, Problems& problems) {
    const SurfaceSettings& settings = scenario.surfaces.front();
    const std::string path = fmt::format("surface[{}].make", settings.name);
    Reporter report(scenario, problems);
    std::vector<std::string> names;
    names.reserve(river.network.reaches.size());
    for (const mesh::network::Reach& reach : river.network.reaches)
        names.push_back(reach.name);
    const auto find = [&](const std::string& name, const Position& at,
                          const std::string& key) -> const mesh::network::Reach* {
        const mesh::network::Reach* reach = river.network.find(name);
        // Without any reach the network's own problem says why.
        if (reach == nullptr && !name.empty() && (!names.empty() || scenario.positions.count("network") == 0))
            report.add(at, "unknown-reach", key, fmt::format("\"{}\"", name), "the name of a reach of [network]",
                       data::tables::suggest(name, names));
        return reach;
    };
    for (const ChannelInput& channel : settings.make.channels) {
        const bool known = find(channel.reach, channel.at, path + ".channel.reach") != nullptr;
        if (known && std::none_of(river.sections.begin(), river.sections.end(),
                                  [&](const auto& section) { return section.reach == channel.reach; }))
            report.add(channel.at, "no-sections", path + ".channel.reach", channel.reach + " without sections",
                       "sections in network.sections: a channel has its width and bed from them");
    }
    for (const CorridorInput& corridor : settings.make.corridors) {
        const mesh::network::Reach* reach = find(corridor.reach, corridor.at, path + ".corridor.reach");
        if (reach == nullptr)
            continue;
        const double last = reach->chainage.back();
        const double from = corridor.from.value_or(reach->chainage.front());
        const double to = corridor.to.value_or(last);
        if (!(from < to) || to > last + 1.0)
            report.add(
                corridor.at, "off-reach", path + ".corridor.from",
                fmt::format("from {} to {} m", data::tables::format_number(from), data::tables::format_number(to)),
                fmt::format("two chainages of {}, the first smaller, at most {} m", corridor.reach,
                            data::tables::format_number(last)));
    }
}

}  // namespace liriver::scenarios::language
