#include "data/gis/geotiff.h"

#include <array>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include <cpl_error.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "data/gis/cell_raster.h"
#include "data/results/atomic_file.h"

namespace liriver::data::gis {

using mesh::field::Error;

namespace {

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// GDAL's messages are returned, not printed.
class Quiet {
  public:
    Quiet() {
        CPLErrorReset();
        CPLPushErrorHandler(CPLQuietErrorHandler);
    }
    ~Quiet() { CPLPopErrorHandler(); }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
};

std::string last_message() {
    const std::string message = CPLGetLastErrorMsg();
    return message.empty() ? "GDAL could not write it" : message;
}

std::vector<float> pixel_values(const PixelMap& pixels, std::span<const double> values) {
    std::vector<float> raster(pixels.cells.size(), no_data);
    for (std::size_t i = 0; i < raster.size(); ++i)
        if (pixels.cells[i] != mesh::surface::outside) {
            const double value = values[static_cast<std::size_t>(pixels.cells[i])];
            if (std::isfinite(value))
                raster[i] = static_cast<float>(value);
        }
    return raster;
}

bool fill(GDALDataset& dataset, const PixelMap& pixels, std::vector<float>& raster, const mesh::field::Field& field,
          const OGRSpatialReference& crs) {
    const mesh::gis::GridFrame& frame = pixels.frame;
    std::array<double, 6> transform{frame.west, frame.cell_x, 0.0, frame.north, 0.0, -frame.cell_y};
    GDALRasterBand* band = dataset.GetRasterBand(1);
    band->SetDescription(field.description.name.c_str());
    band->SetUnitType(field.description.unit.c_str());
    return dataset.SetGeoTransform(transform.data()) == CE_None && dataset.SetSpatialRef(&crs) == CE_None &&
           band->SetNoDataValue(static_cast<double>(no_data)) == CE_None &&
           band->SetMetadataItem("long_name", field.description.long_name.c_str()) == CE_None &&
           band->RasterIO(GF_Write, 0, 0, frame.columns, frame.rows, raster.data(), frame.columns, frame.rows,
                          GDT_Float32, 0, 0, nullptr) == CE_None;
}

}  // namespace

PixelMap map_pixels(const mesh::surface::SurfaceMesh& mesh, double pixel) {
    PixelMap pixels{frame_around(mesh, pixel), {}};
    pixels.cells = cells_of_pixels(mesh, pixels.frame);
    return pixels;
}

tl::expected<void, Error> write_geotiff(const std::filesystem::path& path, const PixelMap& pixels,
                                        const mesh::field::Field& field, const RasterOrigin& origin) {
    for (const std::int32_t cell : pixels.cells)
        if (cell != mesh::surface::outside && static_cast<std::size_t>(cell) >= field.values.size())
            return tl::unexpected(
                Error{path.string(), fmt::format("{} values", field.values.size()), "one for each cell of the mesh"});
    const Quiet quiet;
    GDALAllRegister();
    OGRSpatialReference crs;
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (crs.SetFromUserInput(origin.crs.c_str()) != OGRERR_NONE)
        return tl::unexpected(Error{path.string(), "crs \"" + origin.crs + '"', "a CRS that GDAL knows"});
    GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
    GDALDriver* cog = GetGDALDriverManager()->GetDriverByName("COG");
    if (memory == nullptr || cog == nullptr)
        return tl::unexpected(Error{path.string(), "a GDAL without its drivers MEM and COG", "GDAL 3.1 or later"});

    std::vector<float> raster = pixel_values(pixels, field.values);
    const Dataset in_memory(memory->Create("", pixels.frame.columns, pixels.frame.rows, 1, GDT_Float32, nullptr));
    if (!in_memory || !fill(*in_memory, pixels, raster, field, crs))
        return tl::unexpected(Error{path.string(), last_message(), ""});
    if (!origin.title.empty())
        in_memory->SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION",
                                   fmt::format("{}: {}", origin.title, field.description.long_name).c_str());
    if (!origin.source.empty())
        in_memory->SetMetadataItem("TIFFTAG_SOFTWARE", origin.source.c_str());
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "FLOATING_POINT");
    options.SetNameValue("BLOCKSIZE", "512");
    options.SetNameValue("OVERVIEWS", "IGNORE_EXISTING");
    options.SetNameValue("OVERVIEW_RESAMPLING", "NEAREST");
    const std::filesystem::path part = results::part_name(path);
    Dataset written(cog->CreateCopy(part.c_str(), in_memory.get(), FALSE, options.List(), nullptr, nullptr));
    const bool whole = written != nullptr;
    written.reset();  // closes the file
    if (!whole || CPLGetLastErrorType() == CE_Failure) {
        Error error{path.string(), last_message(), "a folder that can be written"};
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return tl::unexpected(std::move(error));
    }
    return results::publish(path);
}

}  // namespace liriver::data::gis
