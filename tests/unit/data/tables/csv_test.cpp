#include "data/tables/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace liriver::data::tables {
namespace {

std::vector<std::string> codes(const Problems& problems) {
    std::vector<std::string> result;
    for (const Problem& problem : problems)
        result.push_back(problem.code);
    return result;
}

CsvTable good(std::string_view text) {
    Problems problems;
    auto table = parse_csv(text, "t.csv", problems);
    EXPECT_THAT(codes(problems), testing::IsEmpty());
    return table.value_or(CsvTable{});
}

Problems bad(std::string_view text) {
    Problems problems;
    static_cast<void>(parse_csv(text, "t.csv", problems));
    return problems;
}

TEST(Csv, ReadsQuotesCommasLineBreaksAndDoubledQuotes) {
    const CsvTable table = good("name,note\r\n\"a, b\",\"says \"\"so\"\"\"\r\n\"two\nlines\",x\n");
    ASSERT_EQ(table.row_count(), 2U);
    EXPECT_EQ(table.cell(0, 0).text, "a, b");
    EXPECT_EQ(table.cell(0, 1).text, "says \"so\"");
    EXPECT_EQ(table.cell(1, 0).text, "two\nlines");
    EXPECT_EQ(table.cell(1, 1).line, 4);
}

TEST(Csv, SkipsMarkCommentsAndBlankLinesAndKeepsLineNumbers) {
    const CsvTable table = good("\xEF\xBB\xBF# source: x\n#second\n\nreach , length_m\n\n漓江, 12.5 \n");
    EXPECT_THAT(table.comments, testing::ElementsAre("source: x", "second"));
    EXPECT_EQ(table.find("length_m"), std::optional<std::size_t>{1});
    EXPECT_EQ(table.line(0), 6);
    EXPECT_EQ(table.cell(0, 1).text, "12.5");
    EXPECT_EQ(table.cell(0, 1).column, 5);  // characters, not bytes
}

TEST(Csv, ReadsGbkAndReportsIt) {
    const CsvTable table = good("reach,x\n\xC0\xEC\xBD\xAD,1\n");  // 漓江 in GBK
    EXPECT_EQ(table.encoding, Encoding::gb18030);
    EXPECT_EQ(table.cell(0, 0).text, "漓江");
    EXPECT_EQ(good("reach,x\n漓江,1\n").encoding, Encoding::utf8);
}

TEST(Csv, RefusesBytesInNeitherEncodingAndNamesTheLine) {
    const Problems problems = bad("a,b\n\xFF\xFF,1\n");
    ASSERT_THAT(codes(problems), testing::ElementsAre("unknown-encoding"));
    EXPECT_EQ(problems[0].line, 2);
}

TEST(Csv, RefusesEmptyFilesHeadersAlonesAndRepeatedNames) {
    EXPECT_THAT(codes(bad("")), testing::ElementsAre("empty-file"));
    EXPECT_THAT(codes(bad("# only a comment\n\n")), testing::ElementsAre("empty-file"));
    EXPECT_THAT(codes(bad("a,b\n")), testing::ElementsAre("no-rows"));
    EXPECT_THAT(codes(bad("a,b,a\n1,2,3\n")), testing::ElementsAre("repeated-column"));
    EXPECT_THAT(codes(bad("a,,b\n1,2,3\n")), testing::ElementsAre("unnamed-column"));
    EXPECT_THAT(codes(bad("a;b\n1;2\n")), testing::ElementsAre("not-comma-separated"));
}

TEST(Csv, NamesEachRaggedRowAndKeepsTheOthers) {
    Problems problems;
    const auto table = parse_csv("a,b\n1\n1,2\n1,2,3\n", "t.csv", problems);
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].line, 2);
    EXPECT_EQ(problems[1].line, 4);
    EXPECT_EQ(problems[1].found, "3 cells");
    EXPECT_EQ(table.value().row_count(), 1U);
}

TEST(Csv, NamesBrokenQuotes) {
    const Problems open = bad("a,b\n1,\"never\n2,3\n");
    ASSERT_EQ(open.front().code, "unclosed-quote");
    EXPECT_EQ(open.front().line, 2);
    EXPECT_EQ(open.front().column, 3);
    EXPECT_EQ(bad("a,b\n\"x\"y,1\n").front().code, "text-after-quote");
    EXPECT_EQ(bad(std::string("a,b\n1,\0\n", 8)).front().code, "not-a-text");
}

TEST(Csv, ReadsAPathWithChineseCharactersAndBlanks) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "漓江 枯水期 test";
    std::filesystem::create_directories(folder);
    const auto path = folder / "流量 表.csv";
    std::ofstream(path) << "a\n1\n";
    Problems problems;
    EXPECT_EQ(read_csv(path, problems).value().row_count(), 1U);
    std::filesystem::remove_all(folder);
}

TEST(Csv, SaysWhyAFileCannotBeRead) {
    Problems problems;
    EXPECT_FALSE(read_csv("/no/such/file.csv", problems));
    EXPECT_FALSE(read_csv(testing::TempDir(), problems));
    EXPECT_FALSE(read_csv("/dev/null", problems));
    EXPECT_THAT(codes(problems), testing::ElementsAre("missing-file", "not-a-file", "not-a-file"));
    EXPECT_EQ(problems[1].found, "a directory");
}

}  // namespace
}  // namespace liriver::data::tables
