#include "data/results/stations_csv.h"

#include <sys/wait.h>
#include <unistd.h>
#include <fstream>
#include <iterator>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/data/results/example_network.h"

namespace liriver::data::results {
namespace {

using std::chrono::hours;

std::string text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(StationsCsv, rows_carry_both_clocks_and_short_exact_numbers) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "stations.csv";
    const StationColumns columns{{{"NH3-N", "mg/L"}}};
    StationsCsv file = StationsCsv::create(path, hours(8), columns).value();
    const std::vector<double> some{0.25};
    const std::vector<double> none{std::numeric_limits<double>::quiet_NaN()};
    const std::vector<StationRow> rows{{"桂林", 143.3, 18.7, 1.0 / 3.0, 1.5, some},
                                       {"Daxu, lower", 130.0, -0.0, 0.0, 0.0, none}};
    ASSERT_TRUE(file.append(example::start(), rows));
    EXPECT_FALSE(std::filesystem::exists(path));
    ASSERT_TRUE(file.close());
    EXPECT_EQ(text(path),
              "time_utc,time_local,station,stage_m,discharge_m3_s,velocity_m_s,depth_m,NH3-N_mg_L\n"
              "2025-10-31T16:00:00Z,2025-11-01T00:00:00+08:00,桂林,143.3,18.7,0.3333333333,1.5,0.25\n"
              "2025-10-31T16:00:00Z,2025-11-01T00:00:00+08:00,\"Daxu, lower\",130,0,0,0,\n");
}

TEST(StationsCsv, a_gauge_with_its_own_datum_shows_the_stage_on_it) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "stations.csv";
    StationsCsv file = StationsCsv::create(path, hours(8), {{}, true}).value();
    StationRow gauge{"桂林", 140.25, 18.7, 0.5, 1.5, {}};
    gauge.gauge_stage = 141.5;
    const std::vector<StationRow> rows{gauge, {"Daxu", 130.0, 20.0, 0.5, 1.0, {}}};
    ASSERT_TRUE(file.append(example::start(), rows));
    ASSERT_TRUE(file.close());
    EXPECT_EQ(text(path),
              "time_utc,time_local,station,stage_m,discharge_m3_s,velocity_m_s,depth_m,gauge_stage_m\n"
              "2025-10-31T16:00:00Z,2025-11-01T00:00:00+08:00,桂林,140.25,18.7,0.5,1.5,141.5\n"
              "2025-10-31T16:00:00Z,2025-11-01T00:00:00+08:00,Daxu,130,20,0.5,1,\n");
}

// Transport leaves traces in front of a plume that no instrument and no spreadsheet can make anything of.
TEST(StationsCsv, a_concentration_of_less_than_a_molecule_is_written_as_none) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "stations.csv";
    StationsCsv file = StationsCsv::create(path, hours(8), {{{"dye", "mg/L"}}}).value();
    for (const double concentration : {1e-264, 2e-30, 5e-324}) {
        const std::vector<double> dye{concentration};
        ASSERT_TRUE(file.append(example::start(), std::vector<StationRow>{{"桂林", 143.5, 18.5, 0.5, 1.5, dye}}));
    }
    ASSERT_TRUE(file.close());
    EXPECT_THAT(text(path), testing::HasSubstr(",143.5,18.5,0.5,1.5,0\n"));
    EXPECT_THAT(text(path), testing::HasSubstr(",143.5,18.5,0.5,1.5,2e-30\n"));
    EXPECT_THAT(text(path), testing::Not(testing::HasSubstr("1e-264")));
    EXPECT_THAT(text(path), testing::Not(testing::HasSubstr("e-324")));
}

TEST(StationsCsv, a_killed_run_leaves_whole_rows) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "stations.csv";
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        StationsCsv file = StationsCsv::create(path, hours(8), {}).value();
        const std::vector<StationRow> rows{{"桂林", 143.3, 18.7, 0.5, 1.5, {}}};
        for (int i = 0; i < 10; ++i)
            static_cast<void>(file.append(example::start() + i * hours(1), rows));
        _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    const std::string left = text(path.string() + ".part");
    EXPECT_EQ(std::count(left.begin(), left.end(), '\n'), 11);
    EXPECT_EQ(left.back(), '\n');
}

TEST(StationsCsv, a_folder_that_is_not_there_and_a_row_that_does_not_fit_are_refused) {
    const example::Folder folder;
    EXPECT_FALSE(StationsCsv::create(folder.path() / "none" / "stations.csv", hours(8), {}));
    const StationColumns columns{{{"NH3-N", "mg/L"}}};
    StationsCsv file = StationsCsv::create(folder.path() / "stations.csv", hours(8), columns).value();
    const std::vector<StationRow> rows{{"桂林", 143.3, 18.7, 0.5, 1.5, {}}};
    EXPECT_FALSE(file.append(example::start(), rows));
}

TEST(StationsCsv, a_column_names_its_unit_without_slashes) {
    EXPECT_EQ(column_name("NH3-N", "mg/L"), "NH3-N_mg_L");
    EXPECT_EQ(column_name("discharge", "m3/s"), "discharge_m3_s");
}

}  // namespace
}  // namespace liriver::data::results
