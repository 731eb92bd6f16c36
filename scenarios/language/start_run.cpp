// Other runs that `[[initial]]` names.
#include "scenarios/language/start_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "data/results/network_reader.h"
#include "data/results/surface_reader.h"
#include "data/tables/time.h"
#include "mesh/gis/grid.h"
#include "mesh/surface/cell_index.h"

namespace liriver::scenarios::language {
namespace {

using mesh::gis::no_value;

constexpr double below_all_ground = -1e6;  // m

/// The level of a run's file that is asked for.
template <class Results>
std::optional<std::size_t> level_of(const Results& results, const InitialValues& initial, const std::string& path,
                                    Reporter& report) {
    const std::vector<data::tables::Time>& times = results.times();
    if (times.empty()) {
        report.add(initial.run.at, "no-output", path + ".run", "a file without an output time", "a run's results");
        return std::nullopt;
    }
    if (!initial.run_time)
        return times.size() - 1;
    const auto found = std::lower_bound(times.begin(), times.end(), *initial.run_time);
    if (found != times.end() && *found == *initial.run_time)
        return static_cast<std::size_t>(found - times.begin());
    std::string near = data::tables::format_utc(found == times.end() ? times.back() : *found);
    report.add_at_key(path + ".run_time", initial.at, "no-output", data::tables::format_utc(*initial.run_time),
                      fmt::format("one of its {} output times from {} to {}", times.size(),
                                  data::tables::format_utc(times.front()), data::tables::format_utc(times.back())),
                      near);
    return std::nullopt;
}

/// The values of a field of a run by its name, and problems of its own.
template <class Results>
class RunFields {
  public:
    RunFields(const Results& results, std::size_t level, const InitialValues& initial, std::string path,
              Reporter& report)
        : results_(results), level_(level), initial_(initial), path_(std::move(path)), report_(report) {}

    [[nodiscard]] std::vector<double> values(const char* name) {
        const auto field = results_.find(name);
        if (!field) {
            refuse(fmt::format("no field {}", name), "a run's results with it");
            return {};
        }
        return read(*field);
    }

    /// A constituent in SI; nothing where the run has none of that name.
    [[nodiscard]] std::vector<double> concentration(const Constituent& constituent) {
        const auto field = results_.find(constituent.name);
        if (!field)
            return {};
        const std::string& unit = results_.fields()[*field].unit;
        const auto factor = factor_to_si(unit, constituent.kind.concentration);
        if (!factor) {
            refuse(fmt::format("{} in \"{}\"", constituent.name, unit),
                   fmt::format("a unit like this scenario's, \"{}\"", constituent.unit));
            return {};
        }
        std::vector<double> values = read(*field);
        for (double& value : values)
            value *= *factor;
        return values;
    }

  private:
    [[nodiscard]] std::vector<double> read(std::size_t field) {
        auto values = results_.values(field, level_);
        if (!values)
            refuse(fmt::format("{}: {}", values.error().place, values.error().found), values.error().expected);
        return values ? *std::move(values) : std::vector<double>{};
    }
    void refuse(std::string found, std::string expected) {
        report_.add(initial_.run.at, "bad-run", path_ + ".run", std::move(found), std::move(expected));
    }

    const Results& results_;
    std::size_t level_;
    const InitialValues& initial_;
    std::string path_;
    Reporter& report_;
};

/// Of each cell the one of another mesh that holds its centroid, -1: none; of the same mesh itself.
std::vector<std::int32_t> cells_below(const mesh::surface::SurfaceMesh& other, const StartPlaces& places) {
    std::vector<std::int32_t> cells(places.size(), -1);
    const bool same = other.centroid.size() == places.size() &&
                      std::equal(other.centroid.begin(), other.centroid.end(), places.point.begin(),
                                 [](const auto& a, const auto& b) { return a.x == b.x && a.y == b.y; });
    const mesh::surface::CellIndex index(other);
    for (std::size_t i = 0; i < cells.size(); ++i)
        cells[i] = same ? static_cast<std::int32_t>(i) : index.holding(places.point[i]);
    return cells;
}

template <class Results>
bool has_crs_of(const Results& results, const Scenario& scenario, const InitialValues& initial, const std::string& path,
                Reporter& report) {
    const std::string& crs = results.provenance().crs;
    if (crs.empty() || crs == scenario.project.crs)
        return true;
    report.add(initial.run.at, "wrong-crs", path + ".run", fmt::format("a run in {}", crs),
               fmt::format("the project's {}", scenario.project.crs));
    return false;
}

/// The level that is asked for of results that can be read and lie in the project's CRS.
template <class ReadResults>
std::optional<std::size_t> usable_level(const ReadResults& results, const Scenario& scenario,
                                        const InitialValues& initial, const std::string& path, Reporter& report) {
    if (!results) {
        report.add(initial.run.at, "bad-run", path + ".run",
                   fmt::format("{}: {}", results.error().place, results.error().found), results.error().expected);
        return std::nullopt;
    }
    const auto level = level_of(*results, initial, path, report);
    return has_crs_of(*results, scenario, initial, path, report) ? level : std::nullopt;
}

std::vector<StartField> from_surface(const Scenario& scenario, const InitialValues& initial, const StartPlaces& places,
                                     const std::string& path, Reporter& report) {
    const auto results = data::results::read_surface(initial.run.path);
    const auto level = usable_level(results, scenario, initial, path, report);
    if (!level)
        return {};
    RunFields fields(*results, *level, initial, path, report);
    const std::vector<std::int32_t> cells = cells_below(results->mesh(), places);
    std::vector<StartField> all;
    const auto add = [&](const std::string& name, const std::vector<double>& values, bool gaps) {
        if (values.empty())
            return;
        StartField field{*find_quantity(scenario, name), {}, initial.run.at, path + ".run", gaps};
        for (const std::int32_t cell : cells)
            field.values.push_back(cell < 0 ? no_value : values[static_cast<std::size_t>(cell)]);
        all.push_back(std::move(field));
    };
    const std::vector<double> depth = fields.values("depth");
    std::vector<double> stage = depth;
    const bool same_bed = results->mesh().bed_elevation == places.bed;
    for (std::size_t i = 0; i < stage.size(); ++i)  // where it was dry the ground here may be lower: it stays dry
        stage[i] = depth[i] > 0.0 ? results->mesh().bed_elevation[i] + depth[i] : below_all_ground;
    add(same_bed ? "depth" : "stage", same_bed ? depth : stage, false);
    add("velocity_x", fields.values("velocity_x"), false);
    add("velocity_y", fields.values("velocity_y"), false);
    for (const Constituent& constituent : scenario.constituents)
        add(constituent.name, fields.concentration(constituent), true);
    return all;
}

/// The nodes of a reach in a network's results, by their chainage.
struct ReachNodes {
    std::vector<double> chainage;
    std::vector<std::size_t> node;
};

std::map<std::string, ReachNodes> nodes_by_reach(const data::results::NetworkMesh& mesh) {
    std::map<std::string, ReachNodes> reaches;
    for (std::size_t node = 0; node < mesh.node_count(); ++node) {
        ReachNodes& reach = reaches[mesh.reach_names[static_cast<std::size_t>(mesh.reach[node])]];
        reach.chainage.push_back(mesh.chainage[node]);
        reach.node.push_back(node);
    }
    return reaches;
}

std::vector<StartField> from_network(const Scenario& scenario, const InitialValues& initial, const StartPlaces& places,
                                     const std::string& path, Reporter& report) {
    const auto results = data::results::read_network(initial.run.path);
    const auto level = usable_level(results, scenario, initial, path, report);
    if (!level)
        return {};
    RunFields fields(*results, *level, initial, path, report);
    const auto reaches = nodes_by_reach(results->mesh());
    std::vector<StartField> all;
    const auto add = [&](const std::string& name, const std::vector<double>& values, bool gaps) {
        if (values.empty())
            return;
        StartField field{*find_quantity(scenario, name), std::vector<double>(places.size(), no_value), initial.run.at,
                         path + ".run", gaps};
        std::map<std::string, std::vector<double>> along;
        for (const auto& [reach, nodes] : reaches)
            for (const std::size_t node : nodes.node)
                along[reach].push_back(values[node]);
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::string& reach = places.network->reaches[static_cast<std::size_t>(places.reach[i])].name;
            if (const auto found = reaches.find(reach); found != reaches.end())
                field.values[i] = along_line(found->second.chainage, along[reach], places.chainage[i]);
        }
        all.push_back(std::move(field));
    };
    add("stage", fields.values("stage"), false);
    add("discharge", fields.values("discharge"), false);
    for (const Constituent& constituent : scenario.constituents)
        add(constituent.name, fields.concentration(constituent), true);
    return all;
}

}  // namespace

std::vector<StartField> read_start_run(const Scenario& scenario, const InitialValues& initial,
                                       const StartPlaces& places, Reporter& report) {
    const std::string path = fmt::format("initial[{}]", initial.name);
    return places.mesh != nullptr ? from_surface(scenario, initial, places, path, report)
                                  : from_network(scenario, initial, places, path, report);
}

}  // namespace liriver::scenarios::language
