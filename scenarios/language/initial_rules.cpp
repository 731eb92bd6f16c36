#include "scenarios/language/initial_rules.h"

#include <fmt/format.h>

#include <set>
#include <string>

#include "data/tables/suggest.h"
#include "data/tables/units.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/series_loader.h"
#include "scenarios/language/start_state.h"

namespace liriver::scenarios::language {
namespace {

class InitialRules {
  public:
    InitialRules(const Scenario& scenario, const mesh::network::Network& network,
                 std::vector<std::filesystem::path>& inputs, data::tables::Problems& problems)
        : scenario_(scenario),
          network_(network),
          inputs_(inputs),
          problems_(problems),
          report_(scenario, problems),
          surface_(scenario.on_surface()) {}

    void check(const InitialValues& initial) {
        path_ = fmt::format("initial[{}]", initial.name);
        at_ = initial.at;
        if (!names_.insert(initial.name).second)
            report_.add(at_, "repeated-name", path_, fmt::format("a second initial \"{}\"", initial.name),
                        "each name once");
        place(initial);
        source(initial);
        kind_of_domain();
        coordinates(initial);
        one_of("depth", "stage");
        one_of("velocity", "discharge");
        for (const auto& [name, series] : initial.concentration)
            if (series.is_table())
                report_.add(series.at, "wrong-type", fmt::format("{}.concentration.{}", path_, name),
                            "a table of times", "one number");
        for (std::size_t k = 0; k < initial.rasters.size(); ++k)
            raster(initial.rasters[k], fmt::format("{}.raster[{}]", path_, k + 1));
    }

  private:
    [[nodiscard]] bool given(const char* key) const { return scenario_.positions.count(path_ + "." + key) > 0; }
    void refuse(const char* key, const char* code, std::string found, std::string expected, std::string hint = {}) {
        report_.add_at_key(path_ + "." + key, at_, code, std::move(found), std::move(expected), std::move(hint));
    }
    void one_of(const char* key, const char* other) {
        if (given(key) && given(other))
            refuse(key, "not-used", fmt::format("both `{}` and `{}`", other, key), "one of them");
    }
    void file(const FileName& name, const std::string& key) {
        if (name.given() && !refuse_unreadable(name, key, problems_))
            inputs_.push_back(name.path);
    }

    void place(const InitialValues& initial) {
        for (const char* key : {"from_chainage", "to_chainage"})
            if (given(key) && !given("reach"))
                refuse(key, "missing-key", "a chainage without a reach", "`reach` beside it");
        if (!initial.reach.empty() && !surface_)
            stretch(initial);
        one_of("polygon_file", "polygon");
        if (given("polygon") && initial.area.ring.size() < 3 && !report_.told(path_ + ".polygon"))
            refuse("polygon", "bad-polygon", fmt::format("{} corners", initial.area.ring.size()), "at least three");
        for (const char* key : {"polygon_name", "polygon_layer", "polygon_crs"})
            if (given(key) && !given("polygon_file"))
                refuse(key, "missing-key", "a word about a file that is not given", "`polygon_file` beside it");
        file(initial.area.file, path_ + ".polygon_file");
    }

    void stretch(const InitialValues& initial) {
        const mesh::network::Reach* reach = network_.find(initial.reach);
        if (reach == nullptr) {
            std::vector<std::string> names;
            for (const auto& one : network_.reaches)
                names.push_back(one.name);
            refuse("reach", "unknown-reach", fmt::format("\"{}\"", initial.reach), "the name of a reach",
                   data::tables::suggest(initial.reach, names));
            return;
        }
        const double end = initial.to_chainage.value_or(reach->length());
        if (end > reach->length() + 1e-6 * reach->length())
            refuse("to_chainage", "off-reach", fmt::format("{} m", end),
                   fmt::format("at most the length of {}, {:.1f} m", reach->name, reach->length()));
        else if (initial.from_chainage >= end)
            refuse("from_chainage", "out-of-order", fmt::format("from {} to {} m", initial.from_chainage, end),
                   "an end below the beginning");
    }

    // A prismatic reach without a point is laid out for pictures: it lies in no polygon and under no raster.
    void coordinates(const InitialValues& initial) {
        const char* const by =
            initial.area.given() ? (initial.area.file.given() ? "polygon_file" : "polygon") : "raster";
        if (surface_ || (!initial.area.given() && initial.rasters.empty()))
            return;
        for (const ReachSettings& reach : scenario_.reaches)
            if (reach.prismatic() && !reach.upstream_point && (initial.reach.empty() || initial.reach == reach.name)) {
                refuse(by, "no-coordinates", fmt::format("the reach {}, which has no place on a map", reach.name),
                       "`upstream_point` and `direction` of it, or `reach` with chainages");
                return;
            }
    }

    // Values, or one of the files.
    void source(const InitialValues& initial) {
        std::vector<const char*> ways;
        for (const char* value :
             {"stage", "depth", "velocity", "discharge", "velocity_x", "velocity_y", "concentration"})
            if (given(value)) {
                ways.push_back(value);
                break;
            }
        for (const char* way : {"table", "raster", "run"})
            if (given(way) || (way == std::string("raster") && !initial.rasters.empty()))
                ways.push_back(way);
        if (ways.empty() && !report_.told(path_ + ".stage") && !report_.told(path_ + ".depth"))
            report_.add(at_, "missing-key", path_ + ".stage", "a place without a state",
                        "values (`stage`, `depth`, ...), `table`, [[initial.raster]] or `run`");
        if (ways.size() > 1)
            refuse(ways[1], "not-used", fmt::format("both `{}` and `{}`", ways[0], ways[1]),
                   "one of them in an [[initial]]: another one may go over the same place");
        if (given("run_time") && !given("run"))
            refuse("run_time", "missing-key", "a time without a run", "`run` beside it");
        file(initial.table, path_ + ".table");
        file(initial.run, path_ + ".run");
    }

    void kind_of_domain() {
        const char* const here = surface_ ? "on a surface" : "on reaches";
        const auto none = [&](std::initializer_list<const char*> keys, const char* expected) {
            for (const char* key : keys)
                if (given(key))
                    refuse(key, "not-used", fmt::format("`{}` {}", key, here), expected);
        };
        if (surface_) {
            none({"reach", "table"}, "a polygon, or the whole surface: there are no reaches");
            none({"velocity", "discharge"}, "`velocity_x` and `velocity_y`");
        } else {
            none({"velocity_x", "velocity_y"}, "`velocity` or `discharge`");
        }
    }

    void raster(const InitialRaster& raster, const std::string& path) {
        file(raster.file, path + ".file");
        if (raster.quantity.empty())
            return;
        const auto quantity = find_quantity(scenario_, raster.quantity);
        if (!quantity || !quantity->by_raster(surface_)) {
            report_.add_at_key(
                path + ".quantity", raster.at, "unknown-quantity", fmt::format("\"{}\"", raster.quantity),
                surface_ ? "stage, depth, velocity_x, velocity_y or a constituent" : "stage, depth or a constituent");
            return;
        }
        if (!raster.unit.empty() && !factor_to_si(raster.unit, quantity->unit))
            report_.add_at_key(path + ".unit", raster.at, "wrong-unit", fmt::format("\"{}\"", raster.unit),
                               fmt::format("a unit of {}, as \"{}\"", raster.quantity, quantity->unit));
    }

    const Scenario& scenario_;
    const mesh::network::Network& network_;
    std::vector<std::filesystem::path>& inputs_;
    data::tables::Problems& problems_;
    Reporter report_;
    bool surface_;
    std::string path_;
    Position at_;
    std::set<std::string> names_;
};

}  // namespace

void check_initial(const Scenario& scenario, const mesh::network::Network& network,
                   std::vector<std::filesystem::path>& inputs, data::tables::Problems& problems) {
    InitialRules rules(scenario, network, inputs, problems);
    for (const InitialValues& initial : scenario.initial)
        rules.check(initial);
    if (!scenario.initial.empty() && scenario.time.steady)
        Reporter(scenario, problems)
            .add(scenario.initial.front().at, "not-used", "initial", "a start of a steady state",
                 "none: a steady state does not depend on it");
}

}  // namespace liriver::scenarios::language
