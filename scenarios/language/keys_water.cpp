#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

TablePointer rating_point() {
    KeyBuilder<RatingPoint> keys("rating_table", "A point of a rating; both its numbers rise from point to point.");
    keys.number("stage", &RatingPoint::stage, "m").required().says("Water level above the vertical datum.");
    keys.number("discharge", &RatingPoint::discharge, "m3/s").required().at_least(0).says("What flows out at it.");
    return keys.done();
}

TablePointer boundary() {
    KeyBuilder<Boundary> keys("boundary",
                              "What happens at an open end of a reach; or, as `runoff`, along the reaches.");
    keys.text("name", &Boundary::name).required().says("Its name, for balances and messages.");
    keys.word("kind", &Boundary::kind,
              {{"discharge", BoundaryKind::discharge},
               {"stage", BoundaryKind::stage},
               {"normal_depth", BoundaryKind::normal_depth},
               {"rating", BoundaryKind::rating},
               {"free_outfall", BoundaryKind::free_outfall},
               {"runoff", BoundaryKind::runoff}})
        .required()
        .says(
            "What is given there. `free_outfall`: the water falls over the end at its critical depth. `runoff`: water "
            "from the land, local area times `specific_discharge`.");
    keys.text("reach", &Boundary::reach)
        .says("The reach; `runoff` without one is for all that have none of their own.");
    keys.word("end", &Boundary::end, {{"upstream", End::upstream}, {"downstream", End::downstream}})
        .says("Which of its ends.");
    keys.series("discharge", &Boundary::discharge, "m3/s")
        .says(
            "Water that comes in, at either end; what is drawn out is negative, and no more is drawn than can leave.");
    keys.series("stage", &Boundary::stage, "m").says("Water level above the vertical datum.");
    keys.number("slope", &Boundary::slope, "1")
        .above(0)
        .at_most(1)
        .says("Energy slope for normal depth; none: the bed's own at that end.");
    keys.file("rating", &Boundary::rating).says("CSV: stage_m,discharge_m3_s, both rising.");
    keys.tables("rating_table", &Boundary::rating_table, rating_point())
        .says("In its place: `[{ stage = \"140 m\", discharge = 0 }, { stage = \"142 m\", discharge = 50 }]`.");
    keys.series("specific_discharge", &Boundary::specific_discharge, "m/s")
        .at_least(0)
        .says("Runoff of one unit of area: \"6.77 L/s/km2\".");
    keys.amounts("concentration", &Boundary::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in the water that comes in; a plain number is in the constituent's unit.");
    keys.part(&Boundary::provenance, provenance());
    return keys.done();
}

TablePointer reservoir() {
    KeyBuilder<Reservoir> keys("reservoir",
                               "A dam at the head of a reach or on it. It passes the natural share of its catchment; "
                               "from the first to the last row of `release` it releases that total instead.");
    keys.text("name", &Reservoir::name).required().says("Its name.");
    keys.text("label", &Reservoir::label).says("Its name in reports, where another is wanted.");
    keys.part(&Reservoir::place, place());
    keys.number("catchment_area", &Reservoir::catchment_area, "m2")
        .at_least(0)
        .says("The land above the dam: \"474 km2\"; none: as `catchments` has it at that place.");
    keys.series("specific_discharge", &Reservoir::specific_discharge, "m/s")
        .at_least(0)
        .says("Runoff of that land; none: that of the runoff boundary.");
    keys.series("release", &Reservoir::release, "m3/s").at_least(0).says("The total released, while it is given.");
    keys.amounts("concentration", &Reservoir::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in the water released.");
    keys.part(&Reservoir::pool, pool());
    keys.part(&Reservoir::provenance, provenance());
    return keys.done();
}

TablePointer inflow() {
    KeyBuilder<Inflow> keys("inflow", "A point inflow: a given discharge, or the natural share of a catchment.");
    keys.text("name", &Inflow::name).required().says("Its name.");
    keys.part(&Inflow::place, place());
    keys.series("discharge", &Inflow::discharge, "m3/s").at_least(0).says("The water; this or `catchment_area`.");
    keys.number("catchment_area", &Inflow::catchment_area, "m2")
        .at_least(0)
        .says("The land that drains here; this or `discharge`.");
    keys.series("specific_discharge", &Inflow::specific_discharge, "m/s")
        .at_least(0)
        .says("Runoff of that land; none: that of the runoff boundary.");
    keys.amounts("concentration", &Inflow::concentration, "kg/m3").at_least(0).says("Of each constituent.");
    keys.part(&Inflow::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
