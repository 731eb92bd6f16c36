#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

namespace {
TablePointer raster() {
    KeyBuilder<RasterInput> keys("terrain.rasters", "An elevation raster in any format and CRS that GDAL opens.");
    keys.file("file", &RasterInput::file).required().says("The raster.");
    keys.integer("band", &RasterInput::band).at_least(1).says("Its band.");
    keys.integer("priority", &RasterInput::priority)
        .at_least(1)
        .says("Which raster answers first where several have a value: 1 before 2.");
    keys.number("scale", &RasterInput::scale, "m")
        .above(0)
        .says("Metres in one raw unit; takes the place of the file's own scale and unit.");
    keys.number("nodata", &RasterInput::nodata, "1")
        .says("A number of the file that stands for no value, where the file itself does not say so: -9999.");
    keys.number("lowest", &RasterInput::lowest, "m")
        .says("What is lower has no value. Given, it is taken as known how low the ground lies.");
    keys.number("highest", &RasterInput::highest, "m").says("What is higher has no value.");
    keys.text("crs", &RasterInput::crs).says("The CRS of a file that names none, or a wrong one.");
    keys.text("vertical_datum", &RasterInput::vertical_datum)
        .required()
        .says("The datum of its elevations; it must be the project's.");
    keys.text("source", &RasterInput::source).says("Where it comes from, with the attribution it asks for.");
    keys.text("confidence", &RasterInput::confidence).says("How sure it is: \"H\", \"M\" or \"L\".");
    return keys.done();
}

TablePointer elevation_points() {
    KeyBuilder<PointsInput> keys("terrain.points",
                                 "Terrain as a table of points on the cells of a raster, as data/li-river ships it; "
                                 "between them it is linear over their Delaunay triangles.");
    keys.file("file", &PointsInput::file)
        .required()
        .says("CSV: column,row,elevation_dm, in the order of insertion; the four corners must be there.");
    keys.point("corner", &PointsInput::corner).required().says("The outer north-western corner of the raster.");
    keys.number("cell", &PointsInput::cell, "m").required().above(0).says("The side of its cells.");
    keys.integer("priority", &PointsInput::priority)
        .at_least(1)
        .says("Which source answers first where several have a value: 1 before 2.");
    keys.text("vertical_datum", &PointsInput::vertical_datum)
        .required()
        .says("The datum of its elevations; it must be the project's.");
    keys.text("source", &PointsInput::source).says("Where it comes from, with the attribution it asks for.");
    keys.text("confidence", &PointsInput::confidence).says("How sure it is: \"H\", \"M\" or \"L\".");
    return keys.done();
}

TablePointer line_source(const char* name, const char* sentence) {
    KeyBuilder<LineInput> keys(name, sentence);
    keys.file("file", &LineInput::file).required().says("The lines, in any format that OGR opens.");
    keys.text("layer", &LineInput::layer).says("A layer of the file; none: all.");
    keys.texts("name_attributes", &LineInput::name_attributes)
        .says("Attributes that name a line, in order: the first that is not empty counts.");
    keys.text("id_attribute", &LineInput::id_attribute).says("The attribute with a line's own identifier.");
    keys.names("names_by_id", &LineInput::names_by_id)
        .says("Names for single lines by their identifier; they go before the attributes.");
    keys.text("kind_attribute", &LineInput::kind_attribute)
        .says("The attribute with the kind of line: \"waterway\" in OpenStreetMap.");
    keys.texts("kinds", &LineInput::kinds).says("Only lines of these kinds.");
    keys.text("crs", &LineInput::crs).says("The CRS of a file that names none, or a wrong one.");
    keys.text("source", &LineInput::source).says("Where the lines come from, for reports.");
    keys.text("confidence", &LineInput::confidence).says("How sure they are: \"H\", \"M\" or \"L\".");
    return keys.done();
}
}  // namespace

TablePointer terrain() {
    KeyBuilder<Terrain> keys("terrain", "The terrain that `mesh` measures.");
    keys.tables("rasters", &Terrain::rasters, raster()).says("Elevation rasters.");
    keys.tables("points", &Terrain::points, elevation_points()).says("Terrain as tables of points.");
    keys.number("trench_depth", &Terrain::trench_depth, "m")
        .at_least(0)
        .says("How deep river lines are cut into the terrain before water is led over it.");
    keys.number("breach_depth", &Terrain::breach_depth, "m")
        .at_least(0)
        .says("Pits that a cut up to this deep can empty are breached, the others filled; 0: all are filled.");
    keys.number("relief_cell", &Terrain::relief_cell, "m").above(0).says("Cell size of the relief behind the picture.");
    return keys.done();
}

namespace {
TablePointer hec_ras() {
    KeyBuilder<HecRasInput> keys("network.hec_ras",
                                 "Sections of one reach of a HEC-RAS geometry file, as surveyed ones.");
    keys.file("file", &HecRasInput::file).required().says("The geometry file: \"river.g01\".");
    keys.text("river", &HecRasInput::river).says("The river as the file names it; none: its only one.");
    keys.text("river_reach", &HecRasInput::river_reach).says("Its reach as the file names it; none: its only one.");
    keys.text("reach", &HecRasInput::reach).required().says("The reach of this scenario that the sections are of.");
    keys.number("first_chainage", &HecRasInput::first_chainage, "m")
        .required()
        .at_least(0)
        .says("Of the file's most upstream section; the others follow by their lengths along the channel.");
    keys.text("unit", &HecRasInput::unit)
        .required()
        .says("Of its lengths and heights, which the file does not name: \"m\", \"ft\".");
    return keys.done();
}
}  // namespace

TablePointer network() {
    KeyBuilder<NetworkSettings> keys("network",
                                     "The river: lines to build it from (`mesh`), or the files it is made of (`run`).");
    keys.tables("lines", &NetworkSettings::lines, line_source("network.lines", "River lines to build reaches from."))
        .says("River lines; with them the scenario is one for `mesh`.");
    keys.tables("barriers", &NetworkSettings::barriers,
                line_source("network.barriers", "Lines or points of dams and weirs."))
        .says("Dams and weirs; those that cross a reach become structures.");
    keys.number("streams_above", &NetworkSettings::streams_above, "m2")
        .above(0)
        .says(
            "In place of `lines`: rivers are drawn where at least this much land drains through: \"20 km2\". They are "
            "named \"stream 1\" (the largest), \"stream 2\" and so on.");
    keys.number("close_gaps", &NetworkSettings::close_gaps, "m")
        .at_least(0)
        .says("An end this near another reach is joined to it.");
    keys.number("join_ways", &NetworkSettings::join_ways, "m")
        .at_least(0)
        .says("Gaps up to this long are bridged between the lines of one reach.");
    keys.number("same_line", &NetworkSettings::same_line, "m")
        .at_least(0)
        .says(
            "Lines of one reach that run beside one another within this are one watercourse given twice: the longer "
            "is kept. Farther apart they are two banks or arms, which `mesh` refuses where it cannot tell.");
    keys.number("cut_loops", &NetworkSettings::cut_loops, "m")
        .at_least(0)
        .says("Loops up to this long in which a line crosses itself are cut off; longer ones are refused.");
    keys.file("reaches", &NetworkSettings::reaches)
        .says("CSV: reach,label,from_reach,from_chainage_m,to_reach,to_chainage_m,length_m,source,confidence,note.");
    keys.file("points", &NetworkSettings::points).says("CSV: reach,chainage_m,x_m,y_m.");
    keys.file("section_places", &NetworkSettings::section_places)
        .says("CSV: reach,chainage_m,left_x_m,left_y_m,right_x_m,right_y_m; only for pictures.");
    keys.file("profile", &NetworkSettings::profile)
        .says("CSV that `mesh` writes: reach,chainage_m,terrain_m,water_surface_m, the low-water surface it fitted.");
    keys.files("sections", &NetworkSettings::sections)
        .says("CSV files: reach,chainage_m,offset_m,elevation_m,zone; rows of one place are one section.");
    keys.files("surveyed", &NetworkSettings::surveyed)
        .says("Surveyed sections in the same format; they replace the others within half a spacing.");
    keys.tables("hec_ras", &NetworkSettings::hec_ras, hec_ras())
        .says("Sections of HEC-RAS, which count as `surveyed`.");
    add_section_files(keys);
    keys.file("stations", &NetworkSettings::stations).says("CSV: station,label,reach,chainage_m,x_m,y_m,note.");
    keys.file("structures", &NetworkSettings::structures)
        .says("CSV: structure,kind,reach,chainage_m,x_m,y_m,source,confidence,note.");
    keys.file("weirs", &NetworkSettings::weirs)
        .says("CSV: structure,crest_height_above_bed_m,width_m,coefficient,source,confidence,note.");
    keys.file("outfalls", &NetworkSettings::outfalls)
        .says(
            "CSV: outfall,label,reach,chainage_m,discharge_m3_s,<constituent>_mg_L,<constituent>_g_s,"
            "source,confidence,note.");
    keys.file("diffuse_loads", &NetworkSettings::diffuse_loads)
        .says(
            "Register of diffuse loads, CSV or any OGR source, a row for each item and constituent: "
            "diffuse_load,reach,from_chainage_m,to_chainage_m,item,kind (people, livestock, land),amount,amount_unit,"
            "constituent,coefficient,coefficient_unit,entry_ratio,base_flow_share,share_1,...,share_12,assumed,source,"
            "confidence.");
    keys.file("reservoirs", &NetworkSettings::reservoirs)
        .says("CSV: reservoir,label,reach,chainage_m,catchment_area_km2,source,confidence,note.");
    keys.file("intakes", &NetworkSettings::intakes)
        .says(
            "Register of drinking-water sources: intake,code,reach,chainage_m,zone_1_from_chainage_m and so on; "
            "outfalls "
            "in their protection zones are told.");
    keys.file("quality_sections", &NetworkSettings::quality_sections)
        .says(
            "Register of the sections at which quality is judged: section,code,reach,chainage_m,target and so on; "
            "outfalls above one of class I or II are told.");
    keys.file("catchments", &NetworkSettings::catchments)
        .says("CSV: reach,chainage_m,upstream_area_km2,local_area_km2, one row a section.");
    keys.number("snap_distance", &NetworkSettings::snap_distance, "m")
        .above(0)
        .says("How near its reach an object given by coordinates must lie.");
    return keys.done();
}

TablePointer sections() {
    KeyBuilder<SectionSettings> keys("sections", "How `mesh` cuts sections from terrain and conditions the channel.");
    keys.file("channel", &SectionSettings::channel).says("CSV: the assumed channel of each stretch.");
    keys.number("spacing", &SectionSettings::spacing, "m").above(0).says("Distance between sections.");
    keys.number("half_length", &SectionSettings::half_length, "m")
        .above(0)
        .says("How far a section reaches to each side at most.");
    keys.number("channel_half_width", &SectionSettings::channel_half_width, "m")
        .above(0)
        .says("Half the width that is channel and not terrain.");
    keys.integer("least_points", &SectionSettings::least_points)
        .at_least(2)
        .says("Terrain points outside the channel, at least.");
    keys.integer("most_points", &SectionSettings::most_points).at_least(2).says("And at most.");
    keys.number("profile_step", &SectionSettings::profile_step, "m")
        .above(0)
        .says("Distance between the points of the long profile.");
    return keys.done();
}

TablePointer reach() {
    KeyBuilder<ReachSettings> keys(
        "reach", "A reach that `mesh` is to build, or, with a `length`, a prismatic channel that needs no files.");
    keys.text("name", &ReachSettings::name).required().says("Its name, once in the network.");
    keys.text("label", &ReachSettings::label).says("Its name in reports, where another is wanted.");
    keys.texts("line_names", &ReachSettings::line_names).says("Names of the lines that make it; none: its own name.");
    keys.texts("line_ids", &ReachSettings::line_ids).says("Identifiers of lines that make it, whatever their names.");
    keys.flag("only_ids", &ReachSettings::only_ids).says("Take the lines by `line_ids` alone.");
    keys.point("start", &ReachSettings::start).says("It begins beside this point; what lies upstream is left out.");
    keys.point("end", &ReachSettings::end).says("It ends beside this point; what lies downstream is left out.");
    keys.flag("against_terrain", &ReachSettings::against_terrain)
        .says("Build it even where the terrain rises along it, which `mesh` refuses otherwise.");
    keys.number("area_above", &ReachSettings::area_above, "m2")
        .at_least(0)
        .says(
            "Land above its head. Asked for where the reach comes in at the edge of the terrain, which cannot tell; it "
            "takes the place of what the terrain holds.");
    keys.text("leaves", &ReachSettings::leaves).says("The reach it branches off from; \"\": none.");
    keys.text("joins", &ReachSettings::joins).says("The reach it flows into; \"\": none.");
    keys.number("leaves_chainage", &ReachSettings::leaves_chainage, "m")
        .at_least(0)
        .says("Where it branches off (prismatic).");
    keys.number("joins_chainage", &ReachSettings::joins_chainage, "m")
        .at_least(0)
        .says("Where it flows in (prismatic).");
    keys.number("spacing", &ReachSettings::spacing, "m").above(0).says("Distance between its sections.");
    keys.number("half_length", &ReachSettings::half_length, "m")
        .above(0)
        .says("How far its sections reach to each side at most.");
    keys.number("channel_half_width", &ReachSettings::channel_half_width, "m")
        .above(0)
        .says("Half the width that is channel and not terrain.");
    keys.number("length", &ReachSettings::length, "m").above(0).at_most(1e8).says("Length of a prismatic reach.");
    keys.number("slope", &ReachSettings::slope, "1").at_least(-1).at_most(10).says("Its bed's fall downstream, m/m.");
    keys.number("bottom_width", &ReachSettings::bottom_width, "m").at_least(0).at_most(1e6).says("Width of its bed.");
    keys.number("side_slope", &ReachSettings::side_slope, "1")
        .at_least(0)
        .at_most(1e4)
        .says("Its banks, horizontal to one vertical.");
    keys.number("bank_height", &ReachSettings::bank_height, "m")
        .above(0)
        .at_most(1e4)
        .says("Its banks' height above the bed.");
    keys.number("upstream_bed", &ReachSettings::upstream_bed, "m")
        .at_least(-12000)
        .at_most(9000)
        .says("Elevation of its bed at the upstream end.");
    keys.number("manning_n", &ReachSettings::manning_n, "1")
        .above(0)
        .at_most(1)
        .says("Its roughness, s/m^(1/3); none: that of the zone \"channel\".");
    keys.number("width_factor", &ReachSettings::width_factor, "1")
        .above(0)
        .at_most(100)
        .says(
            "The zone \"channel\" of all its sections is made this many times as wide; the land beside it moves "
            "aside.");
    keys.point("upstream_point", &ReachSettings::upstream_point).says("Where its straight line begins on the map.");
    keys.number("direction", &ReachSettings::direction, "degree")
        .at_least(0)
        .at_most(360)
        .says("Where it flows to, clockwise from north.");
    keys.part(&ReachSettings::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
