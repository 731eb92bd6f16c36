// The page about a run says what its files say, and needs nothing beside itself.
#include "viz/report/run_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "data/results/network_file.h"
#include "data/results/stations_csv.h"
#include "data/results/summary.h"
#include "tests/unit/data/results/example_network.h"
#include "tests/unit/data/results/example_surface.h"
#include "viz/report/base64.h"
#include "viz/report/page.h"

namespace liriver::viz::report {
namespace {

namespace results = data::results;
namespace example = results::example;
using std::chrono::hours;
using testing::HasSubstr;
using testing::Not;

std::string text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class RunReport : public testing::Test {
  protected:
    void SetUp() override {
        auto network = results::NetworkFile::create(folder.path() / "network.nc", example::mesh(),
                                                    example::provenance(), example::start(), example::descriptions())
                           .value();
        auto stations =
            results::StationsCsv::create(folder.path() / "stations.csv", hours(8), {{{"NH3-N", "mg/L"}}}).value();
        const std::vector<double> concentration{0.31};
        for (std::size_t level = 0; level < 49; ++level) {
            const auto time = example::start() + level * hours(1);
            ASSERT_TRUE(network.append(time, example::Level(example::mesh(), level).fields()));
            const std::vector<results::StationRow> rows{{"Guilin <上>", 143.3, 18.7, 0.5, 1.5, concentration}};
            ASSERT_TRUE(stations.append(time, rows));
        }
        ASSERT_TRUE(network.close());
        ASSERT_TRUE(stations.close());
        std::ofstream(folder.path() / "stations_daily.csv")
            << "day_local,station,mean_discharge_m3_s,share_of_day,below_target,target_discharge_m3_s\n"
               "2025-11-01,Guilin <上>,18.7,1,yes,60\n2025-11-02,Guilin <上>,18.7,1,yes,45\n";
        summary.scenario = "枯水期 & replenishment";
        summary.version = "0.1.0";
        summary.water = {100e6, 2e6, 5e6, 12e6, 109e6, 3e-16};
        summary.constituents = {{"NH3-N", "mg/L", "kg", 1, 2, 3, 4, -5, 6, 2e-14, 0.0, 1.73}};
        summary.reservoirs = {{"青狮潭", 4.5e6, 123.4e6}};
        summary.stations = {{.name = "Guilin <上>",
                             .mean_discharge = 18.7,
                             .minimum_discharge = 18.0,
                             .maximum_discharge = 19.0,
                             .target_discharge = 60.0,
                             .hours_below_target = 48.0,
                             .days_below_target = 2}};
        summary.events = {{"retry", "steps taken again, shorter", 7}};
        summary.assumptions = {"channel: assumed compound section"};
        summary.inputs = example::provenance().inputs;
        ASSERT_TRUE(results::write_summary(folder.path() / "summary.json", summary));
    }

    example::Folder folder;
    results::Summary summary;
};

TEST_F(RunReport, says_what_the_summary_says) {
    const auto file = write_run_report(folder.path(), {});
    ASSERT_TRUE(file) << to_string(file.error());
    EXPECT_EQ(*file, folder.path() / "report.html");
    const std::string page = text(*file);
    EXPECT_THAT(page, HasSubstr("<h1>枯水期 &amp; replenishment</h1>"));
    EXPECT_THAT(page, HasSubstr("2025-11-01T00:00:00+08:00 to 2025-11-03T00:00:00+08:00"));
    EXPECT_THAT(page,
                HasSubstr("<b>2 days</b><span>Guilin &lt;上&gt; below its 60 m³/s, by daily means; 48 hours in all"));
    EXPECT_THAT(page, HasSubstr("<th class=\"n\">released (million m³)</th>"));
    EXPECT_THAT(page, HasSubstr("<td>青狮潭</td><td class=\"n\">4.500</td><td class=\"n\">123.4</td>"));
    EXPECT_THAT(page, HasSubstr("<td class=\"n\">3.0e-16</td>"));
    EXPECT_THAT(page, HasSubstr("<td>retry</td><td>steps taken again, shorter</td><td class=\"n\">7</td>"));
    EXPECT_THAT(page, HasSubstr("<li>channel: assumed compound section</li>"));
    EXPECT_THAT(page, HasSubstr("cbf29ce484222325"));
    EXPECT_THAT(page, HasSubstr(">NH3-N (mg/L)</text>"));
    EXPECT_THAT(page, HasSubstr(">target</text>"));
}

TEST_F(RunReport, takes_a_run_on_a_surface_as_well) {
    std::filesystem::remove(folder.path() / "network.nc");
    ASSERT_TRUE(example::write_surface_example(folder.path() / "surface.nc", 2));
    const auto file = write_run_report(folder.path(), {});
    ASSERT_TRUE(file) << to_string(file.error());
    EXPECT_THAT(text(*file), HasSubstr("<h1>枯水期 &amp; replenishment</h1>"));
    EXPECT_THAT(text(*file), HasSubstr(">target</text>"));
}

TEST_F(RunReport, says_that_a_balance_failed_where_it_did) {
    EXPECT_THAT(text(write_run_report(folder.path(), {}).value()), Not(HasSubstr("FAILED")));
    summary.constituents[0].relative_error = 2e-7;
    ASSERT_TRUE(results::write_summary(folder.path() / "summary.json", summary));
    const std::string page = text(write_run_report(folder.path(), {}).value());
    EXPECT_THAT(page, HasSubstr("<b>FAILED: 2e-07</b>"));
    EXPECT_THAT(page, HasSubstr("<td class=\"n\">FAILED: 2.0e-07</td>"));
    EXPECT_THAT(page, HasSubstr("<td class=\"n\">3.0e-16</td>")) << "that of water closed";
}

// A cell of a surface without a section has no discharge; where it is dry it has no level either.
TEST_F(RunReport, a_station_without_a_discharge_shows_its_level_and_a_dry_one_says_so) {
    auto stations =
        results::StationsCsv::create(folder.path() / "stations.csv", hours(8), {{{"NH3-N", "mg/L"}}}).value();
    const double none = std::nan("");
    const std::vector<double> no_water{none};
    for (std::size_t level = 0; level < 49; ++level)
        ASSERT_TRUE(stations.append(example::start() + level * hours(1),
                                    std::vector<results::StationRow>{{"a cell", 143.3, none, 0.5, 1.5, no_water},
                                                                     {"a dry one", none, none, none, 0.0, no_water}}));
    ASSERT_TRUE(stations.close());
    const std::string page = text(write_run_report(folder.path(), {}).value());
    EXPECT_THAT(page, HasSubstr(">Water level (m)</text>"));
    EXPECT_THAT(page, Not(HasSubstr(">Discharge (m³/s)</text>")));
    EXPECT_THAT(page, Not(HasSubstr(">NH3-N (mg/L)</text>")));
    EXPECT_THAT(page, HasSubstr("Dry at every output time."));
}

TEST_F(RunReport, needs_nothing_beside_itself) {
    std::ofstream(folder.path() / "depth.png", std::ios::binary) << "picture";
    const auto file = write_run_report(folder.path(), {folder.path() / "页.html", {}, {}});
    ASSERT_TRUE(file);
    const std::string page = text(*file);
    EXPECT_THAT(page, HasSubstr("src=\"data:image/png;base64,cGljdHVyZQ==\""));
    EXPECT_THAT(page, Not(HasSubstr("href=")));
    EXPECT_THAT(page, Not(HasSubstr("src=\"http")));
    EXPECT_THAT(page, HasSubstr("<meta charset=\"utf-8\">"));
}

TEST_F(RunReport, equal_results_give_equal_pages) {
    ASSERT_TRUE(write_run_report(folder.path(), {folder.path() / "a.html", {}, {}}));
    ASSERT_TRUE(write_run_report(folder.path(), {folder.path() / "b.html", {}, {}}));
    EXPECT_TRUE(text(folder.path() / "a.html") == text(folder.path() / "b.html"));
}

TEST_F(RunReport, a_folder_without_a_run_and_a_damaged_summary_are_refused_by_name) {
    const auto none = write_run_report(folder.path() / "none", {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().found, "no such folder");
    for (const char* damage : {"{\"water\": ", "[]", "{}", "{\"water\": 3, \"constituents\": {}}"}) {
        std::ofstream(folder.path() / "summary.json") << damage;
        const auto damaged = write_run_report(folder.path(), {});
        ASSERT_FALSE(damaged) << damage;
        EXPECT_THAT(damaged.error().place, HasSubstr("summary.json"));
        EXPECT_FALSE(std::filesystem::exists(folder.path() / "report.html"));
    }
}

TEST(Base64, is_what_rfc_4648_says) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Page, figures_have_four_digits) {
    EXPECT_EQ(figure(18.7), "18.70");
    EXPECT_EQ(figure(2762.4), "2762");
    EXPECT_EQ(figure(0.3), "0.3000");
    EXPECT_EQ(figure(0.0), "0.0000");
    EXPECT_EQ(figure(3e-16), "3.00e-16");
    EXPECT_EQ(figure(123456.0), "123456");
}

TEST_F(RunReport, JudgedWaterStandsWithItsReasonsInBothLanguages) {
    ReportOptions options;
    options.classes = {
        {"Guilin", "2025-11", "IV Ⅳ类", "#f2cf1d", "III, missed", "NH3-N 1.2 mg/L: above <1.0>", "氨氮 1.2 mg/L"},
        {"head", "2025-11", "", "", "", "no item", "无"}};
    options.classes_by = "GB 3838-2002 by mee-2011-22";
    const std::string page = text(write_run_report(folder.path(), options).value());
    EXPECT_THAT(page, HasSubstr("Water classes"));
    EXPECT_THAT(page, HasSubstr("background:#f2cf1d"));
    EXPECT_THAT(page, HasSubstr("IV Ⅳ类"));
    EXPECT_THAT(page, HasSubstr("III, missed"));
    EXPECT_THAT(page, HasSubstr("above &lt;1.0&gt;"));
    EXPECT_THAT(page, HasSubstr("氨氮 1.2 mg/L"));
    EXPECT_THAT(page, HasSubstr("not assessed 未评价"));
    EXPECT_THAT(text(write_run_report(folder.path(), {}).value()), Not(HasSubstr("Water classes")));
}

}  // namespace
}  // namespace liriver::viz::report
