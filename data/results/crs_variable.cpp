#include "data/results/crs_variable.h"

#include <cstdlib>
#include <memory>

#include <cpl_conv.h>
#include <ogr_spatialref.h>

namespace liriver::data::results {

namespace {

struct FreeText {
    void operator()(char* text) const { CPLFree(text); }
};

std::string wkt(const OGRSpatialReference& system, const char* format) {
    char* text = nullptr;
    const char* const options[] = {format, nullptr};
    const OGRErr trouble = system.exportToWkt(&text, options);
    const std::unique_ptr<char, FreeText> owner(text);
    return trouble == OGRERR_NONE && text != nullptr ? std::string(text) : std::string();
}

}  // namespace

void define_crs(Netcdf& file, const std::string& crs) {
    OGRSpatialReference system;
    if (system.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        throw NetcdfError("crs " + crs + " is not known");
    const int variable = file.variable(crs_variable_name, Netcdf::Type::int32, {});
    file.attribute(variable, "long_name", std::string(system.GetName()));
    const char* projection = system.GetAttrValue("PROJECTION");
    if (projection != nullptr && std::string(projection) == SRS_PT_TRANSVERSE_MERCATOR) {
        file.attribute(variable, "grid_mapping_name", std::string("transverse_mercator"));
        file.attribute(variable, "longitude_of_central_meridian", system.GetNormProjParm(SRS_PP_CENTRAL_MERIDIAN));
        file.attribute(variable, "latitude_of_projection_origin", system.GetNormProjParm(SRS_PP_LATITUDE_OF_ORIGIN));
        file.attribute(variable, "scale_factor_at_central_meridian", system.GetNormProjParm(SRS_PP_SCALE_FACTOR, 1.0));
        file.attribute(variable, "false_easting", system.GetNormProjParm(SRS_PP_FALSE_EASTING));
        file.attribute(variable, "false_northing", system.GetNormProjParm(SRS_PP_FALSE_NORTHING));
    }
    file.attribute(variable, "semi_major_axis", system.GetSemiMajor());
    file.attribute(variable, "inverse_flattening", system.GetInvFlattening());
    file.attribute(variable, "crs_wkt", wkt(system, "FORMAT=WKT2_2019"));
    file.attribute(variable, "wkt", wkt(system, "FORMAT=WKT1_GDAL"));
    const char* authority = system.GetAuthorityName(nullptr);
    const char* code = system.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG") {
        file.attribute(variable, "EPSG_code", "EPSG:" + std::string(code));
        file.attribute(variable, "epsg", static_cast<std::int32_t>(std::strtol(code, nullptr, 10)));
    }
}

void write_crs(Netcdf& file) { file.write(file.find_variable(crs_variable_name), 0); }

}  // namespace liriver::data::results
