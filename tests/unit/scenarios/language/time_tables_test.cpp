// Time tables as people have them, through the scenario that names them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loaded.h"
#include "tests/unit/data/tables/made_workbook.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class TimeTables : public testing::Test {
  protected:
    // The head's discharge is read by these keys from that table.
    void head(const std::string& keys, const std::string& table) {
        folder_.change("river.toml", "{ file = \"flow.csv\", column = \"discharge_L_s\" }",
                       "{ file = \"flow.csv\"" + (keys.empty() ? "" : ", " + keys) + " }");
        folder_.texts["flow.csv"] = table;
    }

    Model good() { return language::good(folder_); }
    Problem only() { return language::only(folder_); }

    static const Series& discharge(const Model& model) { return *model.scenario.boundaries.at(0).discharge; }

    RiverFolder folder_;
};

// Six-hourly rows from 2025-11-01 00:00 to 2025-11-04 00:00 local, 5 m3/s; `wrong` replaces the row of that number.
std::string gauge(const std::map<int, std::string>& wrong = {}, const std::string& header = "时间,水位(m),流量(m³/s)") {
    std::string text = header + "\n";
    for (int k = 0; k <= 12; ++k) {
        const auto found = wrong.find(k);
        const std::string value = found == wrong.end() ? std::string("5.") + std::to_string(k % 3) : found->second;
        if (value != "no row")
            text += "2025-11-0" + std::to_string(1 + k / 4) + " " + std::to_string(6 * (k % 4)) + ":00,118.6," + value +
                    "\n";
    }
    return text;
}

TEST_F(TimeTables, AGaugeTableWithLocalTimesIsReadByTheProjectsClockAndSaid) {
    head("", gauge());
    const Model model = good();
    EXPECT_EQ(data::tables::format_utc(discharge(model).times.front()), "2025-10-31T16:00:00Z");
    EXPECT_EQ(discharge(model).values.size(), 13U);
    EXPECT_EQ(discharge(model).column, "流量(m³/s)");
    EXPECT_THAT(model.river.notes, Contains(HasSubstr("read as +08:00, the project's time_zone")));
}

TEST_F(TimeTables, ATimeZoneOfItsOwnCounts) {
    head("time_zone = \"+07:00\"", gauge({}, "TM,水位(m),流量(m³/s)"));
    folder_.change("river.toml", "start = 2025-11-01T00:00:00+08:00", "start = 2025-11-01T01:00:00+08:00");
    folder_.change("river.toml", "duration = \"3 d\"", "duration = \"2 d\"");
    EXPECT_EQ(data::tables::format_utc(discharge(good()).times.front()), "2025-10-31T17:00:00Z");
}

TEST_F(TimeTables, UnitsOfHeadersAreConverted) {
    head("", gauge({}, "时间,水位(m),流量（L/s）"));
    EXPECT_DOUBLE_EQ(discharge(good()).values.front(), 0.005);
}

TEST_F(TimeTables, AColumnGoesByItsNameWithoutTheUnit) {
    head("column = \"流量\"", gauge({}, "时间,流量(cm),流量2(m³/s)"));
    EXPECT_EQ(only().code, "wrong-unit");
    folder_.change("river.toml", "column = \"流量\"", "column = \"流量2\"");
    EXPECT_EQ(discharge(good()).values.front(), 5.0);
}

TEST_F(TimeTables, AStageIsNoDischarge) {
    head("column = \"水位(m)\"", gauge());
    const Problem problem = only();
    EXPECT_EQ(problem.code, "wrong-unit");
    EXPECT_THAT(problem.found, HasSubstr("a length (m)"));
    EXPECT_EQ(problem.line, folder_.line_of("river.toml", "flow.csv"));
}

TEST_F(TimeTables, AHeaderWithoutAUnitAsksForIt) {
    head("column = \"流量\"", gauge({}, "时间,水位,流量"));
    const Problem problem = only();
    EXPECT_EQ(problem.code, "missing-unit");
    EXPECT_THAT(problem.expected, HasSubstr("unit = \"m3/s\""));
    folder_.change("river.toml", "column = \"流量\"", "column = \"流量\", unit = \"L/s\"");
    EXPECT_DOUBLE_EQ(discharge(good()).values.front(), 0.005);
}

TEST_F(TimeTables, AUnitSaidTwiceMustBeTheSame) {
    head("unit = \"m3/s\"", gauge({}, "时间,水位(m),流量(L/s)"));
    EXPECT_EQ(only().code, "two-units");
    folder_.change("river.toml", "unit = \"m3/s\"", "unit = \"l/s\"");
    EXPECT_DOUBLE_EQ(discharge(good()).values.front(), 0.005);
}

TEST_F(TimeTables, SeveralColumnsOfTheKindAskForOne) {
    head("", gauge({}, "时间,出库流量(m³/s),入库流量(m³/s)"));
    const Problem problem = only();
    EXPECT_EQ(problem.code, "which-column");
    EXPECT_THAT(problem.found, HasSubstr("\"出库流量(m³/s)\", \"入库流量(m³/s)\""));
}

TEST_F(TimeTables, MarksOfMissingValuesAreRefusedUntilDeclared) {
    for (const char* mark : {"-9999", "9999", "-999"}) {
        RiverFolder fresh;
        folder_.texts = fresh.texts;
        head("", gauge({{5, mark}}));
        const Problem problem = only();
        EXPECT_EQ(problem.code, "missing-mark");
        EXPECT_EQ(problem.line, 7);
        EXPECT_THAT(problem.expected, HasSubstr("missing = [" + std::string(mark) + "]"));
        folder_.change("river.toml", "{ file = \"flow.csv\"",
                       "{ missing = [" + std::string(mark) + "], file = \"flow.csv\"");
        const Model model = good();
        EXPECT_EQ(discharge(model).values.size(), 12U);
        EXPECT_THAT(model.river.notes, Contains(HasSubstr("1 of 13 rows of flow.csv have no value")));
    }
}

TEST_F(TimeTables, ANumberThatIsMeantIsTakenWhereTheScenarioSaysSo) {
    head("missing = []", gauge({{5, "9999"}}));
    const Model model = good();
    EXPECT_EQ(discharge(model).values.at(5), 9999.0);
    EXPECT_THAT(model.river.notes, Contains(HasSubstr("implausible: 9999 m³/s (flow.csv:7)")));
}

TEST_F(TimeTables, ACellThatIsNoNumberNamesTheKeyThatDeclaresIt) {
    head("", gauge({{3, ""}, {5, ""}}));
    const Problem problem = only();
    EXPECT_EQ(problem.code, "empty-cell");
    EXPECT_THAT(problem.found, HasSubstr("1 more such cell, the last in line 7"));
    folder_.change("river.toml", "{ file = \"flow.csv\"", "{ missing = [\"\", \"--\", -9999.0], file = \"flow.csv\"");
    EXPECT_EQ(discharge(good()).values.size(), 11U);
}

TEST_F(TimeTables, AGapIsToldAndWithMaxGapRefusedOrFilled) {
    std::string text = "time,discharge_m3_s\n";
    for (int hour = 0; hour <= 72; ++hour)
        if (hour <= 10 || hour >= 40) {
            const std::string clock = std::to_string(100 + hour % 24).substr(1) + ":00";
            text += "2025-11-0" + std::to_string(1 + hour / 24) + " " + clock + "," + (hour <= 10 ? "5" : "8") + "\n";
        }
    head("", text);
    EXPECT_THAT(good().river.notes, Contains(HasSubstr("no row with a value for 1.25 d from 2025-11-01T10:00:00+08:00 "
                                                       "(line 12) to 2025-11-02T16:00:00+08:00 (line 13)")));
    folder_.change("river.toml", "{ file = \"flow.csv\"", "{ max_gap = \"6 h\", file = \"flow.csv\"");
    const Problem problem = only();
    EXPECT_EQ(problem.code, "gap");
    EXPECT_EQ(problem.line, 12);
    EXPECT_THAT(problem.found, HasSubstr("(line 13)"));
    folder_.change("river.toml", "{ max_gap", "{ gap_fill = \"hold\", max_gap");
    const Model model = good();
    const Series& filled = discharge(model);
    EXPECT_EQ(filled.values.at(11), 5.0);  // up to a second before the next row
    EXPECT_EQ(filled.times.at(12) - filled.times.at(11), std::chrono::seconds{1});
    EXPECT_THAT(model.river.notes, Contains(HasSubstr("1 gap filled with the value before")));
    folder_.change("river.toml", "gap_fill = \"hold\"", "gap_fill = \"linear\"");
    EXPECT_EQ(discharge(good()).values.at(11), 8.0);
    // a gap before the run matters to nobody
    folder_.change("river.toml", "gap_fill = \"linear\"", "gap_fill = \"refuse\"");
    folder_.change("river.toml", "start = 2025-11-01T00:00:00+08:00", "start = 2025-11-02T20:00:00+08:00");
    folder_.change("river.toml", "duration = \"3 d\"", "duration = \"1 d\"");
    good();
}

TEST_F(TimeTables, SemicolonsDecimalCommasAndDeclaredFormatsAreRead) {
    head("separator = \";\", decimal = \",\", time_format = \"%d.%m.%Y %H:%M\"",
         "time;discharge_m3_s\r\n01.11.2025 00:00;3,5\r\n01.11.2025 24:00;7,25\r\n04.11.2025 00:00;3,5\r\n;\r\n");
    EXPECT_THAT(discharge(good()).values, ElementsAre(3.5, 7.25, 3.5));
    EXPECT_EQ(data::tables::format_utc(discharge(good()).times.at(1)), "2025-11-01T16:00:00Z");
}

TEST_F(TimeTables, KeysThatSayNothingAreRefused) {
    head("gap_fill = \"hold\"", gauge());
    EXPECT_EQ(only().code, "missing-key");
    folder_.change("river.toml", "gap_fill = \"hold\"", "time_format = \"%H:%M\"");
    EXPECT_EQ(only().code, "bad-format");
    folder_.change("river.toml", "time_format = \"%H:%M\"", "sheet = \"1\"");
    EXPECT_EQ(only().code, "not-used");
    folder_.change("river.toml", "sheet = \"1\"", "depth_over = \"interval_before\"");
    EXPECT_EQ(only().code, "not-used");  // it is a discharge, no depth
}

TEST_F(TimeTables, AValueFarOutsideTheOthersIsToldWithItsRow) {
    head("", gauge({{5, "5630"}}));
    EXPECT_THAT(good().river.notes, Contains(HasSubstr("implausible: 5630 m³/s (flow.csv:7), where all other rows of "
                                                       "column 流量(m³/s) hold 5 m³/s to 5.2 m³/s")));
}

TEST_F(TimeTables, WhatPhysicsForbidsIsRefused) {
    folder_.append("river.toml",
                   "[[inflow]]\nname = \"works\"\nreach = \"漓江\"\nchainage = \"3.2 km\"\ndischarge = \"0.1 m3/s\"\n"
                   "concentration = { NH3-N = { file = \"c.csv\" } }\n");
    folder_.texts["c.csv"] = "time,氨氮(mg/L)\n2025-11-01 00:00,2\n2025-11-02 00:00,2e6\n2025-11-05 00:00,2\n";
    const Problem problem = only();
    EXPECT_EQ(problem.code, "implausible");
    EXPECT_EQ(problem.line, 3);
    EXPECT_THAT(problem.expected, HasSubstr("at most 1e+06 mg/L"));
}

TEST_F(TimeTables, WaterIsNoWarmerThanWaterCanBe) {
    folder_.change("river.toml", "name = \"NH3-N\"\n",
                   "name = \"NH3-N\"\ndecay_rate = \"0.1 1/d\"\ntemperature = { file = \"t.csv\" }\n");
    folder_.texts["t.csv"] = "时间,水温(℃)\n2025-11-01 00:00,15\n2025-11-02 00:00,80\n2025-11-05 00:00,14\n";
    const Problem problem = only();
    EXPECT_EQ(problem.code, "implausible") << to_string(problem);
    EXPECT_EQ(problem.line, 3);
    folder_.change("t.csv", ",80", ",18");
    EXPECT_EQ(good().scenario.constituents.at(0).temperature->values.size(), 3U);
}

TEST_F(TimeTables, AnInflowFromAWaterBalanceMayBeNegative) {
    folder_.append(
        "river.toml",
        "[[reservoir]]\nname = \"dam\"\nreach = \"漓江\"\nchainage = 0\nstorage = \"storage.csv\"\n"
        "initial_level = \"210 m\"\ndead_level = \"201 m\"\nrelease = \"5 m3/s\"\ncatchment_area = \"100 km2\"\n"
        "inflow = { file = \"in.csv\", negative = \"accept\" }\n");
    folder_.texts["storage.csv"] = "库水位(m),库容(万m³)\n200,100\n220,2000\n";
    folder_.texts["in.csv"] = "time,q_m3_s\n2025-11-01 00:00,2\n2025-11-02 00:00,-1\n2025-11-05 00:00,-1\n";
    const Model model = good();
    EXPECT_THAT(model.scenario.reservoirs.at(0).pool.inflow->values, ElementsAre(2.0, -1.0, -1.0));
    EXPECT_THAT(model.river.notes,
                Contains(HasSubstr("2 of 3 values below 0 are taken as they are (the lowest -1 m3/s, in.csv:3)")));
}

// Serial days 45962 to 45965: 2025-11-01 00:00 to 2025-11-04 00:00 (ECMA-376: 1 is 1900-01-01, 60 is taken as a day).
TEST_F(TimeTables, ASheetOfAWorkbookDrivesAScenario) {
    using data::tables::text_cell;
    head("sheet = \"水文\"", "");
    folder_.change("river.toml", "flow.csv", "gauge.xlsx");
    folder_.texts.erase("flow.csv");
    const std::string rows = "<row r=\"1\">" + text_cell("A1", "时间") + text_cell("B1", "流量(L/s)") +
                             "</row><row r=\"2\"><c r=\"A2\"><v>45962</v></c><c r=\"B2\"><v>5630</v></c></row>"
                             "<row r=\"3\"><c r=\"A3\"><v>45965</v></c><c r=\"B3\"><v>5400</v></c></row>";
    data::tables::archive(folder_.path / "gauge.xlsx", data::tables::workbook({"水文", "雨量"}, rows));
    const Model model = good();
    EXPECT_THAT(discharge(model).values, ElementsAre(5.63, 5.4));
    EXPECT_EQ(data::tables::format_utc(discharge(model).times.front()), "2025-10-31T16:00:00Z");
    folder_.change("river.toml", "sheet = \"水文\"", "sheet = \"水位\"");
    EXPECT_EQ(only().code, "no-sheet");
}

TEST_F(TimeTables, NegativeNumbersAreRefusedCutOrAcceptedAsTheKeySays) {
    folder_.append("river.toml",
                   "[[inflow]]\nname = \"works\"\nreach = \"漓江\"\nchainage = \"3.2 km\"\n"
                   "discharge = { file = \"in.csv\" }\n");
    folder_.texts["in.csv"] = "time,q_m3_s\n2025-11-01 00:00,2\n2025-11-02 00:00,-1\n2025-11-05 00:00,-1\n";
    Problem problem = only();
    EXPECT_EQ(problem.code, "out-of-bounds");
    EXPECT_THAT(problem.expected, HasSubstr("negative = \"cut\""));
    folder_.change("river.toml", "{ file = \"in.csv\" }", "{ negative = \"accept\", file = \"in.csv\" }");
    EXPECT_EQ(only().code, "not-used");
    folder_.change("river.toml", "\"accept\"", "\"cut\"");
    const Model model = good();
    EXPECT_THAT(model.scenario.inflows.at(0).discharge->values, ElementsAre(2.0, 0.0, 0.0));
    // Cut: half a day's ramp of 2 to 0 over a day in place of 2 to -1, and three days of 1 m3/s.
    EXPECT_THAT(model.river.notes, Contains(HasSubstr("2 of 3 values below 0 are cut to 0 (the lowest -1 m3/s, "
                                                      "in.csv:3), which adds 302400 m3")));
}

TEST_F(TimeTables, DepthsOfRainBecomeRatesOverTheTimeTheyFell) {
    folder_.append("river.toml", "[[weather]]\nname = \"sky\"\nreach = \"漓江\"\nrain = { file = \"rain.csv\" }\n");
    folder_.texts["rain.csv"] = "时间,雨量(mm)\n2025-11-01 00:00,9\n2025-11-01 06:00,12\n2025-11-04 00:00,66\n";
    const Problem problem = only();
    EXPECT_EQ(problem.code, "wrong-unit");
    EXPECT_THAT(problem.expected, HasSubstr("depth_over"));
    folder_.change("river.toml", "{ file = \"rain.csv\" }",
                   "{ depth_over = \"interval_before\", file = \"rain.csv\" }");
    const Model model = good();
    const Series& rain = *model.scenario.weather.at(0).rain;
    EXPECT_EQ(rain.interpolation, Interpolation::hold);
    // 12 mm in 6 h, then 66 mm in 66 h
    EXPECT_DOUBLE_EQ(rain.values.at(0), 0.002 / 3600.0);
    EXPECT_DOUBLE_EQ(rain.values.at(1), 0.001 / 3600.0);
}

TEST_F(TimeTables, AWorkbookOfTheOldFormIsNamed) {
    head("", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    EXPECT_EQ(only().code, "old-workbook");
}

}  // namespace
}  // namespace liriver::scenarios::language
