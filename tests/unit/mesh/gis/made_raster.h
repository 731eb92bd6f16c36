#pragma once
// Writes small GeoTIFFs for tests.
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace liriver::tests {

/// A folder of its own for one test, removed at the end.
class ScratchFolder {
  public:
    explicit ScratchFolder(const std::string& name)
        : path_(std::filesystem::temp_directory_path() / ("liriver-" + std::to_string(::getpid()) + "-" + name)) {
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

struct MadeRaster {
    std::string crs = "EPSG:32649";  ///< empty: none is written
    double west = 400000.0, north = 2800000.0, cell = 10.0;
    int columns = 20, rows = 20;
    GDALDataType type = GDT_Float32;
    std::string unit;
    double scale = 1.0, offset = 0.0;
    double nodata = -9999.0;
};

/// Writes raw(column, row) as a deflated GeoTIFF; the tests look at what becomes of it.
inline void write_raster(const std::string& file, const MadeRaster& made, const std::function<double(int, int)>& raw) {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    std::string deflated = "COMPRESS=DEFLATE";
    std::array<char*, 2> options = {deflated.data(), nullptr};
    GDALDataset* dataset = driver->Create(file.c_str(), made.columns, made.rows, 1, made.type, options.data());
    std::array<double, 6> affine = {made.west, made.cell, 0.0, made.north, 0.0, -made.cell};
    dataset->SetGeoTransform(affine.data());
    if (!made.crs.empty()) {
        OGRSpatialReference crs;
        crs.SetFromUserInput(made.crs.c_str());
        dataset->SetSpatialRef(&crs);
    }
    GDALRasterBand* band = dataset->GetRasterBand(1);
    band->SetNoDataValue(made.nodata);
    if (!made.unit.empty())
        band->SetUnitType(made.unit.c_str());
    band->SetScale(made.scale);
    band->SetOffset(made.offset);
    std::vector<double> line(static_cast<std::size_t>(made.columns));
    for (int row = 0; row < made.rows; ++row) {
        for (int column = 0; column < made.columns; ++column)
            line[static_cast<std::size_t>(column)] = raw(column, row);
        if (band->RasterIO(GF_Write, 0, row, made.columns, 1, line.data(), made.columns, 1, GDT_Float64, 0, 0,
                           nullptr) != CE_None)
            throw std::runtime_error("the test's raster cannot be written: " + file);
    }
    GDALClose(dataset);
}

}  // namespace liriver::tests
