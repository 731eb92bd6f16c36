#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

namespace {
TablePointer station_section() {
    KeyBuilder<PlaceValue> keys("station.sections", "One of several places whose discharges add up.");
    keys.text("reach", &PlaceValue::reach).required().says("The reach.");
    keys.number("chainage", &PlaceValue::chainage, "m")
        .at_least(0)
        .says("Distance from its upstream end; this or `point`.");
    keys.point("point", &PlaceValue::point)
        .says("Its position, moved to the nearest place on the reach; this or `chainage`.");
    return keys.done();
}
}  // namespace

TablePointer constituent() {
    KeyBuilder<Constituent> keys("constituent", "Something dissolved in the water, followed by its mass.");
    keys.text("name", &Constituent::name).required().says("Its name, as outfalls and boundaries use it: \"NH3-N\".");
    keys.text("unit", &Constituent::unit).says("The unit of its concentrations in every output.");
    keys.series("initial", &Constituent::initial, "kg/m3").at_least(0).says("At the start, everywhere; none: 0.");
    keys.number("decay_rate", &Constituent::decay_rate, "1/s").at_least(0).says("First-order decay at 20 degC.");
    keys.number("temperature_factor", &Constituent::temperature_factor, "1")
        .above(0)
        .at_most(2)
        .says("theta in k(T) = k20 theta^(T - 20).");
    keys.series("temperature", &Constituent::temperature, "degC")
        .at_least(0)
        .at_most(60)
        .says("Of the water, for its decay; none: 20 degC.");
    keys.number("dispersion", &Constituent::dispersion, "m2/s")
        .at_least(0)
        .says("Longitudinal dispersion coefficient.");
    keys.flag("tag_sources", &Constituent::tag_sources)
        .says(
            "What each outfall, inflow, boundary and reservoir contributes to it is followed: tagged_sources.csv has "
            "it "
            "for every station.");
    keys.part(&Constituent::provenance, provenance());
    return keys.done();
}

TablePointer outfall() {
    KeyBuilder<Outfall> keys("outfall", "A pipe or drain into a reach: water with a concentration, or a load alone.");
    keys.text("name", &Outfall::name).required().says("Its name. A row of the register with this name is replaced.");
    keys.text("label", &Outfall::label).says("Its name in reports, where another is wanted.");
    keys.part(&Outfall::place, place());
    keys.series("discharge", &Outfall::discharge, "m3/s")
        .at_least(0)
        .says("Its water, which enters the water balance.");
    keys.amounts("concentration", &Outfall::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in that water.");
    keys.amounts("load", &Outfall::load, "kg/s").at_least(0).says("Of each constituent, without water: \"5 g/s\".");
    keys.amounts("spill", &Outfall::spill, "kg")
        .at_least(0)
        .says("Of each constituent, put in at once at `spill_time`, without water: \"500 kg\".");
    keys.time("spill_time", &Outfall::spill_time).says("When the `spill` is put in: within the run, before its end.");
    keys.text("limit_class", &Outfall::limit_class)
        .says(
            "The class of GB 18918 that a sewage works is held to, \"1A\" or \"1B\": what is above its limits is "
            "told.");
    keys.integer("built", &Outfall::built).says("The year it was built, which some of those limits go by.");
    keys.flag("allow_dry", &Outfall::allow_dry).says("It may stand on a line that no other water reaches.");
    keys.text("note", &Outfall::note).says("Anything worth knowing.");
    keys.part(&Outfall::provenance, provenance());
    return keys.done();
}

TablePointer station() {
    KeyBuilder<Station> keys(
        "station",
        "A place whose stage, discharge and concentrations are written. Its place may come from the register.");
    keys.text("name", &Station::name).required().says("Its name.");
    keys.text("label", &Station::label).says("Its name in reports, where another is wanted.");
    keys.part(&Station::place, place());
    keys.tables("sections", &Station::sections, station_section())
        .says("Several places in place of one: the branches around an island.");
    keys.point("section_from", &Station::section_from)
        .says("On a surface: the left end, looking downstream, of the line whose crossing water is its discharge.");
    keys.point("section_to", &Station::section_to)
        .says("The right end of that line. Both ends lie on the surface, or beside it by at most two sides of a cell.");
    keys.series("target", &Station::target, "m3/s").at_least(0).says("The discharge wanted here.");
    keys.number("target_tolerance", &Station::target_tolerance, "1")
        .at_least(0)
        .at_most(1)
        .says("Share of the target that may be lacking before an hour or a day counts as below it.");
    keys.number("gauge_minus_model_m", &Station::gauge_minus_model, "m")
        .says(
            "A stage on the gauge's own datum minus the same stage on the project's; its `source` says who measured "
            "it.");
    keys.text("note", &Station::note).says("Anything worth knowing.");
    keys.part(&Station::provenance, provenance());
    return keys.done();
}

TablePointer output() {
    KeyBuilder<Output> keys("output", "What is written, and how often.");
    keys.number("interval", &Output::interval, "s")
        .above(0)
        .says("Between times of network.nc and surface.nc, and rows of stations.csv.");
    keys.number("station_interval", &Output::station_interval, "s")
        .above(0)
        .says("Between rows of stations.csv, where they are wanted more often; it must divide `interval`.");
    keys.number("vtk_interval", &Output::vtk_interval, "s").above(0).says("Between VTK files; none: no VTK files.");
    keys.number("checkpoint_interval", &Output::checkpoint_interval, "s")
        .above(0)
        .says("Between checkpoints; none: one at the end.");
    keys.file("relief", &Output::relief).says("ESRI ASCII grid that `render` shades behind the river.");
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
