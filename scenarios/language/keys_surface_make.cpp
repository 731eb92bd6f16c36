#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

KeyTable ground(const std::string& prefix, const char* ring, const char* ring_says, const char* file_says) {
    KeyBuilder<GroundArea> keys("", "");
    keys.points(ring, &GroundArea::ring).says(ring_says);
    keys.file((prefix + "file").c_str(), &GroundArea::file).says(file_says);
    keys.text((prefix + "layer").c_str(), &GroundArea::layer).says("A layer of the file; none: all.");
    keys.text((prefix + "crs").c_str(), &GroundArea::crs).says("The CRS of a file that names none, or a wrong one.");
    return *keys.done();
}

namespace {

TablePointer corridor() {
    KeyBuilder<CorridorInput> keys("surface.make.corridor",
                                   "Ground along a reach; all corridors together are the domain, in place of a ring.");
    keys.text("reach", &CorridorInput::reach).required().says("The reach.");
    keys.number("from", &CorridorInput::from, "m").at_least(0).says("Chainage where it begins; none: the reach's.");
    keys.number("to", &CorridorInput::to, "m").above(0).says("Chainage where it ends; none: the reach's.");
    keys.number("left", &CorridorInput::left, "m")
        .required()
        .above(0)
        .says("How far it reaches to the left of the reach's line, looking downstream.");
    keys.number("right", &CorridorInput::right, "m").required().above(0).says("And to the right.");
    return keys.done();
}

TablePointer channel() {
    KeyBuilder<ChannelInput> keys("surface.make.channel",
                                  "A reach whose channel is meshed in quadrilaterals along the flow, as wide and as "
                                  "deep as the channel of its sections.");
    keys.text("reach", &ChannelInput::reach).required().says("The reach.");
    keys.integer("across", &ChannelInput::across).at_least(1).at_most(200).says("Cells from bank to bank.");
    keys.number("stretch", &ChannelInput::stretch, "1")
        .at_least(0.25)
        .at_most(20)
        .says("How many of its widths a cell is long.");
    return keys.done();
}

TablePointer refinement() {
    KeyBuilder<RefinementInput> keys("surface.make.refinement", "A place where cells are to be smaller.");
    keys.text("name", &RefinementInput::name).required().says("Its name.");
    keys.point("point", &RefinementInput::point).says("Its middle (an outfall, say); this, `ring` or `file`.");
    keys.number("radius", &RefinementInput::radius, "m").at_least(0).says("How far around the point.");
    keys.part(&RefinementInput::area, ground("", "ring", "Its corners.", "Polygons, in any format OGR opens."));
    keys.number("edge_length", &RefinementInput::edge_length, "m")
        .required()
        .above(0)
        .says("Length of the triangles' sides there, at most about this.");
    return keys.done();
}

TablePointer line() {
    KeyBuilder<RespectedInput> keys("surface.make.line",
                                    "A levee, road or wall: sides of cells follow it, and water passes above its "
                                    "crest alone.");
    keys.text("name", &RespectedInput::name).required().says("Its name.");
    keys.points("points", &RespectedInput::points).says("Its course; this or `file`.");
    keys.file("file", &RespectedInput::file).says("Lines, in any format OGR opens.");
    keys.text("layer", &RespectedInput::layer).says("A layer of the file; none: all.");
    keys.text("crs", &RespectedInput::crs).says("The CRS of a file that names none, or a wrong one.");
    keys.number("height", &RespectedInput::height, "m").at_least(0).says("Its crest above the terrain along it.");
    keys.number("level", &RespectedInput::level, "m").says("Its crest above the vertical datum; this or `height`.");
    keys.part(&RespectedInput::provenance, provenance());
    return keys.done();
}

TablePointer rough_ground() {
    KeyBuilder<RoughGround> keys("surface.make.roughness",
                                 "Ground with a roughness of its own. It goes before the raster and the zones; where "
                                 "two overlap, the later one holds.");
    keys.text("name", &RoughGround::name).required().says("Its name.");
    keys.part(&RoughGround::area, ground("", "ring", "Its corners.", "Polygons, in any format OGR opens."));
    keys.number("manning_n", &RoughGround::manning_n, "1")
        .required()
        .above(0)
        .at_most(1)
        .says("Manning's n, s/m^(1/3).");
    keys.part(&RoughGround::provenance, provenance());
    return keys.done();
}

}  // namespace

TablePointer surface_make() {
    KeyBuilder<MakeSettings> keys(
        "surface.make",
        "How `liriver mesh` makes the surface's mesh from `[terrain]`, `[network]` and the `[[roughness]]` of the "
        "zones `channel` and `flood_plain`. With `mesh` beside it, that mesh is converted instead.");
    keys.file("folder", &MakeSettings::folder)
        .required()
        .says("Where surface.nc, surface.2dm, surface.vtu, report.json and report.txt go.");
    keys.part(&MakeSettings::domain,
              ground("domain_", "domain", "Corners of the ground to be meshed; this, `domain_file` or corridors.",
                     "One polygon, in any format OGR opens: the ground to be meshed."));
    keys.tables("corridor", &MakeSettings::corridors, corridor()).says("Ground along reaches.");
    keys.tables("channel", &MakeSettings::channels, channel()).says("Channels in quadrilaterals.");
    keys.number("edge_length", &MakeSettings::edge_length, "m")
        .above(0)
        .says("Length of the triangles' sides far from everything.");
    keys.number("growth", &MakeSettings::growth, "1")
        .above(0)
        .at_most(1)
        .says("Metres that sides grow by in a metre away from small ones.");
    keys.number("smallest_angle", &MakeSettings::smallest_angle, "degree")
        .at_least(0)
        .at_most(28)
        .says("Least angle of the triangles; sharper ones stay where lines meet.");
    keys.tables("refinement", &MakeSettings::refinements, refinement()).says("Places with smaller cells.");
    keys.tables("line", &MakeSettings::lines, line()).says("Levees, roads and walls.");
    keys.number("join_lines", &MakeSettings::join_lines, "m")
        .at_least(0)
        .says(
            "Lines nearer to one another than this are one (the same dyke from two sources), with the higher crest. "
            "Without it, lines much nearer than an edge are refused: cells between them would be as small.");
    keys.tables("roughness", &MakeSettings::roughness, rough_ground()).says("Ground with a roughness of its own.");
    keys.file("roughness_raster", &MakeSettings::roughness_raster)
        .says("A raster of Manning's n; a cell takes its mean. Where it has no value the zones' holds.");
    keys.number("raise_within", &MakeSettings::raise_within, "m")
        .at_least(0)
        .says("Ground this near a channel and below its bank is raised to it (pits of radar terrain); 0: none.");
    keys.number("floodplain_rise", &MakeSettings::floodplain_rise, "1")
        .at_least(0)
        .says("Metres a metre away from the channel by which that least ground rises.");
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
