#include "scenarios/language/start_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "data/tables/units.h"
#include "mesh/gis/grid.h"
#include "mesh/surface/ring.h"
#include "scenarios/language/ground_rings.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/start_sources.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::convert;
using data::tables::parse_unit;
using mesh::gis::no_value;

constexpr double below_bed = 1e-3;  // m; a level no more than this below the bed is a dry section's

// Two quantities that say the same thing: one takes the other's place.
std::size_t twin_of(std::size_t quantity) {
    constexpr std::array<std::size_t, 4> twins{start_depth, start_stage, start_discharge, start_velocity};
    return quantity < twins.size() ? twins[quantity] : quantity;
}

class StartReader {
  public:
    StartReader(const Scenario& scenario, const StartPlaces& places, data::tables::Problems& problems)
        : scenario_(scenario), places_(places), problems_(problems), report_(scenario, problems) {
        state_.values.assign(start_constituents + scenario.constituents.size(),
                             std::vector<double>(places.size(), no_value));
    }

    void read(const InitialValues& initial) {
        path_ = fmt::format("initial[{}]", initial.name);
        const bool refused = std::any_of(problems_.begin(), problems_.end(), [this](const auto& problem) {
            return problem.key.compare(0, path_.size(), path_) == 0;
        });
        if (refused)  // by the rules: what follows from that is no second mistake
            return;
        const std::size_t before = problems_.size();
        taken_ = region(initial);
        if (problems_.size() == before && std::find(taken_.begin(), taken_.end(), true) == taken_.end())
            report_.add(initial.at, "no-place", path_, "a place in which no cell lies",
                        "a polygon or a stretch with a cell's centroid or a section in it");
        for (const StartField& field : fields(initial))
            take(field);
    }

    [[nodiscard]] StartState done() { return std::move(state_); }

  private:
    [[nodiscard]] std::vector<bool> region(const InitialValues& initial) {
        std::vector<bool> in(places_.size(), true);
        if (!initial.reach.empty() && places_.network != nullptr)
            for (std::size_t i = 0; i < in.size(); ++i)
                in[i] = places_.reach[i] >= 0 &&
                        places_.network->reaches[static_cast<std::size_t>(places_.reach[i])].name == initial.reach &&
                        places_.chainage[i] >= initial.from_chainage &&
                        places_.chainage[i] <= initial.to_chainage.value_or(std::numeric_limits<double>::infinity());
        if (!initial.area.given())
            return in;
        const std::vector<mesh::surface::Ring> rings =
            read_ground_rings(initial.area, initial.polygon_name, path_, initial.at, scenario_, report_);
        for (std::size_t i = 0; i < in.size(); ++i)
            in[i] = in[i] && std::any_of(rings.begin(), rings.end(), [&](const auto& ring) {
                        return mesh::surface::inside(ring, places_.point[i]);
                    });
        return in;
    }

    [[nodiscard]] std::vector<StartField> fields(const InitialValues& initial) {
        if (initial.table.given())
            return read_start_table(scenario_, initial, places_, taken_, problems_);
        if (initial.run.given())
            return read_start_run(scenario_, initial, places_, report_);
        std::vector<StartField> fields;
        for (std::size_t k = 0; k < initial.rasters.size(); ++k)
            if (auto field = read_start_raster(scenario_, initial.rasters[k],
                                               fmt::format("{}.raster[{}]", path_, k + 1), places_, report_))
                fields.push_back(std::move(*field));
        return initial.rasters.empty() ? values(initial) : fields;
    }

    [[nodiscard]] std::vector<StartField> values(const InitialValues& initial) {
        std::vector<StartField> fields;
        const auto add = [&](const std::string& name, const std::optional<double>& value) {
            if (const auto quantity = find_quantity(scenario_, name); value && quantity)
                fields.push_back({*quantity, std::vector<double>(places_.size(), *value), initial.at, path_, false});
        };
        add("stage", initial.stage);
        add("depth", initial.depth);
        add("velocity", initial.velocity);
        add("discharge", initial.discharge);
        add("velocity_x", initial.velocity_x);
        add("velocity_y", initial.velocity_y);
        for (const auto& [name, series] : initial.concentration)
            add(name, series.constant);
        return fields;
    }

    void take(const StartField& field) {
        // One level over ground of any height is a lake's; a line of levels below the bed belongs to another datum.
        const bool line = field.quantity.number == start_stage && places_.mesh == nullptr && field.key != path_;
        check(
            field, "no-value", [](std::size_t, double value) { return std::isnan(value); }, "without a value",
            "a value in each of its place", !field.gaps);
        check(
            field, "negative", [](std::size_t, double value) { return value < 0.0; }, "with less than 0", "at least 0",
            field.quantity.positive);
        check(
            field, "below-bed",
            [this](std::size_t place, double value) { return value < places_.bed[place] - below_bed; },
            "with a level below the bed", "levels above the bed, on the project's datum", line);
        const std::size_t twin = twin_of(field.quantity.number);
        for (std::size_t i = 0; i < places_.size(); ++i)
            if (taken_[i] && !std::isnan(field.values[i])) {
                state_.values[twin][i] = no_value;
                state_.values[field.quantity.number][i] = field.values[i];
            }
    }

    template <class Wrong>
    void check(const StartField& field, const char* code, const Wrong& wrong, const char* found, const char* expected,
               bool asked) {
        std::size_t count = 0;
        std::size_t first = 0;
        for (std::size_t i = places_.size(); asked && i-- > 0;)
            if (taken_[i] && wrong(i, field.values[i])) {
                ++count;
                first = i;
            }
        if (count > 0)
            report_.add(field.at, code, field.key,
                        fmt::format("{} {} {} of {}, the first the {}", count,
                                    places_.mesh != nullptr ? (count == 1 ? "cell" : "cells")
                                                            : (count == 1 ? "section" : "sections"),
                                    found, field.quantity.name, places_.name_of(first)),
                        expected);
    }

    const Scenario& scenario_;
    const StartPlaces& places_;
    data::tables::Problems& problems_;
    Reporter report_;
    std::string path_;
    std::vector<bool> taken_;  // [places] that the one at hand is of
    StartState state_;
};

}  // namespace

std::optional<StartQuantity> find_quantity(const Scenario& scenario, const std::string& name) {
    static const std::array<std::pair<const char*, const char*>, start_constituents> known{{{"stage", "m"},
                                                                                            {"depth", "m"},
                                                                                            {"velocity", "m/s"},
                                                                                            {"discharge", "m3/s"},
                                                                                            {"velocity_x", "m/s"},
                                                                                            {"velocity_y", "m/s"}}};
    for (std::size_t k = 0; k < known.size(); ++k)
        if (name == known[k].first)
            return StartQuantity{k, name, known[k].second, 1.0, k == start_depth};
    for (std::size_t k = 0; k < scenario.constituents.size(); ++k)
        if (const Constituent& constituent = scenario.constituents[k]; constituent.name == name)
            return StartQuantity{start_constituents + k, name, constituent.kind.concentration, constituent.si_per_unit,
                                 true};
    return std::nullopt;
}

std::optional<double> factor_to_si(const std::string& unit, const std::string& si) {
    const auto from = parse_unit(unit);
    const auto to = parse_unit(si);
    if (!from || !to || !(from->dimension == to->dimension))
        return std::nullopt;
    return convert(1.0, *from, *to);
}

std::string StartPlaces::name_of(std::size_t place) const {
    if (mesh != nullptr)
        return fmt::format("cell at ({:.1f}, {:.1f})", point[place].x, point[place].y);
    return fmt::format("section of {} at {:.1f} m", network->reaches[static_cast<std::size_t>(reach[place])].name,
                       chainage[place]);
}

StartState read_start_state(const Scenario& scenario, const StartPlaces& places, data::tables::Problems& problems) {
    if (scenario.initial.empty())
        return {};
    StartReader reader(scenario, places, problems);
    for (const InitialValues& initial : scenario.initial)
        reader.read(initial);
    return reader.done();
}

}  // namespace liriver::scenarios::language
