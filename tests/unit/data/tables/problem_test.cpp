#include "data/tables/problem.h"

#include <gtest/gtest.h>

#include "data/tables/suggest.h"

namespace liriver::data::tables {
namespace {

TEST(Problem, PrintsPlaceCodeKeyFoundExpectedAndHint) {
    const Problem problem{"river.toml", 12, 3, "unknown-key", "[time].strat", "\"strat\"", "a key of [time]", "start"};
    EXPECT_EQ(to_string(problem),
              "river.toml:12:3: error[unknown-key]: [time].strat: found \"strat\", expected a key of [time]; "
              "did you mean start?");
}

TEST(Problem, LeavesOutWhatIsEmpty) {
    EXPECT_EQ(to_string(Problem{"a.csv", 0, 0, "empty-file", "", "", "a header", ""}),
              "a.csv: error[empty-file]: expected a header");
    EXPECT_EQ(to_string(Problem{"a.csv", 7, 0, "ragged-row", "", "3 cells", "", ""}),
              "a.csv:7: error[ragged-row]: found 3 cells");
}

TEST(Problem, SortsByFileLineColumnAndDropsRepetitions) {
    Problems problems{{"b", 1, 1, "x", "", "", "", ""},
                      {"a", 10, 1, "x", "", "", "", ""},
                      {"a", 9, 2, "second", "", "", "", ""},
                      {"a", 9, 1, "first", "", "", "", ""},
                      {"b", 1, 1, "x", "", "", "", ""}};
    sort_problems(problems);
    ASSERT_EQ(problems.size(), 4U);
    EXPECT_EQ(problems[0].code, "first");
    EXPECT_EQ(problems[1].code, "second");
    EXPECT_EQ(problems[2].line, 10);
    EXPECT_EQ(problems[3].file, "b");
}

TEST(Suggest, CountsChangesInCharactersNotBytes) {
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("strat", "start"), 1U);
    EXPECT_EQ(edit_distance("漓江", "离江"), 1U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
}

TEST(Suggest, FindsTheNearestWordAndNothingForGarbage) {
    const std::vector<std::string> words{"start", "duration", "step_max"};
    EXPECT_EQ(suggest("strat", words), "start");
    EXPECT_EQ(suggest("Duraton", words), "duration");
    EXPECT_EQ(suggest("zzzzzz", words), "");
    EXPECT_EQ(suggest(std::string(100000, 'a'), words), "");
}

}  // namespace
}  // namespace liriver::data::tables
