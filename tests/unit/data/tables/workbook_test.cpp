#include "data/tables/workbook.h"

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <utility>
#include <vector>

#include "data/tables/time_form.h"

namespace liriver::data::tables {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

// An archive of texts, as ECMA-376 and ISO/IEC 26300 lay workbooks out; written here by hand so that what is read does
// not depend on who writes.
std::filesystem::path archive(const std::string& name, const Parts& parts) {
    auto path = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove(path);
    void* const zip = CPLCreateZip(path.c_str(), nullptr);
    for (const auto& [part, text] : parts) {
        EXPECT_EQ(CPLCreateFileInZip(zip, part.c_str(), nullptr), CE_None) << part;
        EXPECT_EQ(CPLWriteFileInZip(zip, text.data(), static_cast<int>(text.size())), CE_None) << part;
        EXPECT_EQ(CPLCloseFileInZip(zip), CE_None) << part;
    }
    EXPECT_EQ(CPLCloseZip(zip), CE_None);
    return path;
}

std::string sheet_xml(const std::string& rows) {
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows +
           "</sheetData></worksheet>";
}

std::string text_cell(const std::string& place, const std::string& text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

// Serial days 45962.33333333334 and 45962.58333333334: 2025-11-01 08:00 and 14:00.
const std::string gauge_rows =
    "<row r=\"1\">" + text_cell("A1", "时间") + text_cell("B1", "流量(m³/s)") +
    "</row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45962.33333333334</v></c><c r=\"B2\"><v>5.63</v></c></row>"
    "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>45962.58333333334</v></c>" +
    text_cell("B4", "--") + "</row>";

std::string content_type(const std::string& part, const std::string& type) {
    return "<Override PartName=\"" + part +
           "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." + type + "+xml\"/>";
}

Parts workbook(const std::vector<std::string>& sheets) {
    std::string list, relations;
    Parts parts{{"[Content_Types].xml", {}}};
    std::string types = content_type("/xl/workbook.xml", "sheet.main");
    for (std::size_t k = 0; k < sheets.size(); ++k) {
        const std::string number = std::to_string(k + 1);
        list += fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="rId{}"/>)", sheets[k], number, number);
        relations +=
            fmt::format(R"(<Relationship Id="rId{}" Target="worksheets/sheet{}.xml" Type="{}"/>)", number, number,
                        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet");
        types += content_type("/xl/worksheets/sheet" + number + ".xml", "worksheet");
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml", sheet_xml(gauge_rows));
    }
    parts.front().second =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" + types + "</Types>";
    parts.emplace_back("xl/workbook.xml",
                       "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                       "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>" +
                           list + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
                           relations + "</Relationships>");
    parts.emplace_back("xl/styles.xml",
                       "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts "
                       "count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd h:mm:ss\"/></numFmts><cellXfs "
                       "count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs>"
                       "</styleSheet>");
    // The driver takes nothing below 2 kB for a workbook; real ones have themes and properties that nobody reads here.
    std::string properties;
    for (unsigned k = 1, number = 1; k < 2000; ++k) {
        number = number * 1103515245U + 12345U;
        properties += static_cast<char>('a' + (number >> 16U) % 26U);
    }
    parts.emplace_back("docProps/app.xml", "<Properties>" + properties + "</Properties>");
    return parts;
}

TEST(Workbook, ReadsASheetWithItsDatesAndTheRowsTheyStandIn) {
    const auto path = archive("gauge.xlsx", workbook({"水文"}));
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
    const auto path = archive("two.xlsx", workbook({"水文", "雨量"}));
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
        archive("gauge.ods",
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
    const auto path = archive("none.xlsx", {{"a.txt", "a"}});
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
