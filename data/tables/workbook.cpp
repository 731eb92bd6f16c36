#include "data/tables/workbook.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <utility>
#include <vector>

#include "data/tables/suggest.h"
#include "data/tables/text.h"
#include "mesh/gis/gdal_session.h"

namespace liriver::data::tables {

namespace {

/// Takes every cell as a text and the header as any other row: what is a header is decided here.
class DriverOptions {
  public:
    DriverOptions() {
        for (const auto& [name, value] : options)
            CPLSetThreadLocalConfigOption(name, value);
    }
    ~DriverOptions() {
        for (const auto& option : options)
            CPLSetThreadLocalConfigOption(option.first, nullptr);
    }
    DriverOptions(const DriverOptions&) = delete;
    DriverOptions& operator=(const DriverOptions&) = delete;

  private:
    static constexpr std::array<std::pair<const char*, const char*>, 4> options{{{"OGR_XLSX_HEADERS", "DISABLE"},
                                                                                 {"OGR_XLSX_FIELD_TYPES", "STRING"},
                                                                                 {"OGR_ODS_HEADERS", "DISABLE"},
                                                                                 {"OGR_ODS_FIELD_TYPES", "STRING"}}};
};

std::string read_part(const std::string& path) {
    std::string text;
    VSIStatBufL status;
    VSILFILE* part = VSIStatL(path.c_str(), &status) == 0 ? VSIFOpenL(path.c_str(), "rb") : nullptr;
    if (part == nullptr)
        return text;
    text.resize(static_cast<std::size_t>(status.st_size));
    text.resize(VSIFReadL(text.data(), 1, text.size(), part));
    VSIFCloseL(part);
    return text;
}

/// An XLSX workbook without its styles, in memory: without them the driver gives dates as the numbers they are. With
/// them it makes dates without a time of day of all formats that it does not know, "yyyy-mm-dd h:mm" among them. Any
/// other file is taken as it is.
class PlainCopy {
  public:
    explicit PlainCopy(const std::string& file) : name_(file) {
        const std::string archive = "/vsizip/{" + file + "}";
        const std::string workbook = read_part(archive + "/xl/workbook.xml");
        if (workbook.empty())
            return;
        const bool since_1904 = workbook.find("date1904=\"1\"") != std::string::npos ||
                                workbook.find("date1904=\"true\"") != std::string::npos;
        dates_ = since_1904 ? "excel_1904" : "excel";
        name_ = fmt::format("/vsimem/liriver-{}.xlsx", fmt::ptr(this));
        void* const zip = CPLCreateZip(name_.c_str(), nullptr);
        char** const parts = VSIReadDirRecursive(archive.c_str());
        for (char** part = parts; part != nullptr && *part != nullptr; ++part) {
            const std::string inside = *part;
            if (inside.back() == '/')
                continue;
            const std::string text =
                inside == "xl/styles.xml" ? no_styles : read_part(fmt::format("{}/{}", archive, inside));
            if (text.empty() || CPLCreateFileInZip(zip, inside.c_str(), nullptr) != CE_None)
                continue;
            CPLWriteFileInZip(zip, text.data(), static_cast<int>(text.size()));
            CPLCloseFileInZip(zip);
        }
        CSLDestroy(parts);
        CPLCloseZip(zip);
    }
    ~PlainCopy() {
        if (!dates_.empty())
            VSIUnlink(name_.c_str());
    }
    PlainCopy(const PlainCopy&) = delete;
    PlainCopy& operator=(const PlainCopy&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& dates() const { return dates_; }

  private:
    static constexpr const char* no_styles =
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"></styleSheet>";
    std::string name_, dates_;
};

std::string in_words(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", name);
    return text;
}

OGRLayer* find_sheet(GDALDataset& workbook, const std::string& file, const std::string& sheet, Problems& problems) {
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(workbook.GetLayerCount()));
    for (int k = 0; k < workbook.GetLayerCount(); ++k)
        names.emplace_back(workbook.GetLayer(k)->GetName());
    if (names.empty()) {
        problems.push_back({file, 0, 0, "no-sheet", "sheet", "a workbook without sheets", "a sheet with a table", {}});
        return nullptr;
    }
    if (sheet.empty() && names.size() > 1) {
        problems.push_back({file,
                            0,
                            0,
                            "which-sheet",
                            "sheet",
                            fmt::format("{} sheets", names.size()),
                            "the name of one of them: " + in_words(names),
                            {}});
        return nullptr;
    }
    for (std::size_t k = 0; k < names.size(); ++k)
        if (sheet.empty() || names[k] == sheet)
            return workbook.GetLayer(static_cast<int>(k));
    problems.push_back({file, 0, 0, "no-sheet", "sheet", fmt::format("no sheet \"{}\"", sheet),
                        "one of " + in_words(names), suggest(sheet, names)});
    return nullptr;
}

std::vector<std::vector<CsvCell>> rows_of(OGRLayer& layer) {
    std::vector<std::vector<CsvCell>> rows;
    const int columns = layer.GetLayerDefn()->GetFieldCount();
    layer.ResetReading();
    for (const OGRFeatureUniquePtr& feature : layer) {
        std::vector<CsvCell> row;
        bool filled = false;
        for (int c = 0; c < columns; ++c) {
            std::string text =
                feature->IsFieldSetAndNotNull(c) ? std::string(trim(feature->GetFieldAsString(c))) : std::string();
            filled = filled || !text.empty();
            row.push_back({std::move(text), static_cast<int>(feature->GetFID()), c + 1});
        }
        if (filled)
            rows.push_back(std::move(row));
    }
    return rows;
}
}  // namespace

WorkbookKind workbook_kind(std::string_view bytes) {
    if (bytes.substr(0, 4) == "PK\x03\x04")
        return WorkbookKind::zipped;
    return bytes.substr(0, 4) == "\xD0\xCF\x11\xE0" ? WorkbookKind::old : WorkbookKind::none;
}

std::optional<Sheet> read_workbook(const std::filesystem::path& path, const std::string& sheet, Problems& problems,
                                   Rows rows) {
    mesh::gis::register_drivers();
    const std::string file = path.string();
    const mesh::gis::ErrorCollector errors;
    const DriverOptions options;
    const PlainCopy copy(file);
    static constexpr std::array<const char*, 3> drivers{"XLSX", "ODS", nullptr};
    const GDALDatasetUniquePtr workbook(
        GDALDataset::Open(copy.name().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data()));
    if (!workbook) {
        problems.push_back({file,
                            0,
                            0,
                            "bad-workbook",
                            {},
                            errors.failed() ? "\"" + errors.message() + "\"" : "an archive that is no workbook",
                            "an XLSX or ODS workbook",
                            {}});
        return std::nullopt;
    }
    OGRLayer* layer = find_sheet(*workbook, file, sheet, problems);
    if (layer == nullptr)
        return std::nullopt;
    std::vector<std::vector<CsvCell>> cells = rows_of(*layer);
    if (errors.failed()) {
        problems.push_back(
            {file, 0, 0, "bad-workbook", "sheet", "\"" + errors.message() + "\"", "a sheet that can be read", {}});
        return std::nullopt;
    }
    CsvTable table;
    table.file = file;
    if (cells.empty()) {
        problems.push_back({file,
                            0,
                            0,
                            "empty-file",
                            "sheet",
                            fmt::format("an empty sheet \"{}\"", layer->GetName()),
                            "a header row and data rows",
                            {}});
        return std::nullopt;
    }
    table.header = std::move(cells.front());
    cells.erase(cells.begin());
    auto made = make_table(std::move(table), cells, problems, rows);
    if (!made)
        return std::nullopt;
    return Sheet{std::move(*made), copy.dates()};
}

}  // namespace liriver::data::tables
