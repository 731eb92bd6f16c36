#include "viz/render/class_field.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liriver::viz::render {
namespace {

using mesh::field::Location;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr double none = std::numeric_limits<double>::quiet_NaN();
const data::tables::Time november{std::chrono::sys_days{std::chrono::year{2025} / 11 / 1}};

FieldValues field(const char* name, const char* unit, std::vector<double> values) {
    return {{name, "", "", unit, Location::node}, std::move(values)};
}

// GB 3838-2002: NH3-N 0.15, 0.5, 1.0, 1.5, 2.0 mg/L and DO 7.5, 6, 5, 3, 2 mg/L for classes I to V.
TEST(ClassField, TheWorstItemSetsTheClassOfEachPlace) {
    const auto classes =
        class_field({field("NH3-N", "mg/L", {0.1, 0.5, 1.2, 3.0, none}),
                     field("DO", "mg/L", {8.0, 2.5, 8.0, 8.0, none}), field("depth", "m", {1, 1, 1, 1, 1})},
                    november, std::chrono::hours(8));
    ASSERT_TRUE(classes);
    EXPECT_THAT(classes->items, ElementsAre("DO", "NH3-N"));
    EXPECT_EQ(classes->values[0], 0.0);
    EXPECT_EQ(classes->values[1], 4.0) << "oxygen of class V";
    EXPECT_EQ(classes->values[2], 3.0);
    EXPECT_EQ(classes->values[3], 5.0) << "worse than V";
    EXPECT_TRUE(std::isnan(classes->values[4])) << "not assessed, and never good";
}

TEST(ClassField, ValuesAreTakenInTheItemsUnit) {
    const auto classes = class_field({field("NH3-N", "ug/L", {1200.0})}, november, std::chrono::hours(8));
    ASSERT_TRUE(classes);
    EXPECT_EQ(classes->values[0], 3.0);
    EXPECT_FALSE(has_classes({"NH3-N", "", "", "m", Location::node}));
}

TEST(ClassField, WithoutAnItemThereIsNoClass) {
    const auto classes = class_field({field("tracer", "mg/L", {1.0})}, november, std::chrono::hours(8));
    ASSERT_FALSE(classes);
    EXPECT_THAT(classes.error().expected, HasSubstr("NH3-N"));
}

// I and II share blue; III green, IV yellow, V orange, worse red.
TEST(ClassField, ColoursAreThoseOfTheNationalReports) {
    EXPECT_EQ(class_colour_code(0.0), class_colour_code(1.0));
    EXPECT_EQ(class_legend().size(), 5U);
    EXPECT_EQ(class_colour_code(5.0), "#d7301f");
}

}  // namespace
}  // namespace liriver::viz::render
