#pragma once
// One number a cell as a cloud-optimised GeoTIFF: tiles and overviews in an order that lets a reader fetch any part
// over HTTP. Any GIS opens it.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "mesh/field/field.h"
#include "mesh/gis/grid.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::gis {

/// What stands where there is no value: outside the mesh, and where the cell's own number is not finite.
inline constexpr float no_data = -9999.0F;

/// Where the pixels of a mesh lie; made once for all the fields of a run.
struct PixelMap {
    mesh::gis::GridFrame frame;
    std::vector<std::int32_t> cells;  ///< [pixels] or mesh::surface::outside
};
[[nodiscard]] PixelMap map_pixels(const mesh::surface::SurfaceMesh& mesh, double pixel);

/// What the file says of where it comes from.
struct RasterOrigin {
    std::string crs;     ///< as GDAL takes it
    std::string title;   ///< the scenario's name; may be empty
    std::string source;  ///< the program and its version; may be empty
};

/// Writes 32-bit floats, deflate with the floating-point predictor, tiles of 512 pixels, overviews by the nearest pixel
/// (no value that no cell has), under `<path>.part`, renamed when whole. Equal input gives equal bytes. Fails when the
/// values do not fit the map's cells, the CRS is not known, or the file cannot be written.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_geotiff(const std::filesystem::path& path,
                                                                   const PixelMap& pixels,
                                                                   const mesh::field::Field& field,
                                                                   const RasterOrigin& origin);

}  // namespace liriver::data::gis
