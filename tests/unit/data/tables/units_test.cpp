#include "data/tables/units.h"

#include <gtest/gtest.h>

namespace liriver::data::tables {
namespace {

double in(const char* text, const char* unit) {
    const auto quantity = parse_quantity(text, unit);
    EXPECT_TRUE(quantity.has_value()) << text << ": " << (quantity ? "" : quantity.error().found);
    return quantity ? quantity->value : -1.0;
}

TEST(Units, ConvertsWhatHydrologistsWrite) {
    EXPECT_EQ(in("45 m3/s", "m3/s"), 45.0);
    EXPECT_EQ(in("45 m^3/s", "m3/s"), 45.0);
    EXPECT_EQ(in("45 m³/s", "m3/s"), 45.0);
    EXPECT_EQ(in("45 m3 s-1", "m3/s"), 45.0);
    EXPECT_EQ(in("45 L/s", "m3/s"), 0.045);
    EXPECT_EQ(in("0.3 mg/L", "kg/m3"), 0.0003);
    EXPECT_EQ(in("300 ug/L", "kg/m3"), 0.0003);
    EXPECT_DOUBLE_EQ(in("6.77 L/s/km2", "m/s"), 6.77e-9);
    EXPECT_EQ(in("30 d", "s"), 2592000.0);
    EXPECT_EQ(in("1 km", "m"), 1000.0);
    EXPECT_EQ(in("474 km2", "m2"), 474e6);
    EXPECT_EQ(in("20 degC", "degC"), 20.0);
    EXPECT_NEAR(in("293.15 K", "degC"), 20.0, 1e-12);
    EXPECT_DOUBLE_EQ(in("0.1 1/d", "1/s"), 0.1 / 86400.0);
    EXPECT_DOUBLE_EQ(in("0.1 d-1", "1/s"), 0.1 / 86400.0);
    EXPECT_EQ(in("5 g/s", "kg/s"), 0.005);
    EXPECT_EQ(in("50 %", "1"), 0.5);
    EXPECT_DOUBLE_EQ(in("10 mm/h", "m/s"), 0.01 / 3600.0);
}

TEST(Units, TakesTonnesADayOfWaterAsADischarge) {
    // 160 000 t/d of water are 160 000 m3 in 86 400 s.
    EXPECT_DOUBLE_EQ(in("16e4 t/d", "m3/s"), 160000.0 / 86400.0);
    EXPECT_DOUBLE_EQ(in("16e4 t/d", "kg/s"), 160000.0 * 1000.0 / 86400.0);
}

TEST(Units, KnowsABareNumber) {
    EXPECT_TRUE(parse_quantity("12", "m").value().bare);
    EXPECT_FALSE(parse_quantity("12 m", "m").value().bare);
}

TEST(Units, AWrongDimensionNamesBoth) {
    const auto error = parse_quantity("45 m", "m3/s").error();
    EXPECT_EQ(error.code, "wrong-unit");
    EXPECT_EQ(error.found, "\"45 m\", a length (m)");
    EXPECT_EQ(error.expected, "a discharge (m3/s)");
}

TEST(Units, RefusesWhatIsNoNumberOrNoUnit) {
    EXPECT_EQ(parse_quantity("many m3/s", "m3/s").error().code, "not-a-number");
    EXPECT_EQ(parse_quantity("", "m3/s").error().code, "not-a-number");
    EXPECT_EQ(parse_quantity("inf m", "m").error().code, "not-a-number");
    EXPECT_EQ(parse_quantity("nan", "m").error().code, "not-a-number");
    for (const char* text : {"5 furlongs", "5 m/", "5 /s", "5 m^", "5 m--1", "5 m3//s", "5 m0", "5 m99", "5 (m)"})
        EXPECT_EQ(parse_quantity(text, "m").error().code, "unknown-unit") << text;
}

TEST(Units, ReadsUnitsOffColumnNames) {
    EXPECT_EQ(unit_of_column("discharge_m3_s"), "m3/s");
    EXPECT_EQ(unit_of_column("NH3-N_mg_L"), "mg/L");
    EXPECT_EQ(unit_of_column("stage_m"), "m");
    EXPECT_EQ(unit_of_column("q_L_s_km2"), "L/s/km2");
    EXPECT_EQ(unit_of_column("discharge"), std::nullopt);
    EXPECT_EQ(unit_of_column("_m"), std::nullopt);
}

}  // namespace
}  // namespace liriver::data::tables
