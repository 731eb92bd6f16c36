#include "scenarios/language/lakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

using mesh::network::Reach;

namespace {

std::string metres(double value) { return data::tables::format_number(value) + " m"; }

class LakeReader {
  public:
    LakeReader(Scenario& scenario, RiverFiles& river, data::tables::Problems& problems)
        : scenario_(scenario), river_(river), problems_(problems), report_(scenario, problems) {
        for (const Lake& lake : scenario.lakes)
            names_.push_back(lake.name);
        for (const Reach& reach : river.network.reaches)
            reaches_.push_back(reach.name);
    }

    void read(Lake& lake) {
        path_ = fmt::format("lake[{}]", lake.name);
        if (given("storage") && (given("area") || given("bottom")))
            report_.add_at_key(path_ + (given("area") ? ".area" : ".bottom"), lake.at, "not-used",
                               "both `storage` and an area of upright walls", "one of them");
        else if (given("storage"))
            table(lake);
        else if (given("area") && given("bottom"))
            walls(lake);
        else
            report_.add(lake.at, "missing-key", path_ + ".storage", "a lake without a volume",
                        "`storage`, or `area` with `bottom`");
        if (lake.stage && !lake.levels.empty() && *lake.stage < lake.levels.front())
            report_.add_at_key(path_ + ".stage", lake.at, "out-of-bounds", metres(*lake.stage),
                               "at least the lake's lowest level, " + metres(lake.levels.front()));
        const bool let_out = std::any_of(scenario_.structures.begin(), scenario_.structures.end(),
                                         [&](const Structure& structure) { return structure.from_lake == lake.name; });
        if (!lake.stage && !given("stage") && lake.to_reaches.empty() && !let_out)
            report_.add(lake.at, "missing-key", path_ + ".stage", "a lake that no water leaves, without a stage",
                        "`stage` at the start, or a reach or structure that leads out");
        for (const std::string& name : lake.from_reaches)
            meets(lake, name, "from_reaches", End::downstream);
        for (const std::string& name : lake.to_reaches)
            meets(lake, name, "to_reaches", End::upstream);
    }

    void structure(const Structure& structure) {
        const std::string path = fmt::format("structure[{}]", structure.name);
        known(structure.at, path + ".from_lake", structure.from_lake);
        known(structure.at, path + ".to_lake", structure.to_lake);
        if (!structure.from_lake.empty() && structure.from_lake == structure.to_lake)
            report_.add_at_key(path + ".to_lake", structure.at, "same-place", "from and to one lake",
                               "two different ends");
    }

    void weather(const Weather& weather) {
        known(weather.at, fmt::format("weather[{}].lake", weather.name), weather.lake);
    }

  private:
    [[nodiscard]] bool given(const std::string& key) const { return scenario_.positions.count(path_ + "." + key) > 0; }

    static void walls(Lake& lake) {
        if (!lake.area || !lake.bottom)
            return;
        lake.levels = {*lake.bottom, *lake.bottom + 1.0};
        lake.areas = {*lake.area, *lake.area};
    }

    void table(Lake& lake) {
        if (!lake.storage.given() || refuse_unreadable(lake.storage, path_ + ".storage", problems_))
            return;
        river_.inputs.push_back(lake.storage.path);
        const auto table = data::tables::read_csv(lake.storage.path, problems_);
        if (!table)
            return;
        data::tables::ColumnReader columns(*table, problems_);
        const bool by_volume = columns.has("volume_m3");
        const char* const column = by_volume ? "volume_m3" : "area_m2";
        const auto levels = columns.numbers("level_m");
        const auto values = columns.numbers(column);
        if (by_volume && columns.has("area_m2"))
            columns.refuse(0, "area_m2", "not-used", "both volume_m3 and area_m2",
                           "one of them: a volume in straight lines, or an area");
        if (!columns.good())
            return;
        for (std::size_t row = 0; row < table->row_count(); ++row) {
            const std::string found = data::tables::format_number(values[row]);
            if (row > 0 && levels[row] <= levels[row - 1])
                columns.refuse(row, "level_m", "out-of-order", data::tables::format_number(levels[row]),
                               "a level that rises from row to row");
            if (by_volume && (row == 0 ? values[row] != 0.0 : values[row] <= values[row - 1]))
                columns.refuse(row, column, "out-of-order", found, "0 at the lowest level, rising from row to row");
            if (!by_volume && (values[row] <= 0.0 || (row > 0 && values[row] < values[row - 1])))
                columns.refuse(row, column, "out-of-order", found, "an area above 0 that does not fall");
        }
        if (table->row_count() < 2)
            columns.refuse(0, "level_m", "one-point", "fewer than two rows", "at least two: a line from row to row");
        if (!columns.good())
            return;
        lake.levels = levels;
        (by_volume ? lake.volumes : lake.areas) = values;
    }

    void meets(const Lake& lake, const std::string& name, const char* key, End end) {
        const Reach* reach = river_.network.find(name);
        const std::string where = path_ + "." + key;
        if (reach == nullptr) {
            report_.add_at_key(where, lake.at, "unknown-reach", fmt::format("\"{}\"", name), "the name of a reach",
                               data::tables::suggest(name, reaches_));
            return;
        }
        const char* const word = end == End::upstream ? "upstream" : "downstream";
        const auto& joined = end == End::upstream ? reach->from : reach->to;
        const auto refuse = [&](const std::string& other) {
            report_.add_at_key(where, lake.at, "not-open",
                               fmt::format("the {} end of {}, which meets {}", word, name, other),
                               "an open end of a reach");
        };
        if (joined)
            refuse(joined->reach);
        else if (!taken_.emplace(name, end).second)
            refuse("a lake already");
        for (const Boundary& boundary : scenario_.boundaries)
            if (boundary.reach == name && boundary.end == end && boundary.kind != BoundaryKind::runoff)
                refuse("the boundary " + boundary.name);
    }

    void known(const Position& at, const std::string& key, const std::string& lake) {
        if (!lake.empty() && std::find(names_.begin(), names_.end(), lake) == names_.end())
            report_.add_at_key(key, at, "unknown-lake", fmt::format("\"{}\"", lake), "the name of a [[lake]]",
                               data::tables::suggest(lake, names_));
    }

    Scenario& scenario_;
    RiverFiles& river_;
    data::tables::Problems& problems_;
    Reporter report_;
    std::string path_;
    std::vector<std::string> names_, reaches_;
    std::set<std::pair<std::string, End>> taken_;
};

}  // namespace

void read_lakes(Scenario& scenario, RiverFiles& river, data::tables::Problems& problems) {
    LakeReader reader(scenario, river, problems);
    for (Lake& lake : scenario.lakes)
        reader.read(lake);
    for (const Structure& structure : scenario.structures)
        reader.structure(structure);
    for (const Weather& weather : scenario.weather)
        reader.weather(weather);
}

}  // namespace liriver::scenarios::language
