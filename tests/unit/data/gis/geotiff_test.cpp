// Given a maximum a cell, when it is written as GeoTIFF, then GDAL opens it again with every cell's value, no data
// elsewhere, the CRS, and the layout of a cloud-optimised file.
#include "data/gis/geotiff.h"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>

#include "tests/unit/data/gis/skewed_mesh.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::gis {
namespace {

using mesh::field::Description;
using mesh::field::Field;
using mesh::surface::SurfaceMesh;
using results::example::Folder;

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};

std::unique_ptr<GDALDataset, Close> open(const std::filesystem::path& path) {
    GDALAllRegister();
    return std::unique_ptr<GDALDataset, Close>(
        GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
}

const Description depth{"greatest_depth", "greatest water depth", "", "m", mesh::field::Location::face};
const RasterOrigin origin{"EPSG:32649", "漓江 flood", "liriver 0.1.0"};

std::vector<double> depths(const SurfaceMesh& mesh) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(mesh.cell_count()));
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        values.push_back(i % 11 == 10 ? std::numeric_limits<double>::quiet_NaN() : 0.25 + i / 7.0);
    return values;
}

TEST(Geotiff, EveryPixelHasItsCellsValueAndNoDataElsewhere) {
    const Folder folder;
    const auto mesh = example::skewed_mesh(20);
    const auto values = depths(mesh);
    const PixelMap pixels = map_pixels(mesh, 2.0);
    const auto path = folder.path() / "depth.tif";
    const auto written = write_geotiff(path, pixels, Field{depth, values}, origin);
    ASSERT_TRUE(written) << to_string(written.error());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "depth.tif.part"));

    const auto file = open(path);
    ASSERT_TRUE(file);
    GDALRasterBand* band = file->GetRasterBand(1);
    ASSERT_EQ(band->GetXSize(), pixels.frame.columns);
    ASSERT_EQ(band->GetYSize(), pixels.frame.rows);
    EXPECT_EQ(band->GetNoDataValue(), static_cast<double>(no_data));
    EXPECT_STREQ(band->GetUnitType(), "m");
    EXPECT_STREQ(band->GetDescription(), "greatest_depth");
    std::vector<float> read(pixels.cells.size());
    ASSERT_EQ(band->RasterIO(GF_Read, 0, 0, pixels.frame.columns, pixels.frame.rows, read.data(), pixels.frame.columns,
                             pixels.frame.rows, GDT_Float32, 0, 0, nullptr),
              CE_None);
    double transform[6];
    ASSERT_EQ(file->GetGeoTransform(transform), CE_None);
    std::size_t dry = 0;
    std::size_t beyond = 0;
    for (int row = 0; row < pixels.frame.rows; ++row)
        for (int column = 0; column < pixels.frame.columns; ++column) {
            const double x = transform[0] + (column + 0.5) * transform[1];
            const double y = transform[3] + (row + 0.5) * transform[5];
            const std::int32_t cell = pixels.cells[pixels.frame.index(column, row)];
            const float value = read[pixels.frame.index(column, row)];
            if (cell == mesh::surface::outside) {
                ++beyond;
                EXPECT_EQ(value, no_data);
            } else if (std::isnan(values[static_cast<std::size_t>(cell)])) {
                ++dry;
                EXPECT_EQ(value, no_data);
            } else {
                ASSERT_TRUE(example::holds(mesh, cell, x, y));
                EXPECT_EQ(value, static_cast<float>(values[static_cast<std::size_t>(cell)]));
            }
        }
    EXPECT_GT(dry, 100U);
    EXPECT_GT(beyond, 1000U);
}

TEST(Geotiff, IsLaidOutForTheCloudWithTilesOverviewsAndCrs) {
    const Folder folder;
    const auto mesh = example::skewed_mesh(90);
    const PixelMap pixels = map_pixels(mesh, 1.0);
    ASSERT_GT(pixels.frame.columns, 1024);
    const auto values = depths(mesh);
    const auto path = folder.path() / "最大 depth.tif";
    ASSERT_TRUE(write_geotiff(path, pixels, Field{depth, values}, origin));
    const auto file = open(path);
    ASSERT_TRUE(file);
    EXPECT_STREQ(file->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG");
    EXPECT_STREQ(file->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
    int width = 0;
    int height = 0;
    file->GetRasterBand(1)->GetBlockSize(&width, &height);
    EXPECT_EQ(width, 512);
    EXPECT_EQ(height, 512);
    EXPECT_GE(file->GetRasterBand(1)->GetOverviewCount(), 1);
    ASSERT_NE(file->GetSpatialRef(), nullptr);
    EXPECT_STREQ(file->GetSpatialRef()->GetAuthorityCode(nullptr), "32649");
    EXPECT_THAT(file->GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION"), testing::HasSubstr("漓江 flood"));
}

TEST(Geotiff, EqualInputGivesEqualBytes) {
    const Folder folder;
    const auto mesh = example::skewed_mesh(40);
    const PixelMap pixels = map_pixels(mesh, 2.0);
    const auto values = depths(mesh);
    std::string bytes[2];
    for (int i = 0; i < 2; ++i) {
        const auto path = folder.path() / std::to_string(i);
        ASSERT_TRUE(write_geotiff(path, pixels, Field{depth, values}, origin));
        std::ifstream file(path, std::ios::binary);
        bytes[i].assign(std::istreambuf_iterator<char>(file), {});
    }
    EXPECT_GT(bytes[0].size(), 1000U);
    EXPECT_TRUE(bytes[0] == bytes[1]);
}

TEST(Geotiff, WhatCannotBeWrittenIsRefusedAndLeavesNothing) {
    const Folder folder;
    const auto mesh = example::skewed_mesh(3);
    const PixelMap pixels = map_pixels(mesh, 2.0);
    auto values = depths(mesh);
    RasterOrigin nowhere = origin;
    nowhere.crs = "EPSG:none";
    EXPECT_FALSE(write_geotiff(folder.path() / "a.tif", pixels, Field{depth, values}, nowhere));
    EXPECT_FALSE(write_geotiff(folder.path() / "none" / "a.tif", pixels, Field{depth, values}, origin));
    values.pop_back();
    const auto few = write_geotiff(folder.path() / "a.tif", pixels, Field{depth, values}, origin);
    ASSERT_FALSE(few);
    EXPECT_THAT(to_string(few.error()), testing::HasSubstr("one for each cell"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace liriver::data::gis
