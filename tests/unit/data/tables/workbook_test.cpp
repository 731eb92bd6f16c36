#include "data/tables/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/tables/time_form.h"
#include "made_workbook.h"

namespace liriver::data::tables {
namespace {

TEST(Workbook, ReadsASheetWithItsDatesAndTheRowsTheyStandIn) {
    const auto path = archive(std::filesystem::path(testing::TempDir()) / "gauge.xlsx", workbook({"水文"}));
    Problems problems;
    const auto sheet = read_workbook(path, "", problems);
    ASSERT_TRUE(sheet) << to_string(problems.at(0));
    const CsvTable* const table = &sheet->table;
    EXPECT_EQ(sheet->dates, "excel");
    EXPECT_EQ(table->header[0].text, "时间");
    EXPECT_EQ(table->header[1].text, "流量(m³/s)");
    ASSERT_EQ(table->row_count(), 2U);
    const TimeForm form{{}, std::chrono::minutes{480}, '.', sheet->dates};
    const auto utc = [&](std::size_t row) { return format_utc(parse_time(table->cell(row, 0).text, form)->time); };
    EXPECT_EQ(utc(0), "2025-11-01T00:00:00Z");
    EXPECT_EQ(table->cell(0, 1).text, "5.63");
    EXPECT_EQ(utc(1), "2025-11-01T06:00:00Z");
    EXPECT_EQ(table->cell(1, 1).text, "--");
    EXPECT_EQ(table->line(0), 2);
    EXPECT_EQ(table->line(1), 4);
}

TEST(Workbook, AsksForTheSheetWhereThereAreSeveral) {
    const auto path = archive(std::filesystem::path(testing::TempDir()) / "two.xlsx", workbook({"水文", "雨量"}));
    Problems problems;
    EXPECT_FALSE(read_workbook(path, "", problems));
    EXPECT_EQ(problems.at(0).code, "which-sheet");
    EXPECT_THAT(problems.at(0).expected, testing::HasSubstr("\"水文\", \"雨量\""));
    EXPECT_FALSE(read_workbook(path, "气象", problems));
    EXPECT_EQ(problems.at(1).code, "no-sheet");
    EXPECT_TRUE(read_workbook(path, "水文", problems));
}

TEST(Workbook, ReadsAnOpenDocument) {
    const auto path =
        archive(std::filesystem::path(testing::TempDir()) / "gauge.ods",
                {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                 {"content.xml",
                  "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                  "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
                  "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>"
                  "<table:table table:name=\"gauge\"><table:table-row><table:table-cell office:value-type=\"string\">"
                  "<text:p>time</text:p></table:table-cell><table:table-cell office:value-type=\"string\">"
                  "<text:p>discharge, m3/s</text:p></table:table-cell></table:table-row><table:table-row>"
                  "<table:table-cell office:value-type=\"date\" office:date-value=\"2025-11-01T08:00:00\">"
                  "<text:p>1.11.25 8:00</text:p></table:table-cell><table:table-cell office:value-type=\"float\" "
                  "office:value=\"5.63\"><text:p>5,63</text:p></table:table-cell></table:table-row></table:table>"
                  "</office:spreadsheet></office:body></office:document-content>"}});
    Problems problems;
    const auto sheet = read_workbook(path, "gauge", problems);
    ASSERT_TRUE(sheet) << to_string(problems.at(0));
    const CsvTable* const table = &sheet->table;
    EXPECT_EQ(sheet->dates, "");
    EXPECT_EQ(table->header[1].text, "discharge, m3/s");
    ASSERT_EQ(table->row_count(), 1U);
    EXPECT_EQ(table->cell(0, 0).text, "2025-11-01T08:00:00");
    EXPECT_EQ(table->cell(0, 1).text, "5.63");
}

TEST(Workbook, RefusesAnArchiveThatIsNone) {
    const auto path = archive(std::filesystem::path(testing::TempDir()) / "none.xlsx", {{"a.txt", "a"}});
    Problems problems;
    EXPECT_FALSE(read_workbook(path, "", problems));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "bad-workbook");
    EXPECT_EQ(workbook_kind("PK\x03\x04more"), WorkbookKind::zipped);
    EXPECT_EQ(workbook_kind("\xD0\xCF\x11\xE0\xA1"), WorkbookKind::old);
    EXPECT_EQ(workbook_kind("time,q\n"), WorkbookKind::none);
}

}  // namespace
}  // namespace liriver::data::tables
