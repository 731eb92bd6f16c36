#include "scenarios/language/key_table.h"

#include <cmath>

#include "scenarios/language/keys.h"

namespace liriver::scenarios::language {

namespace {
keys::TablePointer project() {
    KeyBuilder<Project> keys("project", "What the model is of, and the frame that all its numbers stand in.");
    keys.text("name", &Project::name).required().says("A short name, shown in every output.");
    keys.text("description", &Project::description).says("What the scenario is for, in a few sentences.");
    keys.text("crs", &Project::crs)
        .required()
        .says("The projected reference system of all coordinates, in metres, as GDAL takes it: \"EPSG:32649\".");
    keys.text("vertical_datum", &Project::vertical_datum)
        .required()
        .says("The datum of every elevation and stage: \"EGM96\", \"1985 height datum\".");
    keys.offset("time_zone", &Project::time_zone)
        .says("The local clock as an offset from UTC (`+08:00`, `UTC`); daily means are of its calendar days.");
    return keys.done();
}

keys::TablePointer time() {
    KeyBuilder<TimeSettings> keys("time", "When the run begins and ends, and how long its steps may be.");
    keys.time("start", &TimeSettings::start).required().says("When the run begins.");
    keys.time("end", &TimeSettings::end).says("When it ends; this or `duration`.");
    keys.number("duration", &TimeSettings::duration, "s").above(0).says("How long it lasts; this or `end`.");
    keys.word("initial", &TimeSettings::initial,
              {{"steady", InitialState::steady}, {"uniform", InitialState::uniform}, {"dry", InitialState::dry}})
        .says(
            "What a river sets out from: the steady state under what drives it at `start`; `uniform` flow, section by "
            "section, with pools filled to the sill below them; a `dry` bed.");
    keys.flag("steady", &TimeSettings::steady)
        .says("Only the steady state under what drives the river at `start`: no `end`, no `duration`.");
    keys.number("step_max", &TimeSettings::step_max, "s").above(0).says("The longest time step.");
    keys.number("step_min", &TimeSettings::step_min, "s")
        .above(0)
        .says("The shortest: when even that does not help, the run stops and says where.");
    keys.number("step", &TimeSettings::step, "s")
        .above(0)
        .says("A fixed time step in place of one chosen by accuracy.");
    keys.number("control_interval", &TimeSettings::control_interval, "s")
        .above(0)
        .says("How often rules and reservoirs with a pool decide; a step ends there.");
    return keys.done();
}

std::shared_ptr<const KeyTable> whole_file() {
    KeyBuilder<Scenario> keys("", "A scenario: a river, what happens to it, and what is to be written.");
    keys.integer("schema", &Scenario::schema).required().at_least(1).at_most(1).says("The version of this language.");
    keys.table("project", &Scenario::project, project()).required().says("The model's frame.");
    keys.table("time", &Scenario::time, time()).says("The run's time; not needed by `mesh`.");
    keys.table("terrain", &Scenario::terrain, keys::terrain()).says("The terrain that `mesh` measures.");
    keys.table("network", &Scenario::network, keys::network()).says("The river's lines or files.");
    keys.table("sections", &Scenario::sections, keys::sections()).says("How `mesh` makes sections.");
    keys.tables("roughness", &Scenario::roughness, keys::roughness()).says("Manning's n by zone.");
    keys.tables("reach", &Scenario::reaches, keys::reach()).says("Single reaches.");
    keys.tables("surface", &Scenario::surfaces, keys::surface()).says("A 2D mesh with its rim.");
    keys.tables("initial", &Scenario::initial, keys::initial()).says("The state at the start.");
    keys.tables("boundary", &Scenario::boundaries, keys::boundary()).says("Open ends and runoff.");
    keys.tables("reservoir", &Scenario::reservoirs, keys::reservoir()).says("Dams that release water.");
    keys.tables("lake", &Scenario::lakes, keys::lake()).says("Lakes that reaches and structures join.");
    keys.tables("inflow", &Scenario::inflows, keys::inflow()).says("Point inflows.");
    keys.tables("abstraction", &Scenario::abstractions, keys::abstraction()).says("Water taken out.");
    keys.tables("groundwater", &Scenario::groundwater, keys::groundwater()).says("Exchange with aquifers.");
    keys.tables("weather", &Scenario::weather, keys::weather()).says("Rain on the water, and evaporation.");
    keys.tables("sinking_stream", &Scenario::sinking_streams, keys::sinking_stream())
        .says("Swallow holes and their springs.");
    keys.tables("structure", &Scenario::structures, keys::structure())
        .says("Weirs, gates, culverts, bridges, pumps, diversions.");
    keys.tables("rule", &Scenario::rules, keys::rule()).says("Operation rules.");
    keys.tables("target_flow", &Scenario::target_flows, keys::target_flow()).says("Reservoirs that serve a station.");
    keys.tables("constituent", &Scenario::constituents, keys::constituent()).says("What the water carries.");
    keys.table("quality", &Scenario::quality, keys::quality()).says("What changes the constituents.");
    keys.tables("process", &Scenario::processes, keys::process()).says("Rates of the user's own.");
    keys.tables("outfall", &Scenario::outfalls, keys::outfall()).says("Outfalls.");
    keys.tables("diffuse_load", &Scenario::diffuse_loads, keys::diffuse_load()).says("Loads from land.");
    keys.tables("moving_load", &Scenario::moving_loads, keys::moving_load()).says("Sources that move.");
    keys.tables("station", &Scenario::stations, keys::station()).says("Places that are watched.");
    keys.table("output", &Scenario::output, keys::output()).says("What is written.");
    return keys.done();
}

keys::TablePointer series() {
    KeyBuilder<Series> keys("series", "A column of a time table: CSV, or a sheet of an XLSX or ODS workbook.");
    keys.file("file", &Series::file).required().says("The table: a column of times, and value columns.");
    keys.text("sheet", &Series::sheet).says("Of a workbook; needed when it has more than one.");
    keys.text("column", &Series::column)
        .says("The column, with or without its unit; needed when the table has more than one of the kind asked for.");
    keys.text("unit", &Series::unit)
        .says("The column's unit, where its name has none (`discharge_m3_s`, `流量(m³/s)`, `discharge, m3/s` have).");
    keys.word("interpolation", &Series::interpolation,
              {{"linear", Interpolation::linear}, {"hold", Interpolation::hold}})
        .says("Between the rows: a straight line, or the row's value held until the next.");
    keys.texts("time_column", &Series::time_column)
        .says(
            "The column of times, or several that are read together, a date and a time of day; none: the one called "
            "`time`, `datetime`, `timestamp`, `TM`, `时间`, `日期时间` or `时刻`.");
    keys.text("time_format", &Series::time_format)
        .says(
            "How times are written, as of strftime (`%Y/%m/%d %H:%M`, `%d.%m.%Y %H:%M`), or `excel` (serial days), "
            "`excel_1904`, `unix`; none: the year first, with hours and minutes. 24:00 ends a day.");
    keys.offset("time_zone", &Series::time_zone).says("Of times without an offset from UTC; none: that of [project].");
    keys.texts("missing", &Series::missing)
        .says(
            "Marks of missing values, `[-9999, \"缺\", \"\"]`; \"\" is an empty cell. Such rows are left out. An empty "
            "list says that every number is one.");
    keys.number("max_gap", &Series::max_gap, "s")
        .above(0)
        .says("The longest time from one row with a value to the next within the run; none: gaps are told.");
    keys.word("gap_fill", &Series::gap_fill,
              {{"refuse", GapFill::refuse}, {"linear", GapFill::linear}, {"hold", GapFill::hold}})
        .says("A longer one is refused with its rows, or filled: by a straight line, or with the value before it.");
    keys.word("negative", &Series::negative,
              {{"refuse", Negative::refuse}, {"cut", Negative::cut}, {"accept", Negative::accept}})
        .says(
            "Numbers below 0 where there should be none are refused, or cut to 0 and counted; a reservoir's `inflow` "
            "from a water balance may accept them.");
    keys.word("depth_over", &Series::depth_over,
              {{"none", DepthOver::none},
               {"interval_before", DepthOver::interval_before},
               {"interval_after", DepthOver::interval_after}})
        .says(
            "Where a rate is asked for and the column holds depths (rain in mm): they fell over the time since the "
            "row before, or up to the next.");
    keys.word("decimal", &Series::decimal, {{".", '.'}, {",", ','}}).says("The decimal mark of the table's numbers.");
    keys.word("separator", &Series::separator, {{",", ','}, {";", ';'}, {"tab", '\t'}, {"|", '|'}})
        .says("What stands between the cells of a CSV file.");
    return keys.done();
}
}  // namespace

namespace keys {

const KeyTable& provenance() {
    static const TablePointer table = [] {
        KeyBuilder<Provenance> keys("", "");
        keys.flag("assumed", &Provenance::assumed)
            .says("No published or measured value stands behind it; reports repeat it.");
        keys.text("source", &Provenance::source).says("Where the numbers come from.");
        keys.text("confidence", &Provenance::confidence).says("How sure they are: \"H\", \"M\" or \"L\".");
        return keys.done();
    }();
    return *table;
}

const KeyTable& place() {
    static const TablePointer table = [] {
        KeyBuilder<PlaceValue> keys("", "");
        keys.text("reach", &PlaceValue::reach).says("The reach it stands on.");
        keys.number("chainage", &PlaceValue::chainage, "m")
            .at_least(0)
            .says("Distance along the reach from its upstream end; this or `point`.");
        keys.point("point", &PlaceValue::point)
            .says("Its position, moved to the nearest place on the reach; this or `chainage`.");
        return keys.done();
    }();
    return *table;
}

}  // namespace keys

const Key* KeyTable::find(const std::string& key) const {
    for (const Key& candidate : keys)
        if (candidate.name == key)
            return &candidate;
    return nullptr;
}

const KeyTable& scenario_keys() {
    static const std::shared_ptr<const KeyTable> table = whole_file();
    return *table;
}

const KeyTable& series_keys() {
    static const std::shared_ptr<const KeyTable> table = series();
    return *table;
}

std::string bounds_in_words(const Key& key) {
    const std::string unit = key.unit.empty() || key.unit == "1" ? std::string() : " " + key.unit;
    const std::string noun = key.type == KeyType::integer ? "a whole number" : "a number";
    const bool low = std::isfinite(key.minimum);
    const bool high = std::isfinite(key.maximum);
    if (low && high && key.minimum == key.maximum)
        return fmt::format("{}{}", key.minimum, unit);
    if (low && high)
        return fmt::format("{} {} {} {} {}{}", noun, key.above_minimum ? "above" : "from", key.minimum,
                           key.above_minimum ? "and at most" : "to", key.maximum, unit);
    if (low)
        return fmt::format("{} {} {}{}", noun, key.above_minimum ? "above" : "of at least", key.minimum, unit);
    if (high)
        return fmt::format("{} of at most {}{}", noun, key.maximum, unit);
    return unit.empty() ? noun : fmt::format("{} in{}", noun, unit);
}

}  // namespace liriver::scenarios::language
