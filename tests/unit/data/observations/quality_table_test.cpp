#include "data/observations/quality_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "data/standards/standards_reader.h"

namespace liriver::data::observations {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class QualityTables : public testing::Test {
  protected:
    QualityTables() { form.time_zone = std::chrono::minutes{480}; }

    std::optional<QualityTable> read(const std::string& text) {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        const auto path = std::filesystem::path(testing::TempDir()) / (std::string("quality ") + test->name() + ".csv");
        std::ofstream(path) << text;
        problems.clear();
        tables::Problems tables_problems;
        static const standards::Standards standards = standards::read_standards({}, tables_problems);
        auto table = read_quality_table(path, form, standards, problems);
        std::filesystem::remove(path);
        for (auto& problem : problems)
            problem.file.clear();
        return table;
    }
    [[nodiscard]] std::vector<std::string> told() const {
        std::vector<std::string> texts;
        for (const auto& problem : problems)
            texts.push_back(to_string(problem));
        return texts;
    }

    QualityTableForm form;
    tables::Problems problems;
};

TEST_F(QualityTables, HaveItemsByNameAndUnitInAnyForm) {
    const auto table = read(
        "断面,时间,氨氮(ug/L),CODMn_mg_L,pH,ORP(mV),粪大肠菌群(个/L),透明度(cm),coliforms_1_L,备注\n"
        "甲,2025-11-01 08:00,500,4.5,7.2,-150,2000,25,7,晴\n");
    ASSERT_TRUE(table) << testing::PrintToString(told());
    const auto& values = table->stations.at(0).values;
    EXPECT_EQ(values.at("NH3-N").at(0), 0.5);
    EXPECT_EQ(values.at("CODMn").at(0), 4.5);
    EXPECT_EQ(values.at("pH").at(0), 7.2);
    EXPECT_EQ(values.at("ORP").at(0), -150.0);
    EXPECT_EQ(values.at("coliform").at(0), 2000.0);
    EXPECT_EQ(values.at("transparency").at(0), 0.25);
    EXPECT_THAT(table->passed_over, ElementsAre("coliforms_1_L", "备注"));
    EXPECT_EQ(table->averaging, standards::Averaging::samples);
}

TEST_F(QualityTables, TakeADeclaredNameForAnItem) {
    form.items["ammonium"] = "NH3-N";
    const auto table = read("station,time,ammonium_mg_L\na,2025-11-01 08:00,0.3\n");
    ASSERT_TRUE(table) << testing::PrintToString(told());
    EXPECT_EQ(table->stations[0].values.at("NH3-N").at(0), 0.3);
    form.items["ammonium"] = "NH3-M";
    EXPECT_FALSE(read("station,time,ammonium_mg_L\na,2025-11-01 08:00,0.3\n"));
    EXPECT_THAT(told(), testing::Contains(AllOf(HasSubstr("unknown-item"), HasSubstr("did you mean NH3-N"))));
}

TEST_F(QualityTables, TakeHalfOfTheDetectionLimitForWhatIsBelowIt) {
    const auto table = read("station,time,NH3-N (mg/L),TP (mg/L)\na,2025-11-01 08:00,0.025L,<0.01\n");
    ASSERT_TRUE(table) << testing::PrintToString(told());
    EXPECT_EQ(table->stations[0].values.at("NH3-N").at(0), 0.0125);
    EXPECT_EQ(table->stations[0].values.at("TP").at(0), 0.005);
    EXPECT_EQ(table->stations[0].below_detection, 2U);
}

TEST_F(QualityTables, AMissingValueIsNone) {
    form.missing = {"--"};
    const auto table = read("station,time,NH3-N (mg/L),TP (mg/L)\na,2025-11-01 08:00,,--\n");
    ASSERT_TRUE(table) << testing::PrintToString(told());
    EXPECT_TRUE(std::isnan(table->stations[0].values.at("NH3-N").at(0)));
    EXPECT_TRUE(std::isnan(table->stations[0].values.at("TP").at(0)));
}

TEST_F(QualityTables, AreSortedByTimeStationByStation) {
    const auto table =
        read("station,time,TP (mg/L)\na,2025-11-02 08:00,2\nb,2025-11-01 08:00,9\na,2025-11-01 08:00,1\n");
    ASSERT_TRUE(table) << testing::PrintToString(told());
    ASSERT_EQ(table->stations.size(), 2U);
    EXPECT_THAT(table->stations[0].values.at("TP"), ElementsAre(1.0, 2.0));
    EXPECT_EQ(tables::format_utc(table->stations[0].times[0]), "2025-11-01T00:00:00Z");
}

TEST_F(QualityTables, OfARunGiveTheirTimeZoneAndHoldBetweenTheirTimes) {
    form.time_zone.reset();
    const auto table = read(
        "time_utc,time_local,station,stage_m,discharge_m3_s,velocity_m_s,depth_m,NH3-N_mg_L\n"
        "2025-10-31T16:00:00Z,2025-11-01T00:00:00+08:00,Guilin,140,60,0.5,2,0.4\n");
    ASSERT_TRUE(table) << testing::PrintToString(told());
    EXPECT_EQ(table->averaging, standards::Averaging::continuous);
    EXPECT_EQ(table->time_zone, std::chrono::minutes{480});
    EXPECT_THAT(table->stations[0].depth, ElementsAre(2.0));
    EXPECT_THAT(table->passed_over, testing::Contains("stage_m"));
}

TEST_F(QualityTables, TellAllThatIsWrongAtOnce) {
    EXPECT_FALSE(read("place,moment,NH3-N (m3/s),TP,总磷(mg/L),TP (mg/L)\na,2025-11-01 08:00,1,1,1,1\n"));
    EXPECT_THAT(told(), testing::UnorderedElementsAre(HasSubstr("time"), HasSubstr("\"station\" (测站)"),
                                                      HasSubstr("wrong-unit"), HasSubstr("missing-unit"),
                                                      HasSubstr("which-column")));
    EXPECT_FALSE(
        read("station,time,TP (mg/L)\na,yesterday,1\n,2025-11-01 08:00,1\nb,2025-11-01 08:00,much\nb,"
             "2025-11-02 08:00,-9999\n"));
    EXPECT_THAT(told(), testing::UnorderedElementsAre(AllOf(HasSubstr("2:"), HasSubstr("bad-time")),
                                                      AllOf(HasSubstr("3:"), HasSubstr("empty-cell")),
                                                      AllOf(HasSubstr("4:"), HasSubstr("\"much\"")),
                                                      AllOf(HasSubstr("5:"), HasSubstr("-9999"))));
    EXPECT_FALSE(read("station,time,depth_m\na,2025-11-01 08:00,1\n"));
    EXPECT_THAT(told(), ElementsAre(HasSubstr("no column of an item")));
    form.time_zone.reset();
    EXPECT_FALSE(read("station,time,TP (mg/L)\na,2025-11-01 08:00,1\n"));
    EXPECT_THAT(told(), ElementsAre(AllOf(HasSubstr("no-time-zone"), HasSubstr("--time-zone"))));
}

TEST_F(QualityTables, WarnOfMoreAmmoniaThanNitrogen) {
    const auto table = read(
        "station,time,NH3-N (mg/L),TN (mg/L)\na,2025-11-01 08:00,1.0,1.0\na,2025-11-02 08:00,1.2,1.0\n"
        "a,2025-11-03 08:00,1.2,\n");
    ASSERT_TRUE(table) << "a warning only";
    EXPECT_THAT(table->warnings, ElementsAre(AllOf(HasSubstr("1 of 3 rows"), HasSubstr("2025-11-02T08:00:00+08:00"))));
}

}  // namespace
}  // namespace liriver::data::observations
