#include "solver/quality/expression.h"

#include <gtest/gtest.h>

#include <cmath>

#include "solver/quality/oxygen_saturation.h"
#include "solver/quality/rate_unit.h"

namespace liriver::solver::quality {
namespace {

/// The value of a text in x = 3, y = 2; problems fail the test.
double value(const std::string& text) {
    Expression expression;
    std::vector<Problem> problems;
    EXPECT_TRUE(expression.compile(text, {"x", "y"}, {}, problems)) << text;
    std::vector<double> values;
    for (const std::size_t i : expression.used())
        values.push_back(i == 0 ? 3.0 : 2.0);
    return expression.value(values);
}

std::vector<Problem> problems_of(const std::string& text) {
    Expression expression;
    std::vector<Problem> problems;
    Problem told;
    told.where = "process mine";
    told.key = "expression";
    EXPECT_FALSE(expression.compile(text, {"x", "NH3_N"}, told, problems)) << text;
    return problems;
}

TEST(Expression, PutsASignAfterThePowerAsModellersDo) {
    EXPECT_EQ(value("-x^2"), -9.0);
    EXPECT_EQ(value("(-x)^2"), 9.0);
    EXPECT_EQ(value("y-x^2"), -7.0);
    EXPECT_EQ(value("y*-x^2"), -18.0);
    EXPECT_EQ(value("-2^2"), -4.0);
    EXPECT_EQ(value("2^-1"), 0.5);
    EXPECT_DOUBLE_EQ(value("x^-y^2"), std::pow(3.0, -4.0));
    EXPECT_EQ(value("x^y^y"), 81.0);
    EXPECT_DOUBLE_EQ(value("exp(-x^2/2)"), std::exp(-4.5));
    EXPECT_EQ(value("x--y"), 5.0);
}

TEST(Expression, KnowsTheUsualFunctions) {
    EXPECT_DOUBLE_EQ(value("log(x)"), std::log(3.0));
    EXPECT_DOUBLE_EQ(value("ln(x)"), std::log(3.0));
    EXPECT_EQ(value("min(x, y) + max(x, y)"), 5.0);
    EXPECT_EQ(value("x > y ? 1.5e1 : 2E-1"), 15.0);
    EXPECT_EQ(value("x >= 3 && y != 3"), 1.0);
    EXPECT_EQ(value("oxygen_saturation(20, 0)"), oxygen_saturation(20.0, 0.0));
    EXPECT_TRUE(std::isinf(value("x/(y - 2)")));
}

TEST(Expression, TellsAllUnknownNamesWithTheirPlaces) {
    const auto problems = problems_of("k*x\n + mu * NH3_N");
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].kind, Problem::Kind::unknown_name);
    EXPECT_EQ(problems[0].found, "k");
    EXPECT_EQ(problems[0].line, 1U);
    EXPECT_EQ(problems[0].column, 1U);
    EXPECT_EQ(problems[1].found, "mu");
    EXPECT_EQ(problems[1].line, 2U);
    EXPECT_EQ(problems[1].column, 4U);
    EXPECT_EQ(problems[1].where, "process mine");
    EXPECT_EQ(problems[1].key, "expression");
    EXPECT_EQ(problems_of("x + \xE6\xB0\xA8").at(0).found, "\xE6\xB0\xA8");  // a Chinese name is a name
}

TEST(Expression, TellsWhereItCannotBeRead) {
    for (const auto& [text, column] : std::vector<std::pair<std::string, std::size_t>>{
             {"x +", 4}, {"sin(x", 6}, {"x x", 3}, {"2x", 2}, {"x = 2", 3}, {"x $ 2", 3}, {"", 1}, {"\"x\"", 1}}) {
        const auto problems = problems_of(text);
        ASSERT_FALSE(problems.empty()) << text;
        EXPECT_EQ(problems[0].kind, Problem::Kind::syntax) << text;
        EXPECT_EQ(problems[0].line, 1U) << text;
        EXPECT_EQ(problems[0].column, column) << text << ": " << problems[0].found;
    }
}

TEST(Expression, RefusesADecimalComma) {
    for (const char* text : {"0,5*x", "(0,5)*x", "max(1, (2,5))"}) {
        std::vector<Problem> problems;
        Expression expression;
        EXPECT_FALSE(expression.compile(text, {"x"}, {}, problems)) << text;
        ASSERT_EQ(problems.size(), 1U);
        EXPECT_EQ(problems[0].found, ",");
    }
    std::vector<Problem> problems;
    Expression expression;
    EXPECT_TRUE(expression.compile("max(1, x)", {"x"}, {}, problems)) << "commas part arguments";
}

TEST(Expression, IsCopiedForAnotherThread) {
    Expression expression;
    std::vector<Problem> problems;
    ASSERT_TRUE(expression.compile("x^2 + y", {"x", "y"}, {}, problems));
    const Expression copy(expression);
    const std::vector<double> one = {1.0, 2.0}, other = {3.0, 4.0};
    EXPECT_EQ(copy.value(one), 3.0);
    EXPECT_EQ(expression.value(other), 13.0);
    EXPECT_EQ(copy.value(one), 3.0);
}

TEST(Expression, WritesNamesAsIdentifiers) {
    EXPECT_EQ(as_identifier("NH3-N"), "NH3_N");
    EXPECT_EQ(as_identifier("2,4-D"), "_2_4_D");
    EXPECT_EQ(as_identifier("\xE6\xB0\xA8-N"), "\xE6\xB0\xA8_N");
}

TEST(RateUnit, IsReadAsAmountVolumeAndTime) {
    EXPECT_EQ(read_rate_unit("mg/L/d")->per_day, 1.0);
    EXPECT_EQ(read_rate_unit("g/m3/h")->per_day, 24.0);
    EXPECT_DOUBLE_EQ(read_rate_unit("kg/m3/s")->per_day, 86400.0 * 1000.0);
    EXPECT_EQ(read_rate_unit("g/m2/d")->per_day, 1.0);
    EXPECT_TRUE(read_rate_unit("g/m2/d")->areal);
    EXPECT_TRUE(read_rate_unit("g/m²/d")->areal);
    EXPECT_EQ(read_rate_unit("µg/L/d")->amount, "ug");
    EXPECT_EQ(read_rate_unit("ug/L/min")->per_day, 1440.0);
    EXPECT_EQ(read_rate_unit("ug/L/min")->amount, "ug");
    EXPECT_EQ(read_rate_unit("1/L/d")->amount, "1");
    EXPECT_EQ(read_rate_unit("degC/d")->amount, "degC");
    for (const char* wrong : {"", "mg", "mg/L", "mg/d", "lb/L/d", "mg/gal/d", "mg/L/week", "1/d"})
        EXPECT_FALSE(read_rate_unit(wrong)) << wrong;
}

}  // namespace
}  // namespace liriver::solver::quality
