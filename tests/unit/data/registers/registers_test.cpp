#include "data/registers/registers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "written_file.h"

namespace liriver::data::registers {
namespace {

using testing::ElementsAre;

std::vector<std::string> codes(const tables::Problems& problems) {
    std::vector<std::string> result;
    for (const auto& problem : problems)
        result.push_back(problem.code);
    return result;
}

TEST(Registers, AStationMayHaveSeveralRows) {
    const WrittenFile file("s.csv",
                           "station,label,reach,chainage_m,x_m,y_m,note\n"
                           "Guilin,桂林,漓江,93000,,,\nGuilin,桂林,小东江,2000,429000.5,2796000,loop\n");
    tables::Problems problems;
    const auto rows = read_stations(file.path, problems);
    EXPECT_TRUE(problems.empty());
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].place.chainage, 93000.0);
    EXPECT_EQ(rows[0].place.x, std::nullopt);
    EXPECT_EQ(rows[1].place.x, 429000.5);
    EXPECT_EQ(rows[1].row.line, 3);
}

TEST(Registers, RowsWithoutAPlaceOrWithABadNumberAreNamedAndLeftOut) {
    const WrittenFile file("s.csv", "station,reach,chainage_m\na,漓江,\nb,漓江,-5\nc,,3\nd,漓江,3\n");
    tables::Problems problems;
    const auto rows = read_stations(file.path, problems);
    tables::sort_problems(problems);
    EXPECT_THAT(codes(problems), ElementsAre("no-place", "out-of-bounds", "empty-cell"));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].name, "d");
}

TEST(Registers, StructuresNameTheirKind) {
    const WrittenFile file("s.csv", "structure,kind,reach,chainage_m\na,weir,漓江,1\nb,wier,漓江,2\na,dam,漓江,3\n");
    tables::Problems problems;
    const auto rows = read_structures(file.path, problems);
    tables::sort_problems(problems);
    EXPECT_THAT(codes(problems), ElementsAre("unknown-word", "repeated-name"));
    EXPECT_EQ(problems[0].hint, "weir");
    EXPECT_EQ(rows.size(), 1U);
}

TEST(Registers, AreReadWithTheHeadersOfBureaus) {
    const WrittenFile weirs("w.csv", "堰名,堰高(cm),堰宽（m）,流量系数,备注\n上堰,120,80,0.36,查勘\n");
    tables::Problems problems;
    const auto rows = read_weirs(weirs.path, problems);
    ASSERT_TRUE(problems.empty()) << to_string(problems.front());
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].name, "上堰");
    EXPECT_EQ(rows[0].crest_height_above_bed, 1.2);
    EXPECT_EQ(rows[0].width, 80.0);
    EXPECT_EQ(rows[0].coefficient, 0.36);
    EXPECT_EQ(rows[0].note, "查勘");
    const WrittenFile outfalls("o.csv", "排污口,河名,桩号,流量(L/s),NH3-N (mg/L),备注\n甲,漓江,K2+500,185,8,\n");
    const auto found = read_outfalls(outfalls.path, problems);
    ASSERT_TRUE(problems.empty()) << to_string(problems.front());
    EXPECT_EQ(found.at(0).place.chainage, 2500.0);
    EXPECT_EQ(found[0].discharge, 0.185);
    ASSERT_EQ(found[0].amounts.size(), 1U) << "what was read is no constituent";
    EXPECT_EQ(found[0].amounts[0].column, "NH3-N (mg/L)");
    const WrittenFile wrong("x.csv", "堰名,堰高(m3/s)\n上堰,120\n");
    static_cast<void>(read_weirs(wrong.path, problems));
    EXPECT_THAT(codes(problems), ElementsAre("wrong-unit"));
}

TEST(Registers, ANameWrittenWithACombiningMarkIsTheSameName) {
    const WrittenFile file("o.csv", "outfall,reach,chainage_m\nRivi\u00e9re,a,1\nRivie\u0301re,a,2\n");
    tables::Problems problems;
    EXPECT_EQ(read_outfalls(file.path, problems).size(), 1U);
    EXPECT_THAT(codes(problems), ElementsAre("repeated-name"));
}

TEST(Registers, WeirsRefuseANegativeWidth) {
    const WrittenFile file("w.csv", "structure,crest_height_above_bed_m,width_m,coefficient\na,1.5,,0.36\nb,1,-80,\n");
    tables::Problems problems;
    const auto rows = read_weirs(file.path, problems);
    EXPECT_THAT(codes(problems), ElementsAre("out-of-bounds"));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].crest_height_above_bed, 1.5);
    EXPECT_EQ(rows[0].width, std::nullopt);
    EXPECT_TRUE(rows[0].assumed);
}

TEST(Registers, OutfallsCarryAnyConstituent) {
    const WrittenFile file("o.csv",
                           "outfall,label,reach,chainage_m,discharge_m3_s,NH3-N_mg_L,NH3-N_g_s,assumed,note\n"
                           "a,甲,漓江,10,1.85,8,,yes,\nb,乙,漓江,20,,,5,no,x\n");
    tables::Problems problems;
    const auto rows = read_outfalls(file.path, problems);
    EXPECT_TRUE(problems.empty());
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].discharge, 1.85);
    ASSERT_EQ(rows[0].amounts.size(), 1U);
    EXPECT_EQ(rows[0].amounts[0].column, "NH3-N_mg_L");
    EXPECT_EQ(rows[0].amounts[0].value, 8.0);
    EXPECT_FALSE(rows[1].assumed);
    EXPECT_EQ(rows[1].amounts[0].column, "NH3-N_g_s");
}

TEST(Registers, ReservoirsGiveTheirCatchmentInSquareMetres) {
    const WrittenFile file("r.csv", "reservoir,reach,chainage_m,catchment_area_km2\n青狮潭,甘棠江,0,474\n");
    tables::Problems problems;
    EXPECT_EQ(read_reservoirs(file.path, problems).at(0).catchment_area, 474e6);
}

}  // namespace
}  // namespace liriver::data::registers
