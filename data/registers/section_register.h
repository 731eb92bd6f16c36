#pragma once
// The register of sections at which water quality is judged (断面).
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/registers/registers.h"
#include "data/standards/class_names.h"
#include "data/standards/standards.h"
#include "data/tables/problem.h"

namespace liriver::data::registers {

/// `section,code,reach,chainage_m,x_m,y_m,longitude,latitude,target,water,use,period,owner,station,note`, all but the
/// first optional.
struct QualitySectionRow {
    Row row;
    std::string name;
    std::string code;     ///< an opaque text
    std::string station;  ///< under which results and observations have it; empty: the section's own name
    RegisterPlace place;
    std::optional<double> longitude, latitude;      ///< degrees
    std::optional<standards::QualityClass> target;  ///< nothing: none
    standards::Water water = standards::Water::river;
    std::string use, period, owner, note;
};

/// Reads the register from any source of `read_register_table`. `water` is river (河流) or lake (湖泊, 水库, 湖库);
/// empty: a river. Problems, all at once: a name that is repeated, a target that is no class from I to V, a part of a
/// place, a longitude or latitude that is none.
[[nodiscard]] std::vector<QualitySectionRow> read_quality_sections(const std::filesystem::path& path,
                                                                   const std::string& crs, tables::Problems& problems);

}  // namespace liriver::data::registers
