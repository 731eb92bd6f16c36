// Lines come in from any vector source, named by the attributes in order, in the scenario's CRS.
#include "mesh/gis/lines.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>

#include "made_raster.h"

namespace liriver::mesh::gis {
namespace {

using tests::ScratchFolder;

std::string write(const ScratchFolder& folder, const std::string& name, const std::string& text) {
    std::ofstream(folder.file(name)) << text;
    return folder.file(name);
}

const std::string two_rivers = R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"name":null,"nameZh":"川江","osmId":7,"waterway":"river"},
  "geometry":{"type":"LineString","coordinates":[[111,25],[111,25.1]]}},
 {"type":"Feature","properties":{"name":"Weir","nameZh":"坝","osmId":8,"waterway":"weir"},
  "geometry":{"type":"MultiLineString","coordinates":[[[111,25],[111.1,25]],[[111,25.2],[111.1,25.2]]]}},
 {"type":"Feature","properties":{"name":null,"nameZh":null,"osmId":9,"waterway":"river"},
  "geometry":{"type":"Point","coordinates":[111,25]}}]})";

TEST(Lines, TakeTheFirstAttributeThatIsNotEmptyAsName) {
    const ScratchFolder folder("lines-names");
    LineSource source;
    source.file = write(folder, "漓 江.geojson", two_rivers);
    source.name_attributes = {"name", "nameZh"};
    source.id_attribute = "osmId";
    source.kind_attribute = "waterway";
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_TRUE(lines) << to_string(lines.error());
    ASSERT_EQ(lines->size(), 4U) << "a feature of two parts gives two lines";
    EXPECT_EQ((*lines)[0].name, "川江");
    EXPECT_EQ((*lines)[0].id, "7");
    EXPECT_EQ((*lines)[1].name, "Weir");
    EXPECT_EQ((*lines)[1].kind, "weir");
    EXPECT_EQ((*lines)[3].name, "");
    EXPECT_EQ((*lines)[3].line.size(), 1U);
}

TEST(Lines, ComeOutInMetresOfTheScenariosCrs) {
    const ScratchFolder folder("lines-crs");
    LineSource source;
    source.file = write(folder, "a.geojson", two_rivers);
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_TRUE(lines) << to_string(lines.error());
    // 111 E is the central meridian of UTM zone 49: easting 500 km; a tenth of a degree of latitude at 25 N is 11078 m
    // on the ellipsoid (110 780 m a degree), times the zone's scale of 0.9996.
    EXPECT_NEAR((*lines)[0].line[0].x, 500000.0, 1e-3);
    EXPECT_NEAR(network::length((*lines)[0].line), 11077.9 * 0.9996, 2.0);
}

TEST(Lines, TakeANameByIdBeforeAnyAttribute) {
    const ScratchFolder folder("lines-id");
    LineSource source;
    source.file = write(folder, "a.geojson", two_rivers);
    source.id_attribute = "osmId";
    source.names_by_id = {{"9", "spring"}};
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_TRUE(lines) << to_string(lines.error());
    EXPECT_EQ(lines->back().name, "spring");
}

TEST(Lines, KeepOnlyTheKindsAskedFor) {
    const ScratchFolder folder("lines-kind");
    LineSource source;
    source.file = write(folder, "a.geojson", two_rivers);
    source.kind_attribute = "waterway";
    source.kinds = {"weir", "dam"};
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_TRUE(lines) << to_string(lines.error());
    EXPECT_EQ(lines->size(), 2U);
}

TEST(Lines, SayWhichAttributesThereAreWhenOneIsMissing) {
    const ScratchFolder folder("lines-attribute");
    LineSource source;
    source.file = write(folder, "a.geojson", two_rivers);
    source.name_attributes = {"nom"};
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_FALSE(lines);
    EXPECT_NE(lines.error().found.find("nom"), std::string::npos);
    EXPECT_NE(lines.error().expected.find("nameZh"), std::string::npos);
}

TEST(Lines, RefuseAFileThatEndsTooSoonOrIsNotThere) {
    const ScratchFolder folder("lines-broken");
    LineSource source;
    source.file = write(folder, "cut.geojson", two_rivers.substr(0, 300));
    EXPECT_FALSE(read_lines(source, "EPSG:32649"));
    source.file = folder.file("none.geojson");
    const auto missing = read_lines(source, "EPSG:32649");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().place.find("none.geojson"), std::string::npos);
}

TEST(Lines, OfAFileWithoutCrsNeedOneStated) {
    const ScratchFolder folder("lines-nocrs");
    const std::string file =
        write(folder, "a.csv", "name,WKT\nbrook,\"LINESTRING (500000 2800000, 500300 2800400)\"\n");
    LineSource source;
    source.file = file;
    EXPECT_FALSE(read_lines(source, "EPSG:32649"));
    source.crs = "EPSG:32649";
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_TRUE(lines) << to_string(lines.error());
    EXPECT_NEAR(network::length(lines->front().line), 500.0, 1e-9);
}

// A shapefile of one line in GBK, as Chinese desktop programs write it: no .cpg, and 0x4D (or nothing) as the language
// of the table. The bytes are laid out by the two formats' own descriptions (ESRI 1998; dBASE III).
void append_number(std::string& bytes, std::uint32_t value, bool big) {
    for (int i = 0; i < 4; ++i)
        bytes += static_cast<char>(value >> (8 * (big ? 3 - i : i)));
}

void append_double(std::string& bytes, double value) {
    std::array<char, sizeof value> raw{};
    std::memcpy(raw.data(), &value, sizeof value);  // little-endian here as there
    bytes.append(raw.data(), raw.size());
}

void write_shapefile(const ScratchFolder& folder, const std::string& field, const std::string& name, char language) {
    const auto header = [](std::uint32_t bytes) {
        std::string text;
        append_number(text, 9994, true);
        for (int i = 0; i < 5; ++i)
            append_number(text, 0, true);
        append_number(text, bytes / 2, true);
        append_number(text, 1000, false);
        append_number(text, 3, false);
        for (const double side : {430000.0, 2790000.0, 431000.0, 2790000.0, 0.0, 0.0, 0.0, 0.0})
            append_double(text, side);
        return text;
    };
    std::string line;
    append_number(line, 3, false);
    for (const double side : {430000.0, 2790000.0, 431000.0, 2790000.0})
        append_double(line, side);
    for (const std::uint32_t count : {1U, 2U, 0U})
        append_number(line, count, false);
    for (const double coordinate : {430000.0, 2790000.0, 431000.0, 2790000.0})
        append_double(line, coordinate);
    std::string record;
    append_number(record, 1, true);
    append_number(record, static_cast<std::uint32_t>(line.size() / 2), true);
    std::string index;
    append_number(index, 50, true);
    append_number(index, static_cast<std::uint32_t>(line.size() / 2), true);
    std::ofstream(folder.file("g.shp"), std::ios::binary)
        << header(static_cast<std::uint32_t>(108 + line.size())) << record << line;
    std::ofstream(folder.file("g.shx"), std::ios::binary) << header(108) << index;
    std::string table(64, '\0');
    table[0] = 3;
    table[1] = 125;
    table[2] = table[3] = 1;
    table[4] = 1;    // records
    table[8] = 65;   // bytes of the header
    table[10] = 21;  // of a record
    table[29] = language;
    table.replace(32, field.size(), field);
    table[43] = 'C';
    table[48] = 20;
    table += '\r';
    table += ' ' + name + std::string(20 - name.size(), ' ') + '\x1A';
    std::ofstream(folder.file("g.dbf"), std::ios::binary) << table;
}

TEST(Lines, OfAShapefileInGbkWithoutItsEncodingAreRead) {
    const std::string river = "\xC0\xEC\xBD\xAD";   // 漓江
    const std::string column = "\xC3\xFB\xB3\xC6";  // 名称
    for (const char language : {'\0', '\x4D', '\x57'}) {
        const ScratchFolder folder("lines-gbk");
        write_shapefile(folder, column, river, language);
        LineSource source;
        source.file = folder.file("g.shp");
        source.name_attributes = {"名称"};
        source.crs = "EPSG:32649";
        const auto lines = read_lines(source, "EPSG:32649");
        ASSERT_TRUE(lines) << to_string(lines.error());
        ASSERT_EQ(lines->size(), 1U);
        EXPECT_EQ(lines->front().name, "漓江");
        source.name_attributes = {"河名"};
        const auto refused = read_lines(source, "EPSG:32649");
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().expected, "one of 名称");
    }
}

TEST(Lines, OfAShapefileInUtf8WithoutItsEncodingStayWhatTheyAre) {
    const ScratchFolder folder("lines-utf8");
    write_shapefile(folder, "name", "漓江", '\0');
    LineSource source;
    source.file = folder.file("g.shp");
    source.crs = "EPSG:32649";
    const auto lines = read_lines(source, "EPSG:32649");
    ASSERT_TRUE(lines) << to_string(lines.error());
    EXPECT_EQ(lines->front().name, "漓江");
}

}  // namespace
}  // namespace liriver::mesh::gis
