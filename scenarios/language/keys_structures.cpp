#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {
namespace {

TablePointer end_of_link(const char* sentence) {
    KeyBuilder<PlaceValue> keys("", sentence);
    keys.text("reach", &PlaceValue::reach).says("The reach; none on a surface, where `point` alone says where.");
    keys.number("chainage", &PlaceValue::chainage, "m")
        .at_least(0)
        .says("Distance along the reach from its upstream end; this or `point`.");
    keys.point("point", &PlaceValue::point)
        .says(
            "Its position, moved to the nearest place on the reach, or on a surface in the cell; this or `chainage`.");
    return keys.done();
}

}  // namespace

// Which kind takes which of these keys is in rules_structures.cpp.
TablePointer structure() {
    KeyBuilder<Structure> keys("structure",
                               "A structure across a reach, or from one place to another; on a surface from one cell "
                               "to another. A row of the register with this "
                               "name is replaced. The how-to on structures says which keys each kind takes.");
    keys.text("name", &Structure::name).required().says("Its name.");
    keys.word("kind", &Structure::kind,
              {{"weir", StructureKind::weir},
               {"dam", StructureKind::dam},
               {"ignored", StructureKind::ignored},
               {"sharp_crested_weir", StructureKind::sharp_crested_weir},
               {"overflow_dam", StructureKind::overflow_dam},
               {"sluice_gate", StructureKind::sluice_gate},
               {"radial_gate", StructureKind::radial_gate},
               {"culvert", StructureKind::culvert},
               {"bridge", StructureKind::bridge},
               {"pump", StructureKind::pump},
               {"diversion", StructureKind::diversion}})
        .says(
            "`weir`: broad-crested; `dam`: a reach begins below it and a reservoir feeds it; `ignored`: listed, and no "
            "more.");
    keys.part(&Structure::place, place());
    keys.table("from", &Structure::from, end_of_link("Where a structure beside the river's course takes its water."))
        .says("In place of `reach`: where it takes water, beside the river's course or on a surface.");
    keys.table("to", &Structure::to, end_of_link("Where it gives the water back."))
        .says("With `from`: where the water goes; none: out of the model.");
    keys.text("from_lake", &Structure::from_lake).says("A lake that it takes its water from, in place of `from`.");
    keys.text("to_lake", &Structure::to_lake).says("A lake that it leads to, in place of `to`.");
    keys.flag("flap", &Structure::flap).says("A flap lets nothing back.");
    keys.number("crest", &Structure::crest, "m")
        .says("Elevation of the crest, sill or bridge bed; this or `crest_height_above_bed`.");
    keys.number("crest_height_above_bed", &Structure::crest_height_above_bed, "m")
        .at_least(0)
        .says("Its height above the thalweg, the higher one of both sides.");
    keys.number("width", &Structure::width, "m")
        .above(0)
        .says("Length of the crest, width of the gates or of a box; none: the channel's width (weirs).");
    keys.number("coefficient", &Structure::coefficient, "1")
        .above(0)
        .at_most(1)
        .says("`weir`: C of Q = C sqrt(2 g) b H^1.5; a broad crest without losses has 0.385.");
    keys.series("raised", &Structure::setting, "m")
        .at_least(0)
        .says("Weirs and `overflow_dam`: how much stop logs or an inflatable dam raise the crest.");
    keys.number("design_head", &Structure::design_head, "m")
        .above(0)
        .says("`overflow_dam`: the head its profile is made for.");
    keys.series("opening", &Structure::setting, "m").at_least(0).says("Gates: from the sill to the lip.");
    keys.number("contraction", &Structure::contraction, "1")
        .above(0)
        .at_most(1)
        .says("`sluice_gate`: thickness of the jet in openings.");
    keys.number("radius", &Structure::radius, "m").above(0).says("`radial_gate`: of its skin.");
    keys.number("trunnion_height", &Structure::trunnion_height, "m")
        .at_least(0)
        .says("`radial_gate`: of its pivot above the sill; less than the radius.");
    keys.word("inlet", &Structure::inlet,
              {{"square_edge", CulvertInlet::square_edge},
               {"groove_end", CulvertInlet::groove_end},
               {"groove_projecting", CulvertInlet::groove_projecting},
               {"metal_headwall", CulvertInlet::metal_headwall},
               {"metal_mitered", CulvertInlet::metal_mitered},
               {"metal_projecting", CulvertInlet::metal_projecting},
               {"box_wingwalls_30_75", CulvertInlet::box_wingwalls_30_75},
               {"box_wingwalls_15_90", CulvertInlet::box_wingwalls_15_90},
               {"box_no_flare", CulvertInlet::box_no_flare},
               {"box_chamfered", CulvertInlet::box_chamfered},
               {"box_bevelled", CulvertInlet::box_bevelled}})
        .says("`culvert`: its inlet in FHWA HDS-5; the `box_` ones have a box barrel, the others a circular one.");
    keys.number("height", &Structure::height, "m").above(0).says("`culvert`: diameter, or rise of the box.");
    keys.integer("barrels", &Structure::barrels).at_least(1).says("`culvert`: equal barrels side by side.");
    keys.number("length", &Structure::length, "m").at_least(0).says("`culvert`: of the barrel.");
    keys.number("invert_upstream", &Structure::invert_upstream, "m").says("`culvert`: elevation of the barrel's bed.");
    keys.number("invert_downstream", &Structure::invert_downstream, "m").says("`culvert`: at its lower end.");
    keys.number("manning_n", &Structure::manning_n, "1").above(0).says("`culvert`: of the barrel.");
    keys.number("entrance_loss", &Structure::entrance_loss, "1")
        .at_least(0)
        .says("`culvert`: velocity heads lost where water enters; none: HDS-5's for the inlet.");
    keys.number("pier_width", &Structure::pier_width, "m").at_least(0).says("`bridge`: of all piers together.");
    keys.word("pier_shape", &Structure::pier_shape,
              {{"semicircular", PierShape::semicircular},
               {"twin_cylinders", PierShape::twin_cylinders},
               {"triangular", PierShape::triangular},
               {"square", PierShape::square},
               {"piles", PierShape::piles}})
        .says("`bridge`: of the piers' noses; Yarnell's K is 0.9, 1.05, 1.05, 1.25 and 2.5.");
    keys.number("abutment_loss", &Structure::abutment_loss, "1")
        .at_least(0)
        .says("`bridge`: velocity heads lost besides those at the piers.");
    keys.number("underside", &Structure::underside, "m").says("`bridge`: elevation of the deck's underside.");
    keys.series("open_share", &Structure::setting, "1")
        .at_least(0)
        .at_most(1)
        .says("`culvert`, `bridge`, `diversion`: how much of it is open; none: all.");
    keys.number("capacity", &Structure::capacity, "m3/s")
        .above(0)
        .says("`pump`: discharge whatever the lift; `diversion`: the most that passes.");
    keys.file("table", &Structure::table)
        .says("CSV. `pump`: lift_m,discharge_m3_s, falling. `diversion`: stage_m,discharge_m3_s, rising from 0.");
    keys.number("stop_stage", &Structure::stop_stage, "m").says("`pump`: at or below it nothing is lifted.");
    keys.number("start_stage", &Structure::start_stage, "m").says("`pump`: from it on all is lifted.");
    keys.series("running", &Structure::setting, "1").at_least(0).says("`pump`: how many run; none: one.");
    keys.number("share", &Structure::share, "1")
        .at_least(0)
        .at_most(1)
        .says("`diversion`: of the discharge that comes down the river, in place of `table`.");
    keys.number("fade_depth", &Structure::fade_depth, "m")
        .above(0)
        .says("`diversion` by share: below this depth less is taken, and nothing from a dry bed.");
    keys.text("note", &Structure::note).says("Anything worth knowing.");
    keys.part(&Structure::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
