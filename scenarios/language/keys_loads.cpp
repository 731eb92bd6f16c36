#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

namespace {
TablePointer diffuse_source() {
    KeyBuilder<DiffuseSource> keys("diffuse_load.sources",
                                   "People, animals or land, and what of what they give off enters the river. One of "
                                   "`people`, `livestock` and `land` says how many.");
    keys.text("name", &DiffuseSource::name).required().says("Its name, for messages: \"pigs\".");
    keys.number("people", &DiffuseSource::people, "1").at_least(0).says("Number of persons.");
    keys.number("livestock", &DiffuseSource::livestock, "1").at_least(0).says("Number of animals.");
    keys.number("land", &DiffuseSource::land, "m2").at_least(0).says("Area of one use: \"1200 ha\".");
    keys.names("coefficient", &DiffuseSource::written)
        .required()
        .says(
            "What one of them gives off of each constituent in a calendar year (`a`) or a day (`d`): { NH3-N = \"1.5 "
            "kg/(person a)\" }, of animals `kg/(head a)`, of land `kg/(ha a)`.");
    keys.number("entry_ratio", &DiffuseSource::entry_ratio, "1")
        .required()
        .at_least(0)
        .at_most(1)
        .says("The share of that which enters the river.");
    keys.part(&DiffuseSource::provenance, provenance());
    return keys.done();
}

void add_places(KeyBuilder<DiffuseLoad>& keys) {
    keys.part(&DiffuseLoad::place, place());
    keys.number("from_chainage", &DiffuseLoad::from_chainage, "m")
        .at_least(0)
        .says("Spread along the reach from here; none: from its upstream end.");
    keys.number("to_chainage", &DiffuseLoad::to_chainage, "m").above(0).says("Up to here; none: to the reach's end.");
    keys.text("inflow", &DiffuseLoad::inflow).says("It enters where this [[inflow]] does, in place of a place.");
    keys.part(
        &DiffuseLoad::area,
        ground("polygon_", "polygon",
               "On a surface: corners of a polygon; the load is spread over the cells whose centroid lies inside, "
               "by their areas.",
               "On a surface: polygons, in any format OGR opens."));
}
}  // namespace

TablePointer diffuse_load() {
    KeyBuilder<DiffuseLoad> keys(
        "diffuse_load",
        "What people, animals and land of a sub-basin put into the water, without water: in a calendar year amount x "
        "export coefficient x river-entry ratio, spread along a stretch and over the year.");
    keys.text("name", &DiffuseLoad::name)
        .required()
        .says("Its name. What the register has under this name fills what is not given here.");
    keys.text("label", &DiffuseLoad::label).says("Its name in reports, where another is wanted.");
    add_places(keys);
    keys.tables("sources", &DiffuseLoad::sources, diffuse_source()).says("Where the load comes from.");
    keys.numbers("monthly_shares", &DiffuseLoad::monthly_shares)
        .at_least(0)
        .at_most(1)
        .says(
            "Twelve shares of the year, January first. They sum to 1 within 0.001 and are divided by their sum. With "
            "neither these nor `discharge` nor `runoff` a load goes evenly through the year.");
    keys.series("discharge", &DiffuseLoad::discharge, "m3/s")
        .at_least(0)
        .says("The load goes in proportion to this discharge, known over each whole calendar year of the run.");
    keys.number("mean_discharge", &DiffuseLoad::mean_discharge, "m3/s")
        .above(0)
        .says(
            "Of many years: a wet year brings more than a year's load, and the table need not hold whole years. None: "
            "each year brings its load.");
    keys.series("runoff", &DiffuseLoad::runoff, "m/s").at_least(0).says("In place of `discharge`: \"6.7 L/s/km2\".");
    keys.number("mean_runoff", &DiffuseLoad::mean_runoff, "m/s").above(0).says("As `mean_discharge`, of `runoff`.");
    keys.number("base_flow_share", &DiffuseLoad::base_flow_share, "1")
        .at_least(0)
        .at_most(1)
        .says(
            "What of the year's load comes with base flow, spread evenly over the year; the rest by months or runoff.");
    keys.text("note", &DiffuseLoad::note).says("Anything worth knowing.");
    keys.part(&DiffuseLoad::provenance, provenance());
    return keys.done();
}

namespace {
TablePointer timetable_row() {
    KeyBuilder<TimetableRow> keys("moving_load.timetable", "Where the source is at a time.");
    keys.time("time", &TimetableRow::time).required().says("When it is there.");
    keys.number("chainage", &TimetableRow::chainage, "m")
        .required()
        .at_least(0)
        .says("Distance from the reach's upstream end.");
    return keys.done();
}
}  // namespace

TablePointer moving_load() {
    KeyBuilder<MovingLoad> keys(
        "moving_load",
        "A source that moves along a reach on a timetable, a boat: it discharges from the first "
        "row to the last, without water, and goes at an even speed from row to row.");
    keys.text("name", &MovingLoad::name).required().says("Its name.");
    keys.text("label", &MovingLoad::label).says("Its name in reports, where another is wanted.");
    keys.text("reach", &MovingLoad::reach).required().says("The reach that it goes along.");
    keys.tables("timetable", &MovingLoad::timetable, timetable_row())
        .says("At least two rows, each later than the one before; this or `chainage`.");
    keys.series("chainage", &MovingLoad::chainage, "m")
        .at_least(0)
        .says("The timetable as a table: { file = \"boat.csv\", column = \"chainage_m\" }.");
    keys.amounts("load", &MovingLoad::load, "kg/s")
        .at_least(0)
        .says("Of each constituent, from the first row to the last, also while it waits: \"2 g/s\".");
    keys.amounts("load_per_distance", &MovingLoad::load_per_distance, "kg/m")
        .at_least(0)
        .says("Of each constituent, as it goes: \"30 g/km\".");
    keys.text("note", &MovingLoad::note).says("Anything worth knowing.");
    keys.part(&MovingLoad::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
