#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

namespace {
TablePointer spring() {
    KeyBuilder<PlaceValue> keys("sinking_stream.returns", "Where the water of a sinking stream comes back.");
    keys.text("reach", &PlaceValue::reach).required().says("The reach.");
    keys.number("chainage", &PlaceValue::chainage, "m")
        .at_least(0)
        .says("Distance from its upstream end; this or `point`.");
    keys.point("point", &PlaceValue::point)
        .says("Its position, moved to the nearest place on the reach; this or `chainage`.");
    return keys.done();
}
}  // namespace

TablePointer abstraction() {
    KeyBuilder<Abstraction> keys("abstraction",
                                 "Water taken out of the river for good: a drinking-water intake, irrigation. What is "
                                 "not there cannot be taken: the shortfall is reported.");
    keys.text("name", &Abstraction::name).required().says("Its name.");
    keys.text("label", &Abstraction::label).says("Its name in reports, where another is wanted.");
    keys.part(&Abstraction::place, place());
    keys.series("demand", &Abstraction::demand, "m3/s").required().at_least(0).says("What is wanted: \"16e4 t/d\".");
    keys.number("intake_level", &Abstraction::intake_level, "m")
        .says("Elevation below which nothing can be taken; none: the bed.");
    keys.part(&Abstraction::provenance, provenance());
    return keys.done();
}

TablePointer groundwater() {
    KeyBuilder<Groundwater> keys("groundwater",
                                 "Exchange with an aquifer along a stretch of a reach: conductance times the aquifer's "
                                 "head less the river's stage. The river never gives more than it has.");
    keys.text("name", &Groundwater::name).required().says("Its name.");
    keys.text("reach", &Groundwater::reach).required().says("The reach.");
    keys.number("from_chainage", &Groundwater::from_chainage, "m").at_least(0).says("Where the stretch begins.");
    keys.number("to_chainage", &Groundwater::to_chainage, "m")
        .above(0)
        .says("Where it ends; none: at the reach's end.");
    keys.number("conductance", &Groundwater::conductance, "m2/s")
        .required()
        .above(0)
        .says("Of the whole stretch: m3/s for each metre of head.");
    keys.series("head", &Groundwater::head, "m").required().says("The aquifer's level above the vertical datum.");
    keys.amounts("concentration", &Groundwater::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in what seeps into the river.");
    keys.part(&Groundwater::provenance, provenance());
    return keys.done();
}

TablePointer weather() {
    KeyBuilder<Weather> keys(
        "weather",
        "Rain on the water of reaches and lakes and evaporation from it, over the surface that the "
        "water has. "
        "Evaporation takes water only, never more than there is; what it carried stays.");
    keys.text("name", &Weather::name).required().says("Its name.");
    keys.text("reach", &Weather::reach)
        .says("The reach. With neither `reach` nor `lake`: every one without a weather of its own.");
    keys.text("lake", &Weather::lake).says("The lake, in place of a reach.");
    keys.series("rain", &Weather::rain, "m/s").at_least(0).says("On the water's surface: \"5 mm/h\".");
    keys.series("evaporation", &Weather::evaporation, "m/s").at_least(0).says("From open water: \"3 mm/d\".");
    keys.amounts("concentration", &Weather::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in the rain.");
    keys.part(&Weather::provenance, provenance());
    return keys.done();
}

TablePointer sinking_stream() {
    KeyBuilder<SinkingStream> keys("sinking_stream",
                                   "Karst: a swallow hole takes all water up to its capacity; with what it carries the "
                                   "water comes back elsewhere after a lag, or not at all.");
    keys.text("name", &SinkingStream::name).required().says("Its name.");
    keys.part(&SinkingStream::place, place());
    keys.series("capacity", &SinkingStream::capacity, "m3/s").required().at_least(0).says("The most it takes.");
    keys.table("returns", &SinkingStream::returns, spring())
        .says("Where the water comes back; none: it is lost to the river.");
    keys.number("lag", &SinkingStream::lag, "s").above(0).says("How long it is under way: \"2 d\".");
    keys.part(&SinkingStream::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
