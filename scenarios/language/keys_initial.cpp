#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

namespace {

TablePointer initial_raster() {
    KeyBuilder<InitialRaster> keys("initial.raster",
                                   "One quantity from a raster: a cell of a surface takes the raster's mean over it, a "
                                   "section of a reach the pixel that it lies in.");
    keys.file("file", &InitialRaster::file).required().says("The raster, in any format GDAL opens.");
    keys.text("quantity", &InitialRaster::quantity)
        .required()
        .says("`stage`, `depth`, on a surface `velocity_x` or `velocity_y`, or the name of a constituent.");
    keys.integer("band", &InitialRaster::band).at_least(1).says("The band; 1 is the first.");
    keys.text("unit", &InitialRaster::unit)
        .says("What its numbers are in; none: m, m/s, or the constituent's own unit.");
    keys.number("scale", &InitialRaster::scale, "1")
        .above(0)
        .says("What the numbers as stored are multiplied with; none: as the file says.");
    keys.text("crs", &InitialRaster::crs).says("Of a file that names none, or a wrong one.");
    return keys.done();
}

void add_places(KeyBuilder<InitialValues>& keys) {
    keys.text("reach", &InitialValues::reach).says("On this reach alone.");
    keys.number("from_chainage", &InitialValues::from_chainage, "m").at_least(0).says("Of it, from here on.");
    keys.number("to_chainage", &InitialValues::to_chainage, "m").at_least(0).says("Up to here; none: to its end.");
    keys.part(&InitialValues::area,
              ground("polygon_", "polygon",
                     "Corners of a polygon: only cells whose centroid, or sections whose lowest point, lie inside.",
                     "Polygons, in any format OGR opens; inside any of them."));
    keys.text("polygon_name", &InitialValues::polygon_name)
        .says("Only the polygons of the file whose attribute `name` is this.");
}

}  // namespace

TablePointer initial() {
    KeyBuilder<InitialValues> keys(
        "initial",
        "The state of reaches or of a surface at the start: values, or a table, rasters or another run. It goes over "
        "what `time.initial`, `initial_stage` and `initial_depth` of the surface and `initial` of a constituent say; a "
        "later one goes over an earlier one, each in what it says. Without a place it holds everywhere.");
    keys.text("name", &InitialValues::name).required().says("Its name, for messages.");
    add_places(keys);
    keys.number("stage", &InitialValues::stage, "m")
        .says("Water level above the vertical datum; where the ground is higher it is dry.");
    keys.number("depth", &InitialValues::depth, "m").at_least(0).says("Depth of the water; this or `stage`.");
    keys.number("discharge", &InitialValues::discharge, "m3/s").says("On reaches, positive downstream.");
    keys.number("velocity", &InitialValues::velocity, "m/s")
        .says("On reaches, positive downstream; this or `discharge`.");
    keys.number("velocity_x", &InitialValues::velocity_x, "m/s").says("On a surface, to the east.");
    keys.number("velocity_y", &InitialValues::velocity_y, "m/s").says("On a surface, to the north.");
    keys.amounts("concentration", &InitialValues::concentration, "kg/m3").at_least(0).says("Of each constituent.");
    keys.file("table", &InitialValues::table)
        .says(
            "CSV along reaches: `reach` (where the key `reach` is not given), `chainage_m`, and any of `stage_m`, "
            "`depth_m`, `discharge_m3_s`, `velocity_m_s` and concentrations by name and unit as in stations.csv "
            "(`NH3-N_mg_L`). Straight lines lead from row to row.");
    keys.tables("raster", &InitialValues::rasters, initial_raster()).says("Quantities from rasters.");
    keys.file("run", &InitialValues::run)
        .says(
            "Another run's network.nc or surface.nc: levels, velocities or discharges, and concentrations by name. On "
            "another mesh each cell takes the state of the cell that its centroid lies in, on other sections the state "
            "is interpolated along the reach of the same name.");
    keys.time("run_time", &InitialValues::run_time).says("The output time of that run; none: its last.");
    keys.part(&InitialValues::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
