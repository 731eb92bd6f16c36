#include "mesh/gis/lines.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <memory>

#include "mesh/gis/gdal_session.h"

namespace liriver::mesh::gis {

namespace {

using field::Error;
using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;
using Transformation = std::unique_ptr<OGRCoordinateTransformation>;

struct FreeText {
    void operator()(char* text) const { CPLFree(text); }
};

/// The attributes of one layer that the source asks for.
struct Columns {
    std::vector<int> names;
    int id = -1;
    int kind = -1;
};

/// A text of a source that does not say its encoding (a shapefile without .cpg, opened without recoding): UTF-8, or
/// else GB18030 (of which GBK and GB2312 are parts), as tables are read; bytes that are neither stay.
std::string decoded(const char* text) {
    if (CPLIsUTF8(text, -1) != FALSE)
        return text;
    const std::unique_ptr<char, FreeText> recoded(CPLRecode(text, "GB18030", CPL_ENC_UTF8));
    return recoded && CPLIsUTF8(recoded.get(), -1) != FALSE ? std::string(recoded.get()) : std::string(text);
}

std::string name_of(const OGRFeatureDefn& definition, int field) {
    return decoded(definition.GetFieldDefn(field)->GetNameRef());
}

std::string listed(const OGRFeatureDefn& definition) {
    std::string text;
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        text += (i == 0 ? "" : ", ") + name_of(definition, i);
    return text.empty() ? "no attributes" : text;
}

/// The attribute of that name, without regard to case as OGR has it; -1: none.
int index_of(const OGRFeatureDefn& definition, const std::string& attribute) {
    if (const int index = definition.GetFieldIndex(attribute.c_str()); index >= 0)
        return index;
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        if (name_of(definition, i) == attribute)
            return i;
    return -1;
}

/// A shapefile's texts are recoded by its .cpg alone: without one, what the .dbf says of its encoding is the language
/// of the program that made it at best, and the bytes are looked at instead.
CPLStringList open_options(const std::string& file) {
    CPLStringList options;
    const std::string extension = CPLGetExtension(file.c_str());
    if (!EQUAL(extension.c_str(), "shp"))
        return options;
    VSIStatBufL found;
    for (const char* sidecar : {"cpg", "CPG"})
        if (VSIStatL(CPLResetExtension(file.c_str(), sidecar), &found) == 0)
            return options;
    options.SetNameValue("ENCODING", "");
    return options;
}

tl::expected<Columns, Error> find_columns(OGRLayer& layer, const LineSource& source) {
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    std::string missing;
    const auto column_of = [&](const std::string& attribute) {
        const int index = index_of(definition, attribute);
        if (index < 0 && missing.empty())
            missing = attribute;
        return index;
    };
    Columns columns;
    for (const std::string& attribute : source.name_attributes)
        columns.names.push_back(column_of(attribute));
    if (!source.id_attribute.empty())
        columns.id = column_of(source.id_attribute);
    if (!source.kind_attribute.empty())
        columns.kind = column_of(source.kind_attribute);
    if (!missing.empty())
        return tl::make_unexpected(Error{fmt::format("{}, layer {}", source.file, layer.GetName()),
                                         "no attribute " + missing, "one of " + listed(definition)});
    return columns;
}

std::string text_of(const OGRFeature& feature, int column) {
    return column >= 0 && feature.IsFieldSetAndNotNull(column) ? decoded(feature.GetFieldAsString(column)) : "";
}

std::string name_of(const OGRFeature& feature, const Columns& columns, const std::string& id,
                    const LineSource& source) {
    for (const std::pair<std::string, std::string>& stated : source.names_by_id)
        if (stated.first == id)
            return stated.second;
    for (const int column : columns.names) {
        std::string name = text_of(feature, column);
        if (!name.empty())
            return name;
    }
    return "";
}

tl::expected<Transformation, Error> transformation_to(const OGRSpatialReference& target, OGRLayer& layer,
                                                      const LineSource& source, const ErrorCollector& errors) {
    OGRSpatialReference from;
    if (source.crs) {
        if (from.SetFromUserInput(source.crs->c_str()) != OGRERR_NONE)
            return tl::make_unexpected(Error{source.file, "CRS \"" + *source.crs + "\", which GDAL does not know",
                                             "a code like EPSG:4326, or WKT"});
    } else if (layer.GetSpatialRef() != nullptr)
        from = *layer.GetSpatialRef();
    else
        return tl::make_unexpected(Error{source.file, "no coordinate reference system in the file",
                                         "one in the file, or `crs` beside its name"});
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    Transformation result(OGRCreateCoordinateTransformation(&from, &target));
    if (!result)
        return tl::make_unexpected(
            Error{source.file, errors.message(), "coordinates that can be brought into the CRS"});
    return result;
}

void add_curve(const OGRLineString& curve, const NamedLine& like, std::vector<NamedLine>& lines) {
    NamedLine line = like;
    for (int i = 0; i < curve.getNumPoints(); ++i) {
        const network::Point point{.x = curve.getX(i), .y = curve.getY(i)};
        if (line.line.empty() || network::distance(line.line.back(), point) > 0.0)
            line.line.push_back(point);
    }
    if (!line.line.empty())
        lines.push_back(std::move(line));
}

/// Takes every part of a geometry apart into lines: points, lines, outer rings, and collections of them.
void add_geometry(const OGRGeometry& geometry, const NamedLine& like, std::vector<NamedLine>& lines) {
    switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint: {
            NamedLine line = like;
            line.line = {{.x = geometry.toPoint()->getX(), .y = geometry.toPoint()->getY()}};
            lines.push_back(std::move(line));
            break;
        }
        case wkbLineString:
            add_curve(*geometry.toLineString(), like, lines);
            break;
        case wkbPolygon:
            if (geometry.toPolygon()->getExteriorRing() != nullptr) {
                NamedLine outer = like;
                outer.ring = true;
                outer.holes = geometry.toPolygon()->getNumInteriorRings();
                add_curve(*geometry.toPolygon()->getExteriorRing(), outer, lines);
            }
            break;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* piece : *geometry.toGeometryCollection())
                add_geometry(*piece, like, lines);
            break;
        default: {
            const std::unique_ptr<OGRGeometry> straight(geometry.getLinearGeometry());
            if (straight && wkbFlatten(straight->getGeometryType()) != wkbFlatten(geometry.getGeometryType()))
                add_geometry(*straight, like, lines);
        }
    }
}

tl::expected<void, Error> read_layer(OGRLayer& layer, const LineSource& source, const OGRSpatialReference& target,
                                     const ErrorCollector& errors, std::vector<NamedLine>& lines) {
    const auto columns = find_columns(layer, source);
    if (!columns)
        return tl::make_unexpected(columns.error());
    const auto transformation = transformation_to(target, layer, source, errors);
    if (!transformation)
        return tl::make_unexpected(transformation.error());
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        NamedLine like;
        like.kind = text_of(*feature, columns->kind);
        const bool wanted = source.kinds.empty() ||
                            std::find(source.kinds.begin(), source.kinds.end(), like.kind) != source.kinds.end();
        OGRGeometry* geometry = feature->GetGeometryRef();
        if (!wanted || geometry == nullptr || geometry->IsEmpty())
            continue;
        like.id = columns->id >= 0 ? text_of(*feature, columns->id) : std::to_string(feature->GetFID());
        like.name = name_of(*feature, *columns, like.id, source);
        if (geometry->transform(transformation->get()) != OGRERR_NONE)
            return tl::make_unexpected(Error{fmt::format("{}, feature {}", source.file, like.id), errors.message(),
                                             "coordinates that can be brought into the CRS"});
        add_geometry(*geometry, like, lines);
    }
    if (errors.failed())
        return tl::make_unexpected(Error{source.file, errors.message(), "a whole file"});
    return {};
}

}  // namespace

tl::expected<std::vector<NamedLine>, Error> read_lines(const LineSource& source, const std::string& crs) {
    register_drivers();
    const ErrorCollector errors;
    OGRSpatialReference target;
    if (target.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        return tl::make_unexpected(
            Error{"crs", "\"" + crs + "\", which GDAL does not know", "a code like EPSG:32649, or WKT"});
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const Dataset dataset(GDALDataset::Open(source.file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr,
                                            open_options(source.file).List()));
    if (!dataset)
        return tl::make_unexpected(Error{source.file, errors.message(), "a vector file that OGR can read"});
    std::vector<OGRLayer*> layers;
    if (source.layer.empty())
        for (OGRLayer* layer : dataset->GetLayers())
            layers.push_back(layer);
    else if (OGRLayer* layer = dataset->GetLayerByName(source.layer.c_str()))
        layers.push_back(layer);
    else {
        std::string names;
        for (OGRLayer* other : dataset->GetLayers())
            names += (names.empty() ? "" : ", ") + std::string(other->GetName());
        return tl::make_unexpected(Error{source.file, "no layer " + source.layer, "one of " + names});
    }
    std::vector<NamedLine> lines;
    for (OGRLayer* layer : layers) {
        const auto read = read_layer(*layer, source, target, errors, lines);
        if (!read)
            return tl::make_unexpected(read.error());
    }
    if (lines.empty())
        return tl::make_unexpected(
            Error{source.file, source.kinds.empty() ? "no lines" : "no lines of the kinds asked for", "at least one"});
    return lines;
}

}  // namespace liriver::mesh::gis
