// A table of `[[initial]]`: profiles along reaches.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "data/tables/column_names.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/suggest.h"
#include "mesh/gis/grid.h"
#include "scenarios/language/start_sources.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::ColumnName;
using data::tables::split_column_name;

constexpr double end_slack = 0.01;  // m; a section this near the end of a line stands on it

struct Column {
    std::string header;
    StartQuantity quantity;
    double factor = 1.0;  // to SI
};

/// The rows of one reach.
struct Profile {
    std::vector<double> chainage;
    std::vector<std::vector<double>> values;  // [columns][rows] SI
};

class StartTable {
  public:
    StartTable(const Scenario& scenario, const InitialValues& initial, const StartPlaces& places,
               data::tables::Problems& problems)
        : scenario_(scenario),
          initial_(initial),
          places_(places),
          problems_(problems),
          path_(fmt::format("initial[{}].table", initial.name)) {}

    std::vector<StartField> read(std::vector<bool>& taken) {
        const auto table = data::tables::read_csv(initial_.table.path, problems_);
        if (!table || !find_columns(*table) || !read_profiles(*table))
            return {};
        std::vector<StartField> fields;
        for (const Column& column : columns_)
            fields.push_back({column.quantity, std::vector<double>(places_.size(), mesh::gis::no_value),
                              initial_.table.at, path_, false});
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const Profile* profile = profile_of(i);
            taken[i] = taken[i] && profile != nullptr;
            for (std::size_t c = 0; taken[i] && c < columns_.size(); ++c)
                fields[c].values[i] = along_line(profile->chainage, profile->values[c], places_.chainage[i]);
        }
        return fields;
    }

  private:
    [[nodiscard]] const Profile* profile_of(std::size_t place) const {
        if (places_.reach[place] < 0)
            return nullptr;
        const auto found =
            profiles_.find(places_.network->reaches[static_cast<std::size_t>(places_.reach[place])].name);
        return found == profiles_.end() ? nullptr : &found->second;
    }

    void refuse(const data::tables::CsvCell& cell, const std::string& file, const char* code, std::string found,
                std::string expected, std::string hint = {}) {
        problems_.push_back(
            {file, cell.line, cell.column, code, cell.text, std::move(found), std::move(expected), std::move(hint)});
    }

    bool find_columns(const data::tables::CsvTable& table) {
        const std::size_t before = problems_.size();
        std::vector<std::string> known{"chainage_m", "stage_m", "depth_m", "discharge_m3_s", "velocity_m_s", "reach"};
        for (const Constituent& constituent : scenario_.constituents)
            known.push_back(constituent.name);
        for (const auto& cell : table.header) {
            const ColumnName name = split_column_name(cell.text);
            if (cell.text == "reach" || cell.text == "note" || cell.text == "source" || name.quantity == "chainage")
                continue;
            auto quantity = find_quantity(scenario_, name.quantity);
            if (!quantity)
                quantity = find_quantity(scenario_, cell.text);  // a constituent whose name ends like a unit
            if (!quantity || quantity->number == start_velocity_x || quantity->number == start_velocity_y) {
                refuse(cell, table.file, "unknown-column", fmt::format("\"{}\"", cell.text),
                       "chainage, stage, depth, discharge, velocity or a constituent, with its unit",
                       data::tables::suggest(cell.text, known));
                continue;
            }
            const auto factor = name.unit && quantity->name == name.quantity ? factor_to_si(*name.unit, quantity->unit)
                                                                             : quantity->si_per_unit;
            if (!factor)
                refuse(cell, table.file, "wrong-unit", fmt::format("\"{}\"", *name.unit),
                       fmt::format("a unit of {}, as \"{}\"", quantity->name, quantity->unit));
            else
                columns_.push_back({cell.text, *quantity, *factor});
        }
        const auto has = [this](std::size_t number) {
            return std::any_of(columns_.begin(), columns_.end(),
                               [number](const Column& column) { return column.quantity.number == number; });
        };
        for (const auto& [one, other] : {std::pair{start_stage, start_depth}, {start_velocity, start_discharge}})
            if (has(one) && has(other))
                refuse(table.header.front(), table.file, "not-used", "two columns that say the same",
                       one == start_stage ? "stage or depth" : "velocity or discharge");
        if (columns_.empty() && problems_.size() == before)
            refuse(table.header.front(), table.file, "missing-column", "no column of a state",
                   "stage_m, depth_m, discharge_m3_s, velocity_m_s or a constituent");
        return problems_.size() == before;
    }

    bool read_profiles(const data::tables::CsvTable& table) {
        data::tables::ColumnReader reader(table, problems_);
        std::string chainage_header = "chainage_m";
        for (const auto& cell : table.header)
            if (split_column_name(cell.text).quantity == "chainage")
                chainage_header = cell.text;
        const auto unit = split_column_name(chainage_header).unit;
        const auto metres = factor_to_si(unit.value_or("m"), "m");
        const std::vector<double> chainage = reader.numbers(chainage_header, {.minimum = 0.0});
        const bool named = initial_.reach.empty();
        const std::vector<std::string> reach = named ? reader.texts("reach") : std::vector<std::string>{};
        std::vector<std::vector<double>> values;
        for (const Column& column : columns_)
            values.push_back(reader.numbers(column.header));
        if (!metres)
            reader.refuse(0, chainage_header, "wrong-unit", fmt::format("\"{}\"", *unit), "a length, as \"m\"");
        if (!reader.good())
            return false;
        for (std::size_t row = 0; row < chainage.size(); ++row) {
            const std::string& name = named ? reach[row] : initial_.reach;
            if (places_.network->find(name) == nullptr) {
                reader.refuse(row, "reach", "unknown-reach", fmt::format("\"{}\"", name), "the name of a reach");
                continue;
            }
            Profile& profile = profiles_[name];
            profile.values.resize(columns_.size());
            const double along = chainage[row] * *metres;
            if (!profile.chainage.empty() && along <= profile.chainage.back())
                reader.refuse(row, chainage_header, "out-of-order", fmt::format("{} m", along),
                              fmt::format("more than the row before of {}, {} m", name, profile.chainage.back()));
            profile.chainage.push_back(along);
            for (std::size_t c = 0; c < columns_.size(); ++c)
                profile.values[c].push_back(values[c][row] * columns_[c].factor);
        }
        return reader.good();
    }

    const Scenario& scenario_;
    const InitialValues& initial_;
    const StartPlaces& places_;
    data::tables::Problems& problems_;
    std::string path_;
    std::vector<Column> columns_;
    std::map<std::string, Profile> profiles_;
};

}  // namespace

double along_line(const std::vector<double>& at, const std::vector<double>& value, double where) {
    if (at.empty() || where < at.front() - end_slack || where > at.back() + end_slack)
        return mesh::gis::no_value;
    const auto above = std::upper_bound(at.begin(), at.end(), where);
    if (above == at.begin())
        return value.front();
    if (above == at.end())
        return value.back();
    const auto k = static_cast<std::size_t>(above - at.begin());
    const double share = (where - at[k - 1]) / (at[k] - at[k - 1]);
    return share == 0.0 ? value[k - 1] : (1.0 - share) * value[k - 1] + share * value[k];
}

std::vector<StartField> read_start_table(const Scenario& scenario, const InitialValues& initial,
                                         const StartPlaces& places, std::vector<bool>& taken,
                                         data::tables::Problems& problems) {
    return StartTable(scenario, initial, places, problems).read(taken);
}

}  // namespace liriver::scenarios::language
