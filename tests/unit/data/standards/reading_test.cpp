#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "data/standards/reason.h"
#include "shipped.h"

namespace liriver::data::standards {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* head =
    "standard,item,grade,water,condition,statistic,comparison,limit,unit,clause,valid_from,valid_until,superseded_by,"
    "source,confidence,note\n";

/// A folder with tables that a user keeps.
class OwnTables : public testing::Test {
  protected:
    void SetUp() override {
        folder = std::filesystem::path(testing::TempDir()) /
                 (std::string("标准 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    void write(const char* name, const std::string& text) { std::ofstream(folder / name) << text; }

    std::vector<std::string> problems() {
        tables::Problems found;
        static_cast<void>(read_standards(folder, found));
        std::vector<std::string> texts;
        for (auto& problem : found) {
            problem.file = std::filesystem::path(problem.file).filename().string();
            texts.push_back(to_string(problem));
        }
        return texts;
    }

    std::filesystem::path folder;
};

TEST_F(OwnTables, AnotherEditionComesOnTopAndJudgesTheSameWaterDifferently) {
    std::string rows = head;
    const char* grades[] = {"I", "II", "III", "IV", "V"};
    const char* limits[] = {"0.15", "0.3", "0.5", "1.0", "1.5"};
    for (int k = 0; k < 5; ++k)
        rows += std::string("draft 2027,NH3-N,") + grades[k] + ",any,,,<=," + limits[k] +
                ",mg/L,unread,2025-01-01,,,a draft,M,\n";
    write("draft.csv", rows);
    tables::Problems found;
    const Standards standards = read_standards(folder, found);
    ASSERT_TRUE(found.empty()) << to_string(found.front());
    EXPECT_THAT(standards.class_standards(), testing::UnorderedElementsAre("GB 3838-2002", "draft 2027"));
    Basis basis = basis_on("2025-11-01");
    const auto now = ClassTable::make(standards, basis).value().assess(readings({{"NH3-N", 0.9}}));
    basis.standard = "draft 2027";
    const ClassTable draft = ClassTable::make(standards, basis).value();
    const auto then = draft.assess(readings({{"NH3-N", 0.9}}));
    EXPECT_EQ(now.quality, QualityClass::iii);
    EXPECT_EQ(then.quality, QualityClass::iv);
    const Reason reason = reason_of(draft, then);
    EXPECT_THAT(reason.english, AllOf(HasSubstr("clause not read"), HasSubstr("1 of 1 items")));
}

TEST_F(OwnTables, AFileOfAShippedNameTakesItsPlace) {
    write("gb-3838-2002.csv", std::string(head) + "GB 3838-2002,TP,III,any,,,<=,200,ug/L,x,2002-06-01,,,mine,H,\n");
    tables::Problems found;
    const Standards standards = read_standards(folder, found);
    ASSERT_TRUE(found.empty()) << to_string(found.front());
    const auto table = ClassTable::make(standards, basis_on("2025-11-01")).value();
    EXPECT_THAT(table.items(), ElementsAre("TP"));
    EXPECT_EQ(class_of(table, "TP", 0.2), "III") << "200 ug/L";
}

TEST_F(OwnTables, AllProblemsAreToldAtOnceByFileAndLine) {
    write("own.csv", std::string(head) +
                         "own,NH4,III,any,,,<=,1,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TP,III,sea,,,<=,1,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TP,III,any,,,=,1,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TP,III,any,,,<=,,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TP,III,any,,,<=,1,m3/s,x,2002-06-01,,,s,H,\n"
                         "own,TP,IV,any,,,<=,1,mg/L,x,2002-06-31,,,s,H,\n"
                         "own,TP,V,any,warm,,<=,1,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TN,V,any,,,<=,1,mg/L,x,2002-06-01,2001-01-01,,s,sure,\n");
    const auto found = problems();
    const auto tells = [&](const std::string& text, const char* code = "") {
        return testing::Matches(testing::Contains(AllOf(HasSubstr(text), HasSubstr(code))))(found);
    };
    EXPECT_TRUE(tells("own.csv:7:")) << testing::PrintToString(found);
    EXPECT_TRUE(tells("2002-06-31"));
    EXPECT_TRUE(tells("own.csv:9:"));
    EXPECT_TRUE(tells("\"sure\", expected one of H, M, L, unread"));
    EXPECT_TRUE(tells("own.csv:2:"));
    EXPECT_TRUE(tells("\"NH4\", expected an item of items.csv"));
    EXPECT_TRUE(tells("\"sea\", expected one of any, river, lake"));
    EXPECT_TRUE(tells("own.csv:4:"));
    EXPECT_TRUE(tells("own.csv:5:", "empty-cell"));
    EXPECT_TRUE(tells("own.csv:6:", "wrong-unit"));
    EXPECT_TRUE(tells("own.csv:8:", "bad-condition"));
}

TEST_F(OwnTables, AMisprintThatMakesAWorseClassStricterIsTold) {
    // As a published copy has it: 105 for 1.5 in class IV of total nitrogen, which makes class V stricter than IV.
    write("own.csv", std::string(head) +
                         "own,TN,IV,lake,,,<=,105,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TN,V,lake,,,<=,2.0,mg/L,x,2002-06-01,,,s,H,\n"
                         "own,TN,V,lake,,,<=,2.1,mg/L,x,2002-06-01,,,s,H,\n");
    EXPECT_THAT(problems(), testing::UnorderedElementsAre(
                                AllOf(HasSubstr("own.csv:3:"), HasSubstr("out-of-order"), HasSubstr("105 of class IV")),
                                AllOf(HasSubstr("own.csv:4:"), HasSubstr("repeated-row"))));
}

TEST_F(OwnTables, AMissingFolderIsAProblem) {
    std::filesystem::remove_all(folder);
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("missing-file")));
    std::filesystem::create_directories(folder);
}

TEST(Items, AreKnownByTheirNames) {
    const auto id = [](const char* name) {
        const Item* item = shipped().find_item(name);
        return item == nullptr ? std::string() : item->id;
    };
    EXPECT_EQ(id("NH3-N"), "NH3-N");
    EXPECT_EQ(id("氨氮"), "NH3-N");
    EXPECT_EQ(id("nh3_n"), "NH3-N");
    EXPECT_EQ(id("高锰酸盐指数"), "CODMn");
    EXPECT_EQ(id("CODCr"), "COD");
    EXPECT_EQ(id("dissolved oxygen"), "DO");
    EXPECT_EQ(id("Dissolved_Oxygen"), "DO");
    EXPECT_EQ(id("TSS"), "SS");
    EXPECT_EQ(id("粪大肠菌群"), "coliform");
    EXPECT_EQ(id("CBOD"), "");
}

TEST(Units, OfItemsAreConverted) {
    EXPECT_EQ(unit_change("ug/L", "mg/L").value()(500.0), 0.5);
    EXPECT_EQ(unit_change("个/L", "1/L").value()(2000.0), 2000.0);
    EXPECT_EQ(unit_change("MPN/L", "1/L").value()(2000.0), 2000.0);
    EXPECT_EQ(unit_change("cm", "m").value()(25.0), 0.25);
    EXPECT_EQ(unit_change("mV", "mV").value()(-200.0), -200.0);
    EXPECT_FALSE(unit_change("mV", "m"));
    EXPECT_FALSE(unit_change("m3/s", "mg/L"));
    EXPECT_FALSE(unit_change("quux", "mg/L"));
}

TEST(Classes, AreReadAsPeopleWriteThem) {
    for (const char* text : {"III", "iii", "3", "Ⅲ", "Ⅲ类", "III类"})
        EXPECT_EQ(parse_class(text), QualityClass::iii) << text;
    for (const char* text : {"劣Ⅴ类", "劣V类", "劣Ⅴ", "worse than V"})
        EXPECT_EQ(parse_class(text), QualityClass::worse_than_v) << text;
    EXPECT_EQ(parse_class("VI"), std::nullopt);
    EXPECT_EQ(parse_class(""), std::nullopt);
}

}  // namespace
}  // namespace liriver::data::standards
