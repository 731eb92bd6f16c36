#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

using data::meshes::Mending;

namespace {

TablePointer rim_boundary() {
    KeyBuilder<RimBoundary> keys("boundary",
                                 "What happens along a stretch of the surface's rim. The rest of the rim is a wall.");
    keys.text("name", &RimBoundary::name).required().says("Its name, for balances and messages.");
    keys.word("kind", &RimBoundary::kind,
              {{"discharge", RimKind::discharge},
               {"stage", RimKind::stage},
               {"rating", RimKind::rating},
               {"normal_depth", RimKind::normal_depth},
               {"free", RimKind::free}})
        .required()
        .says("What is given there; `free`: water leaves as it comes, and none enters.");
    keys.point("from", &RimBoundary::from)
        .required()
        .says(
            "Where the stretch begins; moved to the rim's nearest node, at most by two sides of a cell: `check` and "
            "summary.json say how far.");
    keys.point("to", &RimBoundary::to)
        .required()
        .says("Where it ends, walking along the rim with the surface on the left hand.");
    keys.flag("most_of_rim", &RimBoundary::most_of_rim)
        .says(
            "The stretch is more than half of the rim. Without this key such a stretch is refused: as a rule its "
            "`from` and `to` are swapped.");
    keys.series("discharge", &RimBoundary::discharge, "m3/s")
        .says("Water that comes in, spread over the stretch by conveyance; negative: drawn out.");
    keys.series("stage", &RimBoundary::stage, "m").says("Water level above the vertical datum, outside.");
    keys.file("rating", &RimBoundary::rating)
        .says("CSV with columns stage_m and discharge_m3_s: what flows out at the stretch's mean stage.");
    keys.tables("rating_table", &RimBoundary::rating_table, rating_point())
        .says("In its place, points as in a reach's `boundary`.");
    keys.number("slope", &RimBoundary::slope, "1")
        .above(0)
        .says(
            "Slope of the energy line: of `normal_depth`; with `discharge`, of water that comes in faster than "
            "waves run.");
    keys.amounts("concentration", &RimBoundary::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in the water that comes in.");
    keys.part(&RimBoundary::provenance, provenance());
    return keys.done();
}

TablePointer rain_gauge() {
    KeyBuilder<RainGauge> keys("rain_gauge",
                               "A rain gauge: its rain falls on every cell whose nearest gauge it is (Thiessen).");
    keys.text("name", &RainGauge::name).required().says("Its name.");
    keys.point("point", &RainGauge::point).required().says("Its position; it may lie off the surface.");
    keys.series("rain", &RainGauge::rain, "m/s").required().at_least(0).says("What it measures: \"5 mm/h\".");
    keys.part(&RainGauge::provenance, provenance());
    return keys.done();
}

TablePointer rain_rasters() {
    KeyBuilder<RainRasters> keys("rain_rasters",
                                 "Rain from rasters (radar, reanalysis), each cell the mean of the raster over it.");
    keys.file("table", &RainRasters::table)
        .required()
        .says(
            "CSV with columns from, to and file, and band where a file has several: which raster's rain falls when. "
            "Rows follow one another and cover the run; files are found from the table's folder.");
    keys.text("unit", &RainRasters::unit).required().says("What the rasters' numbers are in: \"mm/h\".");
    keys.number("scale", &RainRasters::scale, "1")
        .above(0)
        .says("What the numbers as stored are multiplied with; a file's own scale and unit are not asked.");
    keys.text("crs", &RainRasters::crs).says("Of files that name no CRS, or a wrong one.");
    keys.part(&RainRasters::provenance, provenance());
    return keys.done();
}

TablePointer material() {
    KeyBuilder<Material> keys("material", "The roughness of the cells that bear a material's number in a `.2dm` mesh.");
    keys.integer("number", &Material::number).required().says("The material's number.");
    keys.number("manning_n", &Material::manning_n, "1")
        .required()
        .at_least(0)
        .at_most(1)
        .says("Manning's n, s/m^(1/3).");
    keys.part(&Material::provenance, provenance());
    return keys.done();
}

void dispersion(KeyBuilder<SurfaceSettings>& keys) {
    keys.number("longitudinal_dispersion", &SurfaceSettings::longitudinal_dispersion, "m2/s")
        .at_least(0)
        .says("Dispersion of every constituent along the flow; neither this nor its factor: none.");
    keys.number("transverse_dispersion", &SurfaceSettings::transverse_dispersion, "m2/s")
        .at_least(0)
        .says("Dispersion of every constituent across the flow; neither this nor its factor: none.");
    keys.number("longitudinal_dispersion_factor", &SurfaceSettings::longitudinal_factor, "1")
        .at_least(0)
        .says(
            "In place of `longitudinal_dispersion`, a multiple of depth times shear velocity: 5.93 for the shear over "
            "the depth (Elder 1959).");
    keys.number("transverse_dispersion_factor", &SurfaceSettings::transverse_factor, "1")
        .at_least(0)
        .says(
            "In place of `transverse_dispersion`, a multiple of depth times shear velocity: 0.15 in straight "
            "channels, 0.4 to 0.8 in meandering ones, usually 0.6 (Fischer et al. 1979).");
}

}  // namespace

TablePointer surface() {
    KeyBuilder<SurfaceSettings> keys("surface", "A 2D mesh that water flows over, and what happens on it.");
    keys.text("name", &SurfaceSettings::name).required().says("Its name.");
    keys.file("mesh", &SurfaceSettings::mesh)
        .says(
            "The mesh that `run` computes on, or that `mesh` converts: `.nc` as liriver writes it (a surface.nc will "
            "do), SMS `.2dm` or MIKE "
            "`.mesh`.");
    keys.word("mesh_faults", &SurfaceSettings::mesh_faults,
              {{"refuse", Mending::refuse}, {"join", Mending::join}, {"walls", Mending::walls}})
        .says(
            "What is done about nodes of a `.2dm` or `.mesh` that coincide or hang on a side, through which no water "
            "passes: `join` makes coincident nodes one and cuts cells at hanging nodes, `walls` leaves them as walls "
            "that are meant.");
    keys.number("mesh_tolerance", &SurfaceSettings::mesh_tolerance, "m")
        .at_least(0)
        .says("Nodes of such a mesh this near are one, or lie on a side.");
    keys.number("mesh_nodata", &SurfaceSettings::mesh_nodata, "1")
        .says("Elevation of nodes of such a mesh that have none: -9999. They take the mean of their neighbours.");
    keys.number("mesh_lowest", &SurfaceSettings::mesh_lowest, "m")
        .says(
            "Nodes of such a mesh that lie lower have no elevation. Given, it is taken as known how low the ground "
            "lies.");
    keys.tables("material", &SurfaceSettings::materials, material())
        .says("Roughness by the material of a `.2dm` mesh's cells, in place of `manning_n`.");
    keys.number("manning_n", &SurfaceSettings::manning_n, "1")
        .at_least(0)
        .at_most(1)
        .says("Manning's n everywhere, in place of the mesh's own.");
    keys.number("initial_stage", &SurfaceSettings::initial_stage, "m")
        .says(
            "Level of still water at the start, wherever the ground is lower; neither this nor `initial_depth`: dry. "
            "[[initial]] says more: velocities, and places.");
    keys.number("initial_depth", &SurfaceSettings::initial_depth, "m")
        .at_least(0)
        .says("Depth of still water at the start, everywhere.");
    keys.series("rain", &SurfaceSettings::rain, "m/s").at_least(0).says("Rain on every cell: \"50 mm/h\".");
    keys.tables("rain_gauge", &SurfaceSettings::rain_gauges, rain_gauge()).says("Gauges, in place of `rain`.");
    keys.table("rain_rasters", &SurfaceSettings::rain_rasters, rain_rasters()).says("Rasters, in place of `rain`.");
    keys.number("rain_loss", &SurfaceSettings::rain_loss, "m/s")
        .at_least(0)
        .says(
            "What the ground takes of the rain before it runs off: never more than it rains, and nothing of the water "
            "that stands.");
    keys.number("loss", &SurfaceSettings::loss, "m/s")
        .at_least(0)
        .says("What the ground takes from wherever there is water, rain or not; never more than there is.");
    keys.number("eddy_viscosity", &SurfaceSettings::eddy_viscosity, "m2/s")
        .at_least(0)
        .says("Of the horizontal exchange of momentum.");
    dispersion(keys);
    keys.number("courant", &SurfaceSettings::courant, "1")
        .above(0)
        .at_most(0.95)
        .says("How far a wave may run in a step, as a share of the cell it runs through.");
    keys.number("arrival_depth", &SurfaceSettings::arrival_depth, "m")
        .above(0)
        .says("Water has arrived, and lasts, where it is deeper.");
    keys.number("raster_pixel", &SurfaceSettings::raster_pixel, "m")
        .above(0)
        .says("Pixel of the maxima's GeoTIFFs; none: about half a cell.");
    keys.table("make", &SurfaceSettings::make, surface_make()).says("How `liriver mesh` makes its mesh.");
    keys.tables("boundary", &SurfaceSettings::boundaries, rim_boundary()).says("Stretches of the rim.");
    keys.part(&SurfaceSettings::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
