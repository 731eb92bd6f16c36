#include "data/registers/register_source.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <array>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "data/tables/text.h"
#include "data/tables/workbook.h"
#include "mesh/gis/gdal_session.h"

namespace liriver::data::registers {

using tables::CsvCell;
using tables::CsvTable;
using tables::Problems;
using tables::Rows;

namespace {
using Transformation = std::unique_ptr<OGRCoordinateTransformation>;

void refuse(const std::string& file, int line, const char* code, std::string found, std::string expected,
            Problems& problems) {
    problems.push_back({file, line, 0, code, {}, std::move(found), std::move(expected), {}});
}

/// Whether the first bytes are those of text in rows, and not of features.
bool is_table(const std::filesystem::path& path, const std::string& begin) {
    static constexpr std::array<const char*, 5> vectors{".shp", ".gml", ".kml", ".gdb", ".fgb"};
    for (const char* ending : vectors)
        if (path.extension() == ending)
            return false;
    return begin.rfind("SQLite format 3", 0) != 0 && begin.rfind('{', 0) != 0 && begin.rfind('<', 0) != 0;
}

OGRLayer* only_layer(GDALDataset& source, const std::string& file, Problems& problems) {
    if (source.GetLayerCount() == 1)
        return source.GetLayer(0);
    std::string names;
    for (int k = 0; k < source.GetLayerCount(); ++k)
        names += (k == 0 ? "" : ", ") + std::string(source.GetLayer(k)->GetName());
    refuse(file, 0, "which-layer", fmt::format("{} layers ({})", source.GetLayerCount(), names),
           "a source with one layer", problems);
    return nullptr;
}

Transformation transformation_to(const std::string& crs, OGRLayer& layer, const std::string& file, Problems& problems) {
    if (layer.GetSpatialRef() == nullptr) {
        refuse(file, 0, "no-crs", "no coordinate reference system in the file", "one", problems);
        return nullptr;
    }
    OGRSpatialReference target, from = *layer.GetSpatialRef();
    if (target.SetFromUserInput(crs.empty() ? "EPSG:4326" : crs.c_str()) != OGRERR_NONE) {
        refuse(file, 0, "unknown-crs", "\"" + crs + "\"", "a code like EPSG:32649, or WKT", problems);
        return nullptr;
    }
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return Transformation(OGRCreateCoordinateTransformation(&from, &target));
}

/// Adds x and y of a feature's point to its row; none where the layer has no geometry at all.
bool add_point(OGRFeature& feature, OGRCoordinateTransformation& to, std::vector<CsvCell>& row) {
    OGRGeometry* geometry = feature.GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() || wkbFlatten(geometry->getGeometryType()) != wkbPoint ||
        geometry->transform(&to) != OGRERR_NONE)
        return false;
    for (const double value : {geometry->toPoint()->getX(), geometry->toPoint()->getY()})
        row.push_back({fmt::format("{}", value), row.empty() ? 0 : row.front().line, static_cast<int>(row.size()) + 1});
    return true;
}

std::optional<CsvTable> read_features(const std::filesystem::path& path, const std::string& crs, Problems& problems) {
    mesh::gis::register_drivers();
    const std::string file = path.string();
    const mesh::gis::ErrorCollector errors;
    const GDALDatasetUniquePtr source(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!source) {
        refuse(file, 0, "unreadable-file", "\"" + errors.message() + "\"",
               "CSV, XLSX, ODS, or a vector file that OGR can read", problems);
        return std::nullopt;
    }
    OGRLayer* layer = only_layer(*source, file, problems);
    if (layer == nullptr)
        return std::nullopt;
    const bool places = layer->GetGeomType() != wkbNone;
    const Transformation to = places ? transformation_to(crs, *layer, file, problems) : nullptr;
    if (places && !to)
        return std::nullopt;
    CsvTable table;
    table.file = file;
    OGRFeatureDefn& definition = *layer->GetLayerDefn();
    for (int k = 0; k < definition.GetFieldCount(); ++k)
        table.header.push_back({definition.GetFieldDefn(k)->GetNameRef(), 1, k + 1});
    if (places)
        for (const char* name : crs.empty() ? std::array{"longitude", "latitude"} : std::array{"x_m", "y_m"})
            table.header.push_back({name, 1, static_cast<int>(table.header.size()) + 1});
    std::vector<std::vector<CsvCell>> rows;
    int number = 0;
    for (const OGRFeatureUniquePtr& feature : *layer) {
        std::vector<CsvCell> row;
        row.reserve(table.header.size());
        ++number;
        for (int k = 0; k < definition.GetFieldCount(); ++k)
            row.push_back({feature->IsFieldSetAndNotNull(k) ? std::string(tables::trim(feature->GetFieldAsString(k)))
                                                            : std::string(),
                           number, k + 1});
        if (places && !add_point(*feature, *to, row))
            refuse(file, number, "no-place", "a feature without a point", "a point", problems);
        else
            rows.push_back(std::move(row));
    }
    if (errors.failed())
        refuse(file, 0, "unreadable-file", "\"" + errors.message() + "\"", "a whole file", problems);
    return tables::make_table(std::move(table), rows, problems, Rows::may_be_none);
}
}  // namespace

std::optional<CsvTable> read_register_table(const std::filesystem::path& path, const std::string& crs,
                                            Problems& problems) {
    std::ifstream stream(path, std::ios::binary);
    std::string begin(16, '\0');
    stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    begin.resize(static_cast<std::size_t>(stream.gcount()));
    std::error_code error;
    if (!std::filesystem::is_directory(path, error) && is_table(path, begin)) {
        if (tables::workbook_kind(begin) == tables::WorkbookKind::none)
            return tables::read_csv(path, problems, Rows::may_be_none);
        auto sheet = tables::read_workbook(path, {}, problems, Rows::may_be_none);
        return sheet ? std::optional<CsvTable>(std::move(sheet->table)) : std::nullopt;
    }
    return read_features(path, crs, problems);
}

}  // namespace liriver::data::registers
