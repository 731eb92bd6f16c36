#include "data/registers/network_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "written_file.h"

namespace liriver::data::registers {
namespace {

using testing::ElementsAre;

const std::string reach_header = "reach,label,from_reach,from_chainage_m,to_reach,to_chainage_m,length_m,source\n";
const std::string point_header = "reach,chainage_m,x_m,y_m\n";

struct Result {
    NetworkTables tables;
    std::vector<std::string> codes;
    tables::Problems problems;
};

Result read(const std::string& reaches, const std::string& points) {
    const WrittenFile reach_file("reaches.csv", reach_header + reaches);
    const WrittenFile point_file("points.csv", point_header + points);
    Result result;
    result.tables = read_network(reach_file.path, point_file.path, "EPSG:32649", result.problems);
    tables::sort_problems(result.problems);
    for (const auto& problem : result.problems)
        result.codes.push_back(problem.code);
    return result;
}

TEST(NetworkTables, ATributaryJoinsTheMainStem) {
    const Result r = read("漓江,,,,,,5000,osm\n桃花江,,,,漓江,3000,1000,osm\n",
                          "漓江,0,0,5000\n漓江,5000,0,0\n桃花江,0,1000,2000\n桃花江,1000,0,2000\n");
    EXPECT_THAT(r.codes, ElementsAre());
    ASSERT_EQ(r.tables.network.reaches.size(), 2U);
    EXPECT_EQ(r.tables.network.crs, "EPSG:32649");
    EXPECT_EQ(r.tables.network.reaches[1].to->reach, "漓江");
    EXPECT_EQ(r.tables.network.reaches[1].to->chainage, 3000.0);
    EXPECT_FALSE(r.tables.network.reaches[0].to);
    EXPECT_EQ(r.tables.rows.at("桃花江").line, 3);
}

TEST(NetworkTables, EveryFaultOfTheReachesIsNamed) {
    const Result r = read(
        "a,,,,,,100,\na,,,,,,100,\nb,,,,c,5,100,\nd,,,,a,500,100,\ne,,,,e,5,100,\nf,,,,,,900,\ng,,,,,,,\nh,,,,a,,,\n",
        "a,0,0,0\na,100,100,0\nb,0,0,0\nb,100,100,0\nd,0,0,0\nd,100,100,0\ne,0,0,0\ne,100,100,0\n"
        "f,0,0,0\nf,100,100,0\ng,0,0,0\nh,0,0,0\nh,100,0,9\n");
    std::vector<std::pair<int, std::string>> got;
    for (const auto& problem : r.problems)
        got.emplace_back(problem.line, problem.code);
    EXPECT_THAT(got, testing::UnorderedElementsAre(testing::Pair(3, "repeated-name"), testing::Pair(4, "unknown-reach"),
                                                   testing::Pair(5, "off-reach"), testing::Pair(6, "joins-itself"),
                                                   testing::Pair(7, "bad-length"), testing::Pair(8, "no-line"),
                                                   testing::Pair(9, "empty-cell")));
}

TEST(NetworkTables, EveryFaultOfThePointsIsNamed) {
    const Result r = read("a,,,,,,,\n", "a,5,0,0\na,10,5,0\na,9,6,0\na,20,500,0\nx,0,0,0\n");
    EXPECT_THAT(r.codes, ElementsAre("bad-chainage", "out-of-order", "bad-chainage", "unknown-reach"));
    EXPECT_EQ(r.problems[1].line, 4);
}

}  // namespace
}  // namespace liriver::data::registers
