#include "data/tables/column_names.h"

#include <gtest/gtest.h>

#include "data/tables/units.h"

namespace liriver::data::tables {
namespace {

std::string read(const char* header) {
    const ColumnName name = split_column_name(header);
    return name.quantity + "|" + name.unit.value_or("-");
}

TEST(ColumnNames, UnitsAreReadAsPeopleWriteThem) {
    EXPECT_EQ(read("discharge_m3_s"), "discharge|m3/s");
    EXPECT_EQ(read("q_l_s"), "q|l/s");
    EXPECT_EQ(read("discharge, m3/s"), "discharge|m3/s");
    EXPECT_EQ(read("discharge (m3/s)"), "discharge|m3/s");
    EXPECT_EQ(read("discharge [L/s]"), "discharge|L/s");
    EXPECT_EQ(read("discharge m3/s"), "discharge|m3/s");
    EXPECT_EQ(read("discharge_m3/s"), "discharge|m3/s");
    EXPECT_EQ(read("水位(m)"), "水位|m");
    EXPECT_EQ(read("流量（m³/s）"), "流量|m³/s");
    EXPECT_EQ(read("雨量(mm)"), "雨量|mm");
    EXPECT_EQ(read("流量/(m³/s)"), "流量|m³/s");
    EXPECT_EQ(read("水位/m"), "水位|m");
    EXPECT_EQ(read("水位(m，85高程)"), "水位|m");
    EXPECT_EQ(read("流量(实测)(m3/s)"), "流量|m3/s");
    EXPECT_EQ(read("流量(m3/s)(实测)"), "流量|m3/s");
    EXPECT_EQ(read("流量（立方米/秒）"), "流量|立方米/秒");
    EXPECT_EQ(read("氨氮 mg/L"), "氨氮|mg/L");
    EXPECT_EQ(read("NH3-N_mg_L"), "NH3-N|mg/L");
}

TEST(ColumnNames, WhatIsNoUnitIsNone) {
    EXPECT_EQ(read("discharge"), "discharge|-");
    EXPECT_EQ(read("流量"), "流量|-");
    EXPECT_EQ(read("gauge 1"), "gauge 1|-");
    EXPECT_EQ(read("水位(1985)"), "水位|-");
    EXPECT_EQ(split_column_name("flow (furlongs)").bracketed, "furlongs");
    EXPECT_EQ(read("m"), "m|-");
}

TEST(ColumnNames, AColumnGoesByItsNameWithOrWithoutTheUnit) {
    EXPECT_TRUE(names_column("流量", "流量(m³/s)"));
    EXPECT_TRUE(names_column("流量(m³/s)", "流量(m³/s)"));
    EXPECT_TRUE(names_column("discharge", "discharge_m3_s"));
    EXPECT_FALSE(names_column("流", "流量(m³/s)"));
}

TEST(Units, KnowsChineseNamesAndWhatOthersUse) {
    const auto in = [](const char* text, const char* unit) { return parse_quantity(text, unit).value().value; };
    EXPECT_EQ(in("5 立方米每秒", "m3/s"), 5.0);
    EXPECT_EQ(in("5 立方米/秒", "m3/s"), 5.0);
    EXPECT_DOUBLE_EQ(in("12 毫米/小时", "m/s"), 0.012 / 3600.0);
    EXPECT_EQ(in("3 万m³", "m3"), 30000.0);
    EXPECT_EQ(in("1.2 亿立方米", "m3"), 1.2e8);
    // the international foot is 0.3048 m
    EXPECT_DOUBLE_EQ(in("1 cfs", "m3/s"), 0.3048 * 0.3048 * 0.3048);
    EXPECT_DOUBLE_EQ(in("1 ft3/s", "m3/s"), 0.3048 * 0.3048 * 0.3048);
}

}  // namespace
}  // namespace liriver::data::tables
