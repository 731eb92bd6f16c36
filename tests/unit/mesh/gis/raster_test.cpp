#include "mesh/gis/raster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "made_raster.h"

namespace liriver::mesh::gis {
namespace {

using ::testing::HasSubstr;
using tests::MadeRaster;
using tests::ScratchFolder;
using tests::write_raster;

const std::string utm = "EPSG:32649";

TEST(Raster, KeepsTheCellsOfAFileInTheScenariosCrs) {
    const ScratchFolder folder("keeps");
    write_raster(folder.file("a.tif"), {}, [](int column, int row) { return 100.0 + column + 0.5 * row; });
    const auto raster = read_raster({.file = folder.file("a.tif")}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_FALSE(raster->reprojected);
    EXPECT_EQ(raster->grid.frame.columns, 20);
    EXPECT_EQ(raster->grid.at(3, 4), 105.0);
    EXPECT_EQ(raster->grid.sample(400035.0, 2799955.0), 105.0);           // the middle of that cell
    EXPECT_NEAR(raster->grid.sample(400040.0, 2799950.0), 105.75, 1e-9);  // the corner between four cells
}

TEST(Raster, AppliesScaleOffsetAndUnitOfTheFile) {
    const ScratchFolder folder("scale");
    MadeRaster feet;
    feet.type = GDT_Int16;
    feet.unit = "ft";
    feet.scale = 0.1;
    feet.offset = 50.0;
    write_raster(folder.file("feet.tif"), feet, [](int, int) { return 1000.0; });
    const auto raster = read_raster({.file = folder.file("feet.tif")}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_NEAR(raster->grid.at(0, 0), 150.0 * 0.3048, 1e-5);  // 1000 x 0.1 + 50 feet
}

TEST(Raster, TakesTheUsersScaleInPlaceOfTheFiles) {
    const ScratchFolder folder("user-scale");
    MadeRaster decimetres;
    decimetres.type = GDT_Int16;
    write_raster(folder.file("dm.tif"), decimetres, [](int, int) { return 1425.0; });
    const auto raster = read_raster({.file = folder.file("dm.tif"), .scale = 0.1}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_NEAR(raster->grid.at(5, 5), 142.5, 1e-5);
}

TEST(Raster, TurnsNodataIntoNaNAndSpoilsOnlyTheSamplesItTakesPartIn) {
    const ScratchFolder folder("nodata");
    write_raster(folder.file("hole.tif"), {},
                 [](int column, int row) { return column == 7 && row == 7 ? -9999.0 : 12.0; });
    const auto raster = read_raster({.file = folder.file("hole.tif")}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_EQ(raster->missing_cells, 1U);
    EXPECT_TRUE(std::isnan(raster->grid.at(7, 7)));
    EXPECT_TRUE(std::isnan(raster->grid.sample(400072.0, 2799928.0)));
    EXPECT_EQ(raster->grid.sample(400065.0, 2799925.0), 12.0);  // the middle of the neighbour
    EXPECT_TRUE(std::isnan(raster->grid.sample(399999.0, 2799925.0)));
}

TEST(Raster, OpensAPathWithChineseCharactersAndSpaces) {
    const ScratchFolder folder("漓江 地形");
    write_raster(folder.file("桂林 市区 12 m.tif"), {}, [](int, int) { return 142.0; });
    const auto raster = read_raster({.file = folder.file("桂林 市区 12 m.tif")}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_EQ(raster->grid.at(0, 0), 142.0);
}

TEST(Raster, WarpsAGeographicModelToMetresAndKeepsItsPlane) {
    // given a plane that rises 1000 m a degree of longitude from 110 E
    const ScratchFolder folder("geographic");
    MadeRaster degrees;
    degrees.crs = "EPSG:4326";
    degrees.west = 110.0;
    degrees.north = 25.1;
    degrees.cell = 0.001;
    degrees.columns = degrees.rows = 100;
    write_raster(folder.file("degrees.tif"), degrees, [](int column, int) { return column + 0.5; });
    const auto raster = read_raster({.file = folder.file("degrees.tif")}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_TRUE(raster->reprojected);
    EXPECT_NEAR(raster->grid.frame.cell_x, 106.0, 6.0);  // 0.001 degrees at 25 N: 100.9 m by 110.8 m
    // then a place 0.05 degrees east, at 110.05 E 25.05 N (UTM 404171.77, 2770820.59 by gdaltransform), stands at 50 m
    EXPECT_NEAR(raster->grid.sample(404171.77, 2770820.59), 50.0, 0.05);
}

TEST(Raster, RefusesATruncatedFileWithTheReason) {
    const ScratchFolder folder("truncated");
    MadeRaster large;
    large.columns = large.rows = 400;
    const std::string file = folder.file("cut.tif");
    write_raster(file, large, [](int column, int row) { return 0.1 * ((column * 7919 + row * 104729) % 9973); });
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    for (const std::string& crs : {utm, std::string("EPSG:32650")}) {
        const auto raster = read_raster({.file = file}, crs);
        ASSERT_FALSE(raster) << crs;
        EXPECT_EQ(raster.error().place, file);
        EXPECT_FALSE(raster.error().found.empty());
    }
}

TEST(Raster, RefusesWhatIsNoRaster) {
    const ScratchFolder folder("not-one");
    std::ofstream(folder.file("words.tif")) << "these are words";
    const auto words = read_raster({.file = folder.file("words.tif")}, utm);
    ASSERT_FALSE(words);
    EXPECT_THAT(words.error().found, HasSubstr("words.tif"));
    const auto missing = read_raster({.file = folder.file("none.tif")}, utm);
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().found, HasSubstr("No such file"));
}

TEST(Raster, RefusesMissingCrsUnknownUnitMissingBandAndEmptyRasters) {
    const ScratchFolder folder("refuses");
    MadeRaster nowhere;
    nowhere.crs = "";
    write_raster(folder.file("nowhere.tif"), nowhere, [](int, int) { return 1.0; });
    const auto no_crs = read_raster({.file = folder.file("nowhere.tif")}, utm);
    ASSERT_FALSE(no_crs);
    EXPECT_THAT(no_crs.error().found, HasSubstr("no CRS"));
    EXPECT_TRUE(read_raster({.file = folder.file("nowhere.tif"), .crs = "EPSG:32649"}, utm));

    MadeRaster cubits;
    cubits.unit = "cubit";
    write_raster(folder.file("cubits.tif"), cubits, [](int, int) { return 1.0; });
    const auto unknown_unit = read_raster({.file = folder.file("cubits.tif")}, utm);
    ASSERT_FALSE(unknown_unit);
    EXPECT_THAT(unknown_unit.error().found, HasSubstr("cubit"));

    write_raster(folder.file("empty.tif"), {}, [](int, int) { return -9999.0; });
    EXPECT_FALSE(read_raster({.file = folder.file("empty.tif")}, utm));
    EXPECT_FALSE(read_raster({.file = folder.file("cubits.tif"), .band = 2}, utm));
}

TEST(Raster, ReadsOnlyTheWindow) {
    const ScratchFolder folder("window");
    write_raster(folder.file("a.tif"), {}, [](int column, int row) { return column + 100.0 * row; });
    const Extent window = {.west = 400055.0, .south = 2799905.0, .east = 400075.0, .north = 2799925.0};
    const auto raster = read_raster({.file = folder.file("a.tif"), .window = window}, utm);
    ASSERT_TRUE(raster) << to_string(raster.error());
    EXPECT_EQ(raster->grid.frame.columns, 3);
    EXPECT_EQ(raster->grid.frame.west, 400050.0);
    EXPECT_EQ(raster->grid.at(0, 0), 705.0);
}

TEST(ScenarioCrs, MustBeProjectedInMetres) {
    EXPECT_TRUE(check_projected_metres("EPSG:32649"));
    EXPECT_TRUE(check_projected_metres("EPSG:4546"));  // CGCS2000, 3-degree zone
    EXPECT_FALSE(check_projected_metres("EPSG:4326"));
    EXPECT_FALSE(check_projected_metres("EPSG:2263"));  // New York, in feet
    EXPECT_FALSE(check_projected_metres("utm forty-nine"));
}

/// A valley at 150 m and above, with a mark where the file has no value and does not say so.
MadeRaster undeclared(const std::string& crs) {
    MadeRaster made;
    made.nodata = -12345.0;  // declared, and nowhere in the file
    made.crs = crs;
    if (crs == "EPSG:4326") {
        made.west = 110.0;
        made.north = 25.3;
        made.cell = 0.0003;
    }
    return made;
}

TEST(Raster, FindsMarksForNoValueThatTheFileDoesNotDeclare) {
    const ScratchFolder folder("undeclared");
    for (const std::string& crs : {utm, std::string("EPSG:4326")})
        for (const double mark : {-9999.0, -32768.0, -3.4028234663852886e38, 0.0, -99.0, 9999.0, 1e20, 30.0}) {
            write_raster(folder.file("a.tif"), undeclared(crs), [mark](int column, int row) {
                return column >= 8 && column < 11 && row >= 5 && row < 7 ? mark : 150.0 + column + 0.5 * row;
            });
            RasterSource source{.file = folder.file("a.tif")};
            const auto found = read_raster(source, utm);
            ASSERT_TRUE(found) << to_string(found.error());
            ASSERT_EQ(found->suspects.size(), 1U) << crs << " " << mark;
            EXPECT_EQ(found->suspects.front().what.cells, 6U);
            EXPECT_FLOAT_EQ(static_cast<float>(found->suspects.front().what.elevation), static_cast<float>(mark));
            const auto& extent = found->grid.frame.extent();
            EXPECT_GT(found->suspects.front().x, extent.west) << "its place is told in the project's CRS";
            EXPECT_LT(found->suspects.front().x, extent.east);
            EXPECT_NEAR(found->suspects.front().what.neighbour, 160.0, 10.0);
            // when the mark is declared, none of it is left, nor mixed into its neighbours by resampling
            source.nodata = mark;
            const auto declared = read_raster(source, utm);
            ASSERT_TRUE(declared);
            EXPECT_TRUE(declared->suspects.empty()) << crs << " " << mark;
            EXPECT_GE(declared->missing_cells, 6U);
            for (const float value : declared->grid.values)
                EXPECT_TRUE(std::isnan(value) || (value >= 149.9F && value <= 180.0F)) << value;
        }
}

TEST(Raster, TakesGroundThatIsKnownToLieLowAndNaturalGroundAsItIs) {
    const ScratchFolder folder("low");
    const auto pit = [](int column, int row) { return column == 8 && row == 5 ? 0.0 : 150.0 + column; };
    write_raster(folder.file("a.tif"), undeclared(utm), pit);
    const auto known = read_raster({.file = folder.file("a.tif"), .lowest = -1.0}, utm);
    ASSERT_TRUE(known);
    EXPECT_TRUE(known->suspects.empty()) << "`lowest` says how low the ground lies";
    EXPECT_EQ(known->grid.at(8, 5), 0.0);
    const auto cut = read_raster({.file = folder.file("a.tif"), .lowest = 10.0}, utm);
    ASSERT_TRUE(cut);
    EXPECT_TRUE(std::isnan(cut->grid.at(8, 5)));
    // given a coast at 0 m, a flat lake at 99 m, a karst tower of 200 m, a pit of 40 m in a radar model
    write_raster(folder.file("b.tif"), undeclared(utm), [](int column, int row) {
        if (column == 15 && row == 15)
            return 320.0;
        if (column == 12 && row == 4)
            return 80.0;
        return column < 5 ? 0.0 : column < 8 ? 99.0 - 30.0 * (8 - column) : row > 12 ? 99.0 : 120.0;
    });
    const auto natural = read_raster({.file = folder.file("b.tif")}, utm);
    ASSERT_TRUE(natural);
    EXPECT_TRUE(natural->suspects.empty());
}

}  // namespace
}  // namespace liriver::mesh::gis
