#pragma once
// Workbooks that a test writes.
#include <cpl_conv.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace liriver::data::tables {

using Parts = std::vector<std::pair<std::string, std::string>>;

// An archive of texts, as ECMA-376 and ISO/IEC 26300 lay workbooks out; written here by hand so that what is read does
// not depend on who writes.
inline std::filesystem::path archive(const std::filesystem::path& path, const Parts& parts) {
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

inline std::string sheet_xml(const std::string& rows) {
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows +
           "</sheetData></worksheet>";
}

inline std::string text_cell(const std::string& place, const std::string& text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

// Serial days 45962.33333333334 and 45962.58333333334: 2025-11-01 08:00 and 14:00.
inline const std::string gauge_rows =
    "<row r=\"1\">" + text_cell("A1", "时间") + text_cell("B1", "流量(m³/s)") +
    "</row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45962.33333333334</v></c><c r=\"B2\"><v>5.63</v></c></row>"
    "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>45962.58333333334</v></c>" +
    text_cell("B4", "--") + "</row>";

inline std::string content_type(const std::string& part, const std::string& type) {
    return "<Override PartName=\"" + part +
           "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." + type + "+xml\"/>";
}

/// A workbook of sheets of those names, each with these rows.
inline Parts workbook(const std::vector<std::string>& sheets, const std::string& rows = gauge_rows) {
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
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml", sheet_xml(rows));
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

}  // namespace liriver::data::tables
