#include "mesh/gis/raster.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <memory>

#include "mesh/gis/gdal_session.h"
#include "mesh/gis/horizontal_crs.h"

namespace liriver::mesh::gis {
namespace {

using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

Error fault(const std::string& place, std::string found, std::string expected) {
    return {.place = place, .found = std::move(found), .expected = std::move(expected)};
}

/// Metres in one unit of GDAL's unit name; none for a name it does not know. No name at all means metres.
std::optional<double> metres_in(std::string unit) {
    std::transform(unit.begin(), unit.end(), unit.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    struct Name {
        const char* name;
        double metres;
    };
    static constexpr double us_survey_foot = 1200.0 / 3937.0;
    static constexpr std::array names = {Name{"", 1.0},
                                         Name{"m", 1.0},
                                         Name{"metre", 1.0},
                                         Name{"metres", 1.0},
                                         Name{"meter", 1.0},
                                         Name{"meters", 1.0},
                                         Name{"dm", 0.1},
                                         Name{"decimetre", 0.1},
                                         Name{"decimetres", 0.1},
                                         Name{"decimeter", 0.1},
                                         Name{"decimeters", 0.1},
                                         Name{"cm", 0.01},
                                         Name{"centimetre", 0.01},
                                         Name{"centimeter", 0.01},
                                         Name{"mm", 0.001},
                                         Name{"ft", 0.3048},
                                         Name{"foot", 0.3048},
                                         Name{"feet", 0.3048},
                                         Name{"international foot", 0.3048},
                                         Name{"us-ft", us_survey_foot},
                                         Name{"ftus", us_survey_foot},
                                         Name{"us survey foot", us_survey_foot},
                                         Name{"us survey feet", us_survey_foot},
                                         Name{"foot_us", us_survey_foot}};
    for (const Name& known : names)
        if (unit == known.name)
            return known.metres;
    return std::nullopt;
}

tl::expected<Dataset, Error> warp(GDALDataset& source, const OGRSpatialReference& from, const OGRSpatialReference& to,
                                  int band, const std::string& file, ErrorCollector& errors) {
    // A one-band view first, so that the warper sees the elevation band and nothing else.
    std::vector<std::string> pick = {"-of", "VRT", "-b", std::to_string(band)};
    std::vector<std::string> turn = {"-of",        "MEM",        "-r",       "bilinear",  "-ot",
                                     "Float32",    "-dstnodata", "nan",      "-novshift", "-s_srs",
                                     wkt_of(from), "-t_srs",     wkt_of(to), "-et",       "0.05"};
    const auto pointers = [](std::vector<std::string>& words) {
        std::vector<char*> list;
        list.reserve(words.size() + 1);
        for (std::string& word : words)
            list.push_back(word.data());
        list.push_back(nullptr);
        return list;
    };
    const auto pick_words = pointers(pick);
    const auto turn_words = pointers(turn);

    GDALTranslateOptions* pick_options =
        GDALTranslateOptionsNew(const_cast<char**>(pick_words.data()), nullptr);  // NOLINT
    Dataset view(GDALDataset::FromHandle(GDALTranslate("", GDALDataset::ToHandle(&source), pick_options, nullptr)));
    GDALTranslateOptionsFree(pick_options);
    if (!view)
        return tl::unexpected(fault(file, errors.message(), "a raster that GDAL can read"));

    GDALWarpAppOptions* options = GDALWarpAppOptionsNew(const_cast<char**>(turn_words.data()), nullptr);  // NOLINT
    GDALDatasetH input = GDALDataset::ToHandle(view.get());
    int misuse = 0;
    Dataset warped(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &input, options, &misuse)));
    GDALWarpAppOptionsFree(options);
    if (!warped || errors.failed())
        return tl::unexpected(fault(file, errors.message(), "a whole raster that reprojects to the scenario's CRS"));
    return warped;
}

/// Cells of `frame` that a window touches, as a smaller frame, and where it starts.
struct Cut {
    GridFrame frame;
    int column = 0;
    int row = 0;
};

Cut cut_to(const GridFrame& frame, const std::optional<Extent>& window) {
    if (!window)
        return {.frame = frame};
    const int first_column = std::clamp(frame.column_of(window->west), 0, frame.columns);
    const int last_column = std::clamp(frame.column_of(window->east) + 1, first_column, frame.columns);
    const int first_row = std::clamp(frame.row_of(window->north), 0, frame.rows);
    const int last_row = std::clamp(frame.row_of(window->south) + 1, first_row, frame.rows);
    GridFrame part = frame;
    part.west = frame.west + first_column * frame.cell_x;
    part.north = frame.north - first_row * frame.cell_y;
    part.columns = last_column - first_column;
    part.rows = last_row - first_row;
    return {.frame = part, .column = first_column, .row = first_row};
}

/// Reads the cut in strips, checking every one; sets cells that the band's mask hides to NaN.
bool read_cells(GDALRasterBand& band, const Cut& cut, std::vector<float>& values) {
    GDALRasterBand* mask = band.GetMaskBand();
    const bool all_valid = (band.GetMaskFlags() & GMF_ALL_VALID) != 0;
    const int columns = cut.frame.columns;
    constexpr int strip = 256;
    values.resize(cut.frame.size());
    std::vector<std::uint8_t> valid;
    for (int row = 0; row < cut.frame.rows; row += strip) {
        const int rows = std::min(strip, cut.frame.rows - row);
        float* target = values.data() + cut.frame.index(0, row);
        if (band.RasterIO(GF_Read, cut.column, cut.row + row, columns, rows, target, columns, rows, GDT_Float32, 0, 0,
                          nullptr) != CE_None)
            return false;
        if (all_valid)
            continue;
        valid.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
        if (mask->RasterIO(GF_Read, cut.column, cut.row + row, columns, rows, valid.data(), columns, rows, GDT_Byte, 0,
                           0, nullptr) != CE_None)
            return false;
        for (std::size_t cell = 0; cell < valid.size(); ++cell)
            if (valid[cell] == 0)
                target[cell] = std::numeric_limits<float>::quiet_NaN();
    }
    return true;
}

tl::expected<void, Error> understand_numbers(GDALRasterBand& band, const RasterSource& source, Raster& raster) {
    if (source.scale) {
        if (!(std::isfinite(*source.scale) && *source.scale > 0.0))
            return tl::unexpected(
                fault(source.file, fmt::format("scale {}", *source.scale), "metres in one raw unit, above 0"));
        raster.metres_per_unit = *source.scale;
        return {};
    }
    const std::string unit = band.GetUnitType() != nullptr ? band.GetUnitType() : "";
    const std::optional<double> metres = metres_in(unit);
    if (!metres)
        return tl::unexpected(fault(source.file, fmt::format("elevations in the unit \"{}\"", unit),
                                    "m, dm, cm, mm, ft or us-ft; or give the raster a scale (metres in one raw unit)"));
    raster.metres_per_unit = band.GetScale() * *metres;
    raster.offset_m = band.GetOffset() * *metres;
    return {};
}

/// Takes out what the source says has no value, from raw numbers.
void drop_declared(const RasterSource& source, const Raster& raster, std::vector<float>& values) {
    if (!source.nodata && !source.lowest && !source.highest)
        return;
    for (float& value : values) {
        const double raw = static_cast<double>(value);
        const double metres = raw * raster.metres_per_unit + raster.offset_m;
        // Files in single precision hold a mark like -3.4e38 rounded.
        const bool mark = source.nodata && std::abs(raw - *source.nodata) <= 1e-6 * std::abs(*source.nodata);
        if (mark || (source.lowest && metres < *source.lowest) || (source.highest && metres > *source.highest))
            value = std::numeric_limits<float>::quiet_NaN();
    }
}

/// The whole band in memory, so that it can be changed before it is warped.
Dataset in_memory(GDALDataset& source, std::vector<float>& values) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
    Dataset copy(driver->Create("", source.GetRasterXSize(), source.GetRasterYSize(), 1, GDT_Float32, nullptr));
    std::array<double, 6> affine{};
    source.GetGeoTransform(affine.data());
    if (!copy || copy->SetGeoTransform(affine.data()) != CE_None)
        return nullptr;
    GDALRasterBand* band = copy->GetRasterBand(1);
    band->SetNoDataValue(std::numeric_limits<double>::quiet_NaN());
    const int columns = source.GetRasterXSize();
    const int rows = source.GetRasterYSize();
    if (band->RasterIO(GF_Write, 0, 0, columns, rows, values.data(), columns, rows, GDT_Float32, 0, 0, nullptr) !=
        CE_None)
        return nullptr;
    return copy;
}

/// Suspects of a grid in metres whose cells lie at `affine` in `from`, with their places in `to`.
std::vector<Raster::Suspect> suspects_of(const Grid& grid, const RasterSource& source,
                                         const std::array<double, 6>& affine, const OGRSpatialReference& from,
                                         const OGRSpatialReference& to) {
    PlausibleGround ground;
    ground.any_low = source.lowest.has_value();
    ground.any_high = source.highest.has_value();
    std::vector<Raster::Suspect> suspects;
    const std::unique_ptr<OGRCoordinateTransformation> turn(OGRCreateCoordinateTransformation(&from, &to));
    for (const Implausible& one : find_implausible(grid, ground)) {
        const double column = one.column + 0.5;
        const double row = one.row + 0.5;
        Raster::Suspect suspect{.what = one,
                                .x = affine[0] + affine[1] * column + affine[2] * row,
                                .y = affine[3] + affine[4] * column + affine[5] * row};
        if (turn)
            turn->Transform(1, &suspect.x, &suspect.y);
        suspects.push_back(suspect);
    }
    return suspects;
}

void to_metres(const Raster& raster, std::vector<float>& values) {
    for (float& value : values)
        value = std::isfinite(value)
                    ? static_cast<float>(static_cast<double>(value) * raster.metres_per_unit + raster.offset_m)
                    : std::numeric_limits<float>::quiet_NaN();
}

}  // namespace

tl::expected<void, Error> check_projected_metres(const std::string& crs) {
    register_drivers();
    const auto known = horizontal_crs("crs", crs);
    if (!known)
        return tl::unexpected(known.error());
    if (known->IsProjected() == 0)
        return tl::unexpected(fault("crs", fmt::format("\"{}\", which is not projected", crs),
                                    "a projected CRS in metres, such as EPSG:32649"));
    if (std::abs(known->GetLinearUnits() - 1.0) > 1e-12)
        return tl::unexpected(
            fault("crs", fmt::format("\"{}\", whose unit is {} m", crs, known->GetLinearUnits()), "a CRS in metres"));
    return {};
}

namespace {

/// A raster's band on its way into a scenario's grid.
struct Band {
    Dataset dataset;
    int number = 1;
    OGRSpatialReference own;
    std::array<double, 6> affine{};
};

tl::expected<Band, Error> open_band(const RasterSource& source, ErrorCollector& errors) {
    Band band;
    band.number = source.band;
    band.dataset.reset(
        GDALDataset::Open(source.file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
    if (!band.dataset)
        return tl::unexpected(fault(source.file, errors.message(), "a raster file that GDAL opens"));
    if (source.band < 1 || source.band > band.dataset->GetRasterCount())
        return tl::unexpected(fault(source.file, fmt::format("{} bands", band.dataset->GetRasterCount()),
                                    fmt::format("a band {}", source.band)));
    const auto own = horizontal_crs(source.file, source.crs.value_or(""), *band.dataset);
    if (!own)
        return tl::unexpected(own.error());
    band.own = *own;
    return band;
}

bool lies_in(const Band& band, const OGRSpatialReference& target) {
    const std::array<const char*, 2> same_options = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", nullptr};
    const std::array<double, 6>& affine = band.affine;
    return band.own.IsSame(&target, same_options.data()) != 0 && affine[2] == 0.0 && affine[4] == 0.0 &&
           affine[1] > 0.0 && affine[5] < 0.0;
}

/// Brings a band into the target's CRS. Marks for no value are looked for, and taken out, before resampling spreads
/// them over their neighbours.
tl::expected<void, Error> reproject(Band& band, const RasterSource& source, const OGRSpatialReference& target,
                                    Raster& raster, ErrorCollector& errors) {
    Cut native;
    native.frame.columns = band.dataset->GetRasterXSize();
    native.frame.rows = band.dataset->GetRasterYSize();
    Grid whole{.frame = native.frame, .values = {}};
    if (!read_cells(*band.dataset->GetRasterBand(band.number), native, whole.values) || errors.failed())
        return tl::unexpected(fault(source.file, errors.message(), "a whole file: every block of it readable"));
    drop_declared(source, raster, whole.values);
    if (source.nodata || source.lowest || source.highest) {
        band.dataset = in_memory(*band.dataset, whole.values);
        if (!band.dataset)
            return tl::unexpected(fault(source.file, errors.message(), "a raster that fits into memory"));
        band.number = 1;
    }
    to_metres(raster, whole.values);
    raster.suspects = suspects_of(whole, source, band.affine, band.own, target);
    auto warped = warp(*band.dataset, band.own, target, band.number, source.file, errors);
    if (!warped)
        return tl::unexpected(warped.error());
    band.dataset = std::move(*warped);
    band.dataset->GetGeoTransform(band.affine.data());
    band.number = 1;
    raster.reprojected = true;
    return {};
}

/// The raw numbers of the window asked for.
tl::expected<void, Error> read_window(const Band& band, const RasterSource& source, Raster& raster,
                                      const ErrorCollector& errors) {
    const GridFrame whole = {.west = band.affine[0],
                             .north = band.affine[3],
                             .cell_x = band.affine[1],
                             .cell_y = -band.affine[5],
                             .columns = band.dataset->GetRasterXSize(),
                             .rows = band.dataset->GetRasterYSize()};
    const Cut cut = cut_to(whole, source.window);
    if (cut.frame.size() == 0)
        return tl::unexpected(fault(source.file, "no cell inside the area asked for", "a raster that overlaps it"));
    raster.grid.frame = cut.frame;
    if (!read_cells(*band.dataset->GetRasterBand(band.number), cut, raster.grid.values) || errors.failed())
        return tl::unexpected(fault(source.file, errors.message(), "a whole file: every block of it readable"));
    return {};
}

}  // namespace

tl::expected<Raster, Error> read_raster(const RasterSource& source, const std::string& crs) {
    register_drivers();
    if (auto metres = check_projected_metres(crs); !metres)
        return tl::unexpected(metres.error());
    const OGRSpatialReference target = *horizontal_crs(source.file, crs);
    ErrorCollector errors;
    auto band = open_band(source, errors);
    if (!band)
        return tl::unexpected(band.error());
    Raster raster;
    raster.file = source.file;
    if (auto numbers = understand_numbers(*band->dataset->GetRasterBand(band->number), source, raster); !numbers)
        return tl::unexpected(numbers.error());
    if (band->dataset->GetGeoTransform(band->affine.data()) != CE_None)
        return tl::unexpected(fault(source.file, "no georeferencing", "a raster whose cells have places"));
    if (!lies_in(*band, target))
        if (auto done = reproject(*band, source, target, raster, errors); !done)
            return tl::unexpected(done.error());
    if (auto done = read_window(*band, source, raster, errors); !done)
        return tl::unexpected(done.error());
    if (!raster.reprojected)
        drop_declared(source, raster, raster.grid.values);
    to_metres(raster, raster.grid.values);
    if (!raster.reprojected) {
        band->affine[0] = raster.grid.frame.west;
        band->affine[3] = raster.grid.frame.north;
        raster.suspects = suspects_of(raster.grid, source, band->affine, band->own, target);
    }
    raster.missing_cells = static_cast<std::size_t>(std::count_if(raster.grid.values.begin(), raster.grid.values.end(),
                                                                  [](float value) { return std::isnan(value); }));
    if (raster.missing_cells == raster.grid.values.size())
        return tl::unexpected(fault(source.file, "no cell with a value", "elevations"));
    return raster;
}

}  // namespace liriver::mesh::gis
