#pragma once
// The register of drinking-water sources (水源地) with their protection zones, and what outfalls do in them.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/registers/registers.h"
#include "data/registers/section_register.h"

namespace liriver::data::registers {

/// A stretch of the intake's reach.
struct ChainageRange {
    double from = 0.0, to = 0.0;  ///< m

    [[nodiscard]] bool holds(double chainage) const { return chainage >= from && chainage <= to; }
};

/// `intake,code,reach,chainage_m,x_m,y_m,zone_1_from_chainage_m,zone_1_to_chainage_m,zone_2_from_chainage_m,
/// zone_2_to_chainage_m,class,people,standby,owner,note`.
struct IntakeRow {
    Row row;
    std::string name, code;
    RegisterPlace place;
    std::optional<ChainageRange> zone_i, zone_ii;                  ///< protection zones 一级, 二级保护区
    standards::QualityClass target = standards::QualityClass::ii;  ///< where no class is given that of zone I
    bool target_given = false;
    std::optional<double> people;  ///< served
    std::string standby, owner, note;
};

/// Classes that GB 3838 asks for: II in zone I, III in zone II.
inline constexpr standards::QualityClass class_of_zone_i = standards::QualityClass::ii;
inline constexpr standards::QualityClass class_of_zone_ii = standards::QualityClass::iii;

/// Reads the register from any source of `read_register_table`. Problems, all at once: names that are repeated, no
/// place, half a zone, a zone that ends before it begins, an intake outside its zone I, a class that is none, fewer
/// than no people.
[[nodiscard]] std::vector<IntakeRow> read_intakes(const std::filesystem::path& path, const std::string& crs,
                                                  tables::Problems& problems);

/// A sentence for each outfall that is not closed and stands in a protection zone of an intake, or at a place whose
/// next section downstream on its reach has class I or II as its target.
[[nodiscard]] std::vector<std::string> notes_on_protected_water(const std::vector<OutfallRow>& outfalls,
                                                                const std::vector<IntakeRow>& intakes,
                                                                const std::vector<QualitySectionRow>& sections);

}  // namespace liriver::data::registers
