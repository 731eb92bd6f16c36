#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/registers/intake_register.h"
#include "data/registers/section_register.h"
#include "written_file.h"

namespace liriver::data::registers {
namespace {

using standards::QualityClass;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> texts(tables::Problems problems) {
    tables::sort_problems(problems);
    std::vector<std::string> result;
    for (auto& problem : problems) {
        problem.file.clear();
        result.push_back(to_string(problem));
    }
    return result;
}

TEST(QualitySections, AreReadWithEnglishAndWithChineseHeaders) {
    const WrittenFile english(
        "s.csv", "section,code,reach,chainage_m,target,use,owner\n阳朔,0073,漓江,85000,II,drinking,county\n");
    const WrittenFile chinese(
        "z.csv", "断面名称,断面编码,河名,桩号,水质目标,功能,责任单位\n阳朔,0073,漓江,K85+000,Ⅱ类,饮用,县\n");
    for (const WrittenFile* file : {&english, &chinese}) {
        tables::Problems problems;
        const auto sections = read_quality_sections(file->path, {}, problems);
        ASSERT_THAT(texts(problems), testing::IsEmpty());
        ASSERT_EQ(sections.size(), 1U);
        EXPECT_EQ(sections[0].code, "0073") << "an opaque text, its zeros too";
        EXPECT_EQ(sections[0].place.chainage, 85000.0);
        EXPECT_EQ(sections[0].target, QualityClass::ii);
        EXPECT_EQ(sections[0].station, "阳朔");
        EXPECT_EQ(sections[0].water, standards::Water::river);
    }
}

TEST(QualitySections, AllProblemsAreToldAtOnce) {
    const WrittenFile file("s.csv",
                           "section,reach,chainage_m,target,water,longitude,latitude\n"
                           "a,漓江,,II,,,\nb,漓江,5,VI,,,\nb,,,,sea,,\nc,,,劣Ⅴ类,,110,95\n");
    tables::Problems problems;
    const auto sections = read_quality_sections(file.path, {}, problems);
    EXPECT_THAT(
        texts(problems),
        ElementsAre(AllOf(HasSubstr("2:"), HasSubstr("no-place")), AllOf(HasSubstr("3:"), HasSubstr("\"VI\"")),
                    AllOf(HasSubstr("4:"), HasSubstr("repeated-name")), AllOf(HasSubstr("4:"), HasSubstr("\"sea\"")),
                    AllOf(HasSubstr("5:"), HasSubstr("劣Ⅴ类")), AllOf(HasSubstr("5:"), HasSubstr("-90 to 90"))));
    EXPECT_TRUE(sections.empty());
}

constexpr const char* geojson = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"断面名称":"大面","水质目标":"Ⅲ"},"geometry":{"type":"Point","coordinates":[110.40,25.21]}},
{"type":"Feature","properties":{"断面名称":"冠岩","水质目标":"Ⅱ"},"geometry":{"type":"Point","coordinates":[110.45,25.05]}}]})";

TEST(QualitySections, ComeFromGeoJsonToo) {
    const WrittenFile file("s.geojson", geojson);
    tables::Problems problems;
    const auto degrees = read_quality_sections(file.path, {}, problems);
    ASSERT_THAT(texts(problems), testing::IsEmpty());
    ASSERT_EQ(degrees.size(), 2U);
    EXPECT_EQ(degrees[1].name, "冠岩");
    EXPECT_EQ(degrees[1].target, QualityClass::ii);
    EXPECT_DOUBLE_EQ(degrees[1].longitude.value(), 110.45);
    EXPECT_DOUBLE_EQ(degrees[1].latitude.value(), 25.05);
    const auto metres = read_quality_sections(file.path, "EPSG:32649", problems);
    ASSERT_EQ(metres.size(), 2U);
    // 110.4 E is 0.6 degrees west of zone 49's meridian, 111 E: 0.6 cos(25.21) 111.3 km = 60.4 km west of 500 km.
    EXPECT_NEAR(metres[0].place.x.value(), 500000.0 - 60450.0, 200.0);
    EXPECT_NEAR(metres[0].place.y.value(), 2788600.0, 1500.0);
}

TEST(Registers, ThatAreNoFileOrHaveNoPointsAreRefused) {
    tables::Problems problems;
    EXPECT_TRUE(read_quality_sections("nowhere.csv", {}, problems).empty());
    const WrittenFile line("l.geojson",
                           R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"section":"a"},
"geometry":{"type":"LineString","coordinates":[[110,25],[111,25]]}}]})");
    EXPECT_TRUE(read_quality_sections(line.path, {}, problems).empty());
    EXPECT_THAT(texts(problems),
                testing::UnorderedElementsAre(HasSubstr("missing-file"), HasSubstr("without a point")));
}

TEST(OutfallRegister, IsReadAsAuthoritiesKeepIt) {
    const WrittenFile file(
        "o.csv",
        "排污口名称,排污口编码,排污口类型,二级分类,许可证,整治要求,处理工艺,河名,桩号,流量(m3/d),氨氮(mg/L),COD(mg/L),"
        "执行标准,建成年份,排放规律,责任主体,所在区县\n"
        "甲,GX-0001,其他排口,农村污水处理设施排污口,P1,待整治,人工湿地,漓江,K2+500,864,8,40,1B,2008,连续,镇,阳朔\n"
        "乙,,town-works,,,保留,,漓江,K3+000,86400,5,30,1A,,,,\n");
    tables::Problems problems;
    const auto outfalls = read_outfalls(file.path, problems);
    ASSERT_THAT(texts(problems), testing::IsEmpty());
    ASSERT_EQ(outfalls.size(), 2U);
    EXPECT_EQ(outfalls[0].code, "GX-0001");
    EXPECT_EQ(outfalls[0].kind, "other");
    EXPECT_EQ(outfalls[0].sub_kind, "rural-works");
    EXPECT_EQ(outfalls[0].status, OutfallStatus::to_be_cut);
    EXPECT_DOUBLE_EQ(outfalls[0].discharge.value(), 0.01);
    EXPECT_EQ(outfalls[0].limit_class, "1B");
    EXPECT_EQ(outfalls[0].built, 2008);
    EXPECT_EQ(outfalls[0].county, "阳朔");
    ASSERT_EQ(outfalls[0].amounts.size(), 2U);
    EXPECT_EQ(outfalls[0].amounts[0].column, "氨氮(mg/L)");
    EXPECT_EQ(outfalls[1].kind, "town-works");
}

TEST(OutfallRegister, RefusesAConcentrationInAWrongUnitWithPlaceAndReason) {
    const WrittenFile file("o.csv", "outfall,reach,chainage_m,discharge_m3_s,NH3-N (m3/s)\na,漓江,1,0.1,8\n");
    tables::Problems problems;
    static_cast<void>(read_outfalls(file.path, problems));
    EXPECT_THAT(texts(problems), ElementsAre(AllOf(HasSubstr("1:"), HasSubstr("wrong-unit"), HasSubstr("NH3-N (m3/s)"),
                                                   HasSubstr("a discharge"), HasSubstr("a concentration (mg/L)"))));
}

TEST(OutfallRegister, KindsAreThoseOfHj1312) {
    const WrittenFile file(
        "o.csv",
        "outfall,reach,chainage_m,kind,sub_kind,status\na,r,1,industry,,\nb,r,1,industrial,harbour,\n"
        "c,r,1,,plant,\nd,r,1,town-works,plant,\ne,r,1,industrial,plant-storm,gone\n");
    tables::Problems problems;
    EXPECT_TRUE(read_outfalls(file.path, problems).empty());
    EXPECT_THAT(texts(problems),
                ElementsAre(AllOf(HasSubstr("2:"), HasSubstr("\"industry\""), HasSubstr("did you mean industrial")),
                            AllOf(HasSubstr("3:"), HasSubstr("\"harbour\""), HasSubstr("plant-storm")),
                            AllOf(HasSubstr("4:"), HasSubstr("without a kind")),
                            AllOf(HasSubstr("5:"), HasSubstr("has no sub-kinds")),
                            AllOf(HasSubstr("6:"), HasSubstr("\"gone\""))));
}

constexpr const char* intakes =
    "水源地名称,河名,桩号,一级保护区起点桩号,一级保护区终点桩号,二级保护区起点桩号,二级保护区终点桩号,水质类别,"
    "服务人口,备用水源\n"
    "城北水厂,漓江,K10+000,K9+000,K10+100,K7+000,K10+300,Ⅱ类,300000,青狮潭\n";

TEST(IntakeRegister, HasZonesAsChainages) {
    const WrittenFile file("i.csv", intakes);
    tables::Problems problems;
    const auto rows = read_intakes(file.path, {}, problems);
    ASSERT_THAT(texts(problems), testing::IsEmpty());
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].zone_i->from, 9000.0);
    EXPECT_EQ(rows[0].zone_ii->to, 10300.0);
    EXPECT_EQ(rows[0].target, QualityClass::ii);
    EXPECT_EQ(rows[0].people, 300000.0);
    EXPECT_EQ(rows[0].standby, "青狮潭");
}

TEST(IntakeRegister, RefusesZonesThatAreNone) {
    const WrittenFile file("i.csv",
                           "intake,reach,chainage_m,zone_1_from_chainage_m,zone_1_to_chainage_m,class\n"
                           "a,r,100,50,,\nb,r,100,150,50,\nc,r,100,200,300,\nd,r,100,50,150,X\n");
    tables::Problems problems;
    EXPECT_TRUE(read_intakes(file.path, {}, problems).empty());
    EXPECT_THAT(
        texts(problems),
        ElementsAre(AllOf(HasSubstr("2:"), HasSubstr("one end")), AllOf(HasSubstr("3:"), HasSubstr("150 to 50")),
                    AllOf(HasSubstr("4:"), HasSubstr("holds the intake")), AllOf(HasSubstr("5:"), HasSubstr("\"X\""))));
}

TEST(ProtectedWater, TellsOutfallsInZonesAndInWaterOfClassesOneAndTwo) {
    const WrittenFile intake_file("i.csv", intakes);
    const WrittenFile outfall_file("o.csv",
                                   "outfall,reach,chainage_m,status\nA,漓江,9500,\nB,漓江,7500,\nC,漓江,9500,closed\n"
                                   "D,桃花江,9500,\nE,漓江,20000,\n");
    const WrittenFile section_file("s.csv", "section,reach,chainage_m,target\ns1,漓江,12000,III\ns2,漓江,30000,II\n");
    tables::Problems problems;
    const auto notes = notes_on_protected_water(read_outfalls(outfall_file.path, problems),
                                                read_intakes(intake_file.path, {}, problems),
                                                read_quality_sections(section_file.path, {}, problems));
    ASSERT_THAT(texts(problems), testing::IsEmpty());
    EXPECT_THAT(notes, ElementsAre(AllOf(HasSubstr("outfall A"), HasSubstr("zone I (一级保护区) of 城北水厂")),
                                   AllOf(HasSubstr("outfall B"), HasSubstr("zone II (二级保护区)")),
                                   AllOf(HasSubstr("outfall E"), HasSubstr("class II"), HasSubstr("s2"))));
}

}  // namespace
}  // namespace liriver::data::registers
