#include "scenarios/studies/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "scenarios/studies/classes_files.h"

namespace liriver::scenarios::studies {
namespace {

namespace st = data::standards;
using testing::HasSubstr;

class Classify : public testing::Test {
  protected:
    Classify() {
        folder = std::filesystem::path(testing::TempDir()) /
                 (std::string("分类 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        options.form.time_zone = std::chrono::minutes{480};
    }
    ~Classify() override { std::filesystem::remove_all(folder); }

    std::filesystem::path write(const char* name, const std::string& text) const {
        std::ofstream(folder / name) << text;
        return folder / name;
    }
    Classification good() {
        auto result = classify(options);
        if (!result) {
            for (const auto& problem : result.error())
                ADD_FAILURE() << to_string(problem);
            return {};
        }
        return *std::move(result);
    }
    static const ClassRow& row(const Classification& result, const std::string& section, st::Period period,
                               std::size_t standard = 0) {
        for (const ClassRow& one : result.rows)
            if (result.sections[one.section].name == section && one.period == period && one.standard == standard)
                return one;
        ADD_FAILURE() << section;
        return result.rows.at(0);
    }

    std::filesystem::path folder;
    ClassifyOptions options;
};

TEST_F(Classify, DaysMonthsAndTheRiver) {
    options.table = write(
        "s.csv", "断面,时间,氨氮(mg/L)\n甲,2025-11-05 09:00,0.4\n甲,2025-11-20 09:00,0.8\n乙,2025-11-05 09:00,1.6\n");
    options.sections =
        write("r.csv", "section,reach,chainage_m,target\n甲,漓江,1000,II\n乙,漓江,5000,III\n丙,漓江,9000,III\n");
    const Classification result = good();
    EXPECT_EQ(row(result, "甲", st::Period::day).assessment.quality, st::QualityClass::ii);
    // (0.4 + 0.8) / 2 = 0.6: class III, and the target is II
    const ClassRow& month = row(result, "甲", st::Period::month);
    EXPECT_EQ(month.assessment.quality, st::QualityClass::iii);
    EXPECT_EQ(month.assessment.meets_target, false);
    EXPECT_NEAR(month.assessment.items.at(0).over_target.value(), 0.6 / 0.5 - 1.0, 1e-9);
    EXPECT_EQ(row(result, "乙", st::Period::month).assessment.quality, st::QualityClass::v);
    EXPECT_THAT(result.notes, testing::Contains(HasSubstr("丙")));
    // Two sections: (0.6 + 1.6) / 2 = 1.1, class IV. 甲 stands for 2 km, 乙 for 2 km.
    ASSERT_FALSE(result.rivers.empty());
    EXPECT_EQ(result.rivers[0].quality.mean.quality, st::QualityClass::iv);
    EXPECT_DOUBLE_EQ(result.rivers[0].lengths.at("漓江").metres[st::index_of(st::QualityClass::iii)], 2000.0);
    EXPECT_DOUBLE_EQ(result.rivers[0].lengths.at("漓江").metres[st::index_of(st::QualityClass::v)], 2000.0);
    EXPECT_THAT(result.standards.at(0).not_in_table, testing::SizeIs(20));
}

TEST_F(Classify, ARunHasHoursInClassAndMeansOverTime) {
    // 0.4 for 12 h, then 0.8 for 12 h (a jump within a second); the day's mean is 0.6.
    options.form.time_zone.reset();
    options.table = write("stations.csv",
                          "time_utc,time_local,station,stage_m,NH3-N_mg_L\n"
                          "2025-10-31T16:00:00Z,2025-11-01T00:00:00+08:00,a,1,0.4\n"
                          "2025-11-01T03:59:59Z,2025-11-01T11:59:59+08:00,a,1,0.4\n"
                          "2025-11-01T04:00:01Z,2025-11-01T12:00:01+08:00,a,1,0.8\n"
                          "2025-11-01T16:00:00Z,2025-11-02T00:00:00+08:00,a,1,0.8\n");
    options.target = st::QualityClass::ii;
    const Classification result = good();
    const ClassRow& day = row(result, "a", st::Period::day);
    EXPECT_EQ(st::format_day(day.first), "2025-11-01");
    EXPECT_NEAR(day.readings.at(0).value, 0.6, 1e-12);
    EXPECT_EQ(day.assessment.meets_target, false);
    ASSERT_EQ(result.hours.size(), 1U);
    EXPECT_NEAR(result.hours[0].hours.hours[st::index_of(st::QualityClass::ii)], 12.0, 1e-9);
    EXPECT_NEAR(result.hours[0].hours.hours[st::index_of(st::QualityClass::iii)], 12.0, 1e-9);
}

TEST_F(Classify, ZonesComplyByTheirMonths) {
    std::string text = "station,time,NH3-N (mg/L),CODMn (mg/L)\n";
    for (int month = 1; month <= 10; ++month)
        text += "a,2025-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-10 08:00," +
                (month <= 8 ? "0.9" : "1.1") + ",5\n";
    options.table = write("s.csv", text);
    options.rule = "sl-395-2007";
    options.target = st::QualityClass::iii;
    options.two_items = true;
    const Classification result = good();
    ASSERT_EQ(result.zones.size(), 1U);
    EXPECT_EQ(result.zones[0].compliance.assessments, 10U);
    EXPECT_EQ(result.zones[0].compliance.complying, 8U);
    EXPECT_EQ(result.zones[0].compliance.complies, true) << "80 %";
    // April to September: (5 x 0.9 + 1.1) / 6; the other months (3 x 0.9 + 1.1) / 4 = 0.95.
    EXPECT_NEAR(row(result, "a", st::Period::other_months).readings.at(1).value, 0.95, 1e-12);
    EXPECT_THAT(result.notes, testing::Contains(HasSubstr("months 4 to 9")));
}

TEST_F(Classify, LakesHaveTheirLimitsAndATrophicIndex) {
    options.table = write("s.csv",
                          "station,time,TP (mg/L),TN (mg/L),CODMn (mg/L),chlorophyll-a (mg/m3),transparency (m)\n"
                          "a,2025-11-05 09:00,1,1,1,1,1\n");
    options.water = st::Water::lake;
    const Classification result = good();
    const ClassRow& month = row(result, "a", st::Period::month);
    EXPECT_EQ(month.assessment.quality, st::QualityClass::worse_than_v) << "TP above 0.2";
    ASSERT_TRUE(month.trophic && month.trophic->index);
    EXPECT_NEAR(*month.trophic->index, 43.734932, 1e-9) << "as in the lakes' own test";
    EXPECT_TRUE(result.rivers.empty());
}

TEST_F(Classify, BlackAndOdorousWaterSaysWhatItWasJudgedBy) {
    options.table = write("s.csv", "station,time,DO (mg/L),NH3-N (mg/L)\na,2025-11-05 09:00,0.1,9\n");
    options.black_odour = true;
    const Classification result = good();
    ASSERT_EQ(result.black_odour.size(), 1U);
    EXPECT_EQ(result.black_odour.at(0).grade, st::BlackOdour::severe);
    EXPECT_THAT(result.black_odour.at(0).not_assessed, testing::UnorderedElementsAre("transparency", "ORP"));
}

TEST_F(Classify, AllProblemsAreToldAtOnce) {
    options.table = write("s.csv", "station,time,NH3-N (m3/s)\na,2025-11-05 09:00,0.1\n");
    options.sections = write("r.csv", "section,target\na,VII\n");
    const auto result = classify(options);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().size(), 2U);
    options.table = write("s.csv", "station,time,NH3-N (mg/L)\na,2025-11-05 09:00,0.1\n");
    options.sections.reset();
    options.standards = {"GB 3838-2020", "GB 3838-2002"};
    const auto unknown = classify(options);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().at(0).hint, "GB 3838-2002");
}

TEST_F(Classify, TheFilesHaveReasonsInBothLanguages) {
    options.table = write("s.csv", "station,time,NH3-N (mg/L)\na,2025-11-05 09:00,2.5\n");
    const Classification result = good();
    const auto files = write_classes(result, folder, {});
    ASSERT_TRUE(files);
    std::ifstream file(folder / "classes.json");
    const auto json = nlohmann::json::parse(file);
    const auto& one = json.at("classes").at(0);
    EXPECT_EQ(one.at("class"), "worse than V");
    EXPECT_EQ(one.at("class_zh"), "劣Ⅴ类");
    EXPECT_THAT(one.at("why").get<std::string>(), HasSubstr("above 2.0 mg/L, the limit of class V"));
    EXPECT_THAT(one.at("why_zh").get<std::string>(), HasSubstr("高于Ⅴ类限值 2.0 mg/L（GB 3838-2002 表1第7项）"));
    EXPECT_EQ(one.at("items").at(0).at("broken").at("clause"), "table 1 no. 7");
    std::ifstream csv(folder / "classes.csv");
    std::string header, first;
    std::getline(csv, header);
    std::getline(csv, first);
    EXPECT_THAT(header, HasSubstr("class,class_zh,target"));
    EXPECT_THAT(first, HasSubstr("day,2025-11-05,0,1,worse than V,劣Ⅴ类"));
}

}  // namespace
}  // namespace liriver::scenarios::studies
