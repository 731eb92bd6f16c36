// What stations saw over a run: given states or whole runs of channels and surfaces, then the greatest, their times and
// the arrival of water are those of the rows, and a restart keeps them.
#include "scenarios/runner/station_records.h"

#include <gmock/gmock.h>

#include "data/results/surface_reader.h"
#include "scenario_test.h"
#include "squares.h"

namespace liriver::scenarios::runner {
namespace {

const data::tables::Time start = data::tables::parse_time("2025-11-01T00:00:00Z").value();

TEST(StationRecords, keep_the_first_time_of_the_greatest_and_the_mean_over_the_time_with_water) {
    StationRecords records(1, 1, 0.01);
    const double none = std::nan("");
    const auto state = [](double depth, double speed, const double& concentration) {
        return StationState{100.0 + depth, depth, speed, {&concentration, 1}};
    };
    const double two = 2.0;
    const double five = 5.0;
    records.begin(0, state(0.0, 0.0, none));
    records.add(0, 60.0, 60.0, state(0.005, 0.1, none));  // not yet deeper than the arrival depth
    records.add(0, 90.0, 30.0, state(1.0, 0.8, two));
    records.add(0, 180.0, 90.0, state(1.5, 0.5, five));
    records.add(0, 240.0, 60.0, state(1.5, 0.5, none));
    std::vector<Constituent> constituents(1);
    constituents[0].name = "dye";
    constituents[0].unit = "mg/L";
    data::results::StationAccount account;
    records.report(0, constituents, start, account);
    EXPECT_EQ(account.greatest->stage.value, 101.5);
    EXPECT_EQ(account.greatest->depth.value, 1.5);
    EXPECT_EQ(account.greatest->depth.time, "2025-11-01T00:03:00Z");
    EXPECT_EQ(account.greatest->speed.value, 0.8);
    EXPECT_EQ(account.greatest->speed.time, "2025-11-01T00:01:30Z");
    EXPECT_TRUE(account.greatest->dry_at_start);
    EXPECT_EQ(account.greatest->arrival_time, "2025-11-01T00:01:30Z");
    EXPECT_EQ(account.concentrations.at(0).mean, (30.0 * 2.0 + 90.0 * 5.0) / 120.0);
    EXPECT_EQ(account.concentrations.at(0).largest.value, 5.0);
    EXPECT_EQ(account.concentrations.at(0).largest.time, "2025-11-01T00:03:00Z");
}

TEST(StationRecords, of_a_station_that_stays_dry_are_empty) {
    StationRecords records(1, 0, 0.01);
    records.begin(0, {100.0, 0.0, 0.0, {}});
    records.add(0, 60.0, 60.0, {100.0, 0.0, 0.0, {}});
    data::results::StationAccount account;
    records.report(0, {}, start, account);
    EXPECT_TRUE(std::isnan(account.greatest->stage.value));
    EXPECT_EQ(account.greatest->depth.value, 0.0);
    EXPECT_TRUE(account.greatest->dry_at_start);
    EXPECT_EQ(account.greatest->arrival_time, "");
}

constexpr const char* head = R"(schema = 1
[project]
name = "gauges"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
duration = "6 h"
step = "60 s"
)";

constexpr const char* reach = R"([[reach]]
name = "a"
length = "8 km"
slope = 0.001
bottom_width = "20 m"
spacing = "200 m"
upstream_bed = "100 m"
manning_n = 0.03
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "a"
end = "downstream"
[[station]]
name = "gauge"
reach = "a"
chainage = "6 km"
)";

class StationRecordsRun : public ScenarioTest {
  protected:
    struct Row {
        std::string time;
        double stage = 0.0, discharge = 0.0, speed = 0.0, depth = 0.0;
    };
    [[nodiscard]] std::vector<Row> rows() const {
        std::ifstream file(folder_ / "out" / "stations.csv");
        std::vector<Row> rows;
        std::string line;
        std::getline(file, line);
        while (std::getline(file, line)) {
            std::vector<std::string> cells{""};
            for (const char c : line)
                c == ',' ? static_cast<void>(cells.emplace_back()) : cells.back().push_back(c);
            const auto number = [&](std::size_t k) { return cells[k].empty() ? std::nan("") : std::stod(cells[k]); };
            rows.push_back({cells[0], number(3), number(4), number(5), number(6)});
        }
        return rows;
    }
    // the same run stopped half way and gone on with
    [[nodiscard]] data::results::Summary in_two_parts(const std::string& scenario) const {
        const auto model = load(scenario);
        RunOptions options;
        options.output = folder_ / "first";
        options.until = data::tables::after(*model->scenario.time.start, 3600.0);
        EXPECT_TRUE(run(*model, options));
        options.until.reset();
        options.restart = folder_ / "first" / "checkpoint.h5";
        options.output = folder_ / "second";
        return run(*model, options)->summary;
    }
    static void expect_same(const data::results::Greatest& a, const data::results::Greatest& b) {
        EXPECT_EQ(a.value, b.value);
        EXPECT_EQ(a.time, b.time);
    }
};

TEST_F(StationRecordsRun, of_a_channel_are_the_greatest_of_its_rows_and_a_restart_keeps_them) {
    // given a flood that has passed before the run is stopped and gone on with, and a row at each step
    write("q.csv",
          "time,q_m3_s\n2025-11-01T00:00:00Z,10\n2025-11-01T00:10:00Z,40\n2025-11-01T00:20:00Z,10\n"
          "2025-11-01T06:00:00Z,10\n");
    std::string near = reach;
    near.replace(near.find("6 km"), 4, "1 km");
    const std::string scenario = std::string(head) + near +
                                 "[[boundary]]\nname = \"head\"\nkind = \"discharge\"\nreach = \"a\"\nend = "
                                 "\"upstream\"\ndischarge = { file = \"q.csv\", column = \"q_m3_s\" }\n"
                                 "[output]\ninterval = \"60 s\"\n";
    const auto whole = run_well(scenario).summary.stations.at(0).greatest.value();
    Row greatest;
    std::string depth_time;
    std::string speed_time;
    for (const Row& row : rows()) {
        greatest.stage = std::max(greatest.stage, row.stage);
        if (row.depth > greatest.depth) {
            greatest.depth = row.depth;
            depth_time = row.time;
        }
        if (row.speed > greatest.speed) {
            greatest.speed = row.speed;
            speed_time = row.time;
        }
    }
    EXPECT_NEAR(whole.stage.value, greatest.stage, 1e-7);  // rows have ten figures
    EXPECT_NEAR(whole.depth.value, greatest.depth, 1e-7);
    EXPECT_NEAR(whole.speed.value, greatest.speed, 1e-7);
    EXPECT_EQ(whole.depth.time, depth_time);
    EXPECT_EQ(whole.speed.time, speed_time);
    EXPECT_LT(speed_time, "2025-11-01T01:00:00Z");
    EXPECT_FALSE(whole.dry_at_start);
    const auto again = in_two_parts(scenario).stations.at(0).greatest.value();
    expect_same(again.stage, whole.stage);
    expect_same(again.depth, whole.depth);
    expect_same(again.speed, whole.speed);
}

TEST_F(StationRecordsRun, tell_when_water_arrives_in_a_channel_that_was_dry) {
    std::string scenario = std::string(head) + "initial = \"dry\"\n" + reach +
                           "[[boundary]]\nname = \"head\"\nkind = \"discharge\"\nreach = \"a\"\nend = \"upstream\"\n"
                           "discharge = \"20 m3/s\"\n[output]\ninterval = \"60 s\"\n";
    const auto greatest = run_well(scenario).summary.stations.at(0).greatest.value();
    std::string first;
    for (const Row& row : rows())
        if (first.empty() && row.depth > 0.01)
            first = row.time;
    EXPECT_TRUE(greatest.dry_at_start);
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(greatest.arrival_time, first);
    EXPECT_EQ(in_two_parts(scenario).stations.at(0).greatest->arrival_time, first);
}

// dQ/dA of normal flow in a rectangle: v (5/3 - 2/3 R dP/dA), with dP/dA = 2 / B.
double wave_hours(double discharge, double length) {
    constexpr double width = 20.0;
    double low = 0.0;
    double high = 20.0;
    const auto velocity = [](double depth) {
        return std::cbrt(std::pow(width * depth / (width + 2.0 * depth), 2)) * std::sqrt(0.001) / 0.03;
    };
    for (int k = 0; k < 100; ++k) {
        const double depth = 0.5 * (low + high);
        (velocity(depth) * width * depth < discharge ? low : high) = depth;
    }
    const double radius = width * low / (width + 2.0 * low);
    return length / (velocity(low) * (5.0 / 3.0 - 2.0 / 3.0 * radius * 2.0 / width)) / 3600.0;
}

TEST_F(StationRecordsRun, a_release_by_table_takes_as_long_as_a_kinematic_wave_and_then_meets_the_target) {
    write("r.csv",
          "time,q_m3_s\n2025-11-01T00:00:00Z,5\n2025-11-01T01:00:00Z,5\n2025-11-01T01:01:00Z,40\n2025-11-01T08:00:00Z,"
          "40\n");
    const std::string scenario = std::string(head) + reach +
                                 "target = \"35 m3/s\"\n[[reservoir]]\nname = \"dam\"\nreach = \"a\"\n"
                                 "release = { file = \"r.csv\", column = \"q_m3_s\" }\n[output]\ninterval = \"60 s\"\n";
    const auto summary = run_well(scenario).summary;
    const auto& travel = summary.reservoirs.at(0).travel;
    ASSERT_EQ(travel.size(), 1U);
    EXPECT_EQ(travel[0].station, "gauge");
    EXPECT_NEAR(travel[0].hours_at_start / wave_hours(5.0, 6000.0), 1.0, 0.03);
    EXPECT_NEAR(travel[0].hours_at_release / wave_hours(40.0, 6000.0), 1.0, 0.03);
    std::string first;
    for (const Row& row : rows())
        if (first.empty() && row.discharge >= 35.0)
            first = row.time;
    // a step's mean is met up to a step before or after its end's value
    const auto between =
        data::tables::seconds_between(data::tables::parse_time(first).value(),
                                      data::tables::parse_time(summary.stations.at(0).target_first_met).value());
    EXPECT_LE(std::abs(between), 60.0);
}

TEST_F(StationRecordsRun, of_a_surface_without_a_section_are_those_of_its_cell_and_a_restart_keeps_them) {
    // given water that runs down a dry plane past a point, and the maxima that the solver keeps of every cell
    write_squares(folder_ / "ground.2dm", [](int i) { return 100.0 - 0.01 * i; });
    std::string scenario = std::string(head) +
                           "[[surface]]\nname = \"s\"\nmesh = \"ground.2dm\"\nmanning_n = 0.03\n"
                           "[[surface.boundary]]\nname = \"west\"\nkind = \"discharge\"\nfrom = [0, 50]\nto = [0, 0]\n"
                           "discharge = \"5 m3/s\"\n[[surface.boundary]]\nname = \"east\"\nkind = \"free\"\n"
                           "from = [200, 0]\nto = [200, 50]\n[[station]]\nname = \"point\"\npoint = [155, 25]\n"
                           "[output]\ninterval = \"1 h\"\n";
    scenario.replace(scenario.find("6 h"), 3, "2 h");
    const auto stations = run_well(scenario).summary.stations;
    ASSERT_EQ(stations.size(), 1U);
    EXPECT_TRUE(std::isnan(stations[0].mean_discharge));
    const auto& greatest = *stations[0].greatest;
    const auto results = data::results::read_surface(folder_ / "out" / "surface.nc");
    constexpr std::size_t cell = 2 * 20 + 15;
    const auto of_cell = [&](const char* name) { return results->values(*results->find(name), 0).value()[cell]; };
    EXPECT_NEAR(greatest.depth.value, of_cell("greatest_depth"), 1e-3);
    EXPECT_NEAR(greatest.stage.value, 100.0 - 0.01 * 15.5 + greatest.depth.value, 1e-9);
    EXPECT_NEAR(greatest.speed.value, of_cell("greatest_speed"), 0.02 * greatest.speed.value);
    EXPECT_TRUE(greatest.dry_at_start);
    const auto arrival = data::tables::parse_time(greatest.arrival_time);
    ASSERT_TRUE(arrival) << greatest.arrival_time;
    EXPECT_NEAR(data::tables::seconds_between(start, *arrival), of_cell("arrival_time"), 5.0);
    const auto again = in_two_parts(scenario).stations.at(0);
    expect_same(again.greatest->stage, greatest.stage);
    expect_same(again.greatest->depth, greatest.depth);
    expect_same(again.greatest->speed, greatest.speed);
    EXPECT_EQ(again.greatest->arrival_time, greatest.arrival_time);
}

}  // namespace
}  // namespace liriver::scenarios::runner
