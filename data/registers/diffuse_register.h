#pragma once
// The register of diffuse loads: people, animals and land by sub-basin, and what of what they give off enters a river.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/registers/registers.h"

namespace liriver::data::registers {

/// How far the sum of twelve monthly shares may be from 1: published ones are rounded.
inline constexpr double monthly_shares_tolerance = 0.001;

/// `diffuse_load,label,reach,from_chainage_m,to_chainage_m,chainage_m,x_m,y_m,item,kind,amount,amount_unit,constituent,
/// coefficient,coefficient_unit,entry_ratio,base_flow_share,share_1,...,share_12,assumed,source,confidence,note`: a row
/// for each item and constituent. A place and shares that are given in several rows of one load are the same.
struct DiffuseRow {
    Row row;
    std::string name, label, source, confidence, note;
    bool assumed = true;
    RegisterPlace place;                               ///< with its reach alone: the stretch
    std::optional<double> from_chainage, to_chainage;  ///< m
    std::string item;                                  ///< "pigs"
    std::string kind;                                  ///< "people", "livestock" or "land"
    double amount = 0.0;                               ///< persons, animals or m2
    std::string constituent;
    std::string coefficient;  ///< with its unit: "4.4 kg/(person a)"
    double entry_ratio = 0.0;
    std::optional<double> base_flow_share;
    std::vector<double> shares;  ///< twelve, or none
};

/// From any source of `read_register_table`, features' points in `crs`. Problems, all at once: no reach, half a stretch
/// or one that ends before it begins, a kind that is none, land without a unit of area, a ratio outside 0 to 1, some
/// but not twelve shares, shares that do not sum to 1 within 0.001, a place or shares that differ from those of an
/// earlier row of the load.
[[nodiscard]] std::vector<DiffuseRow> read_diffuse_loads(const std::filesystem::path& path, const std::string& crs,
                                                         tables::Problems& problems);

}  // namespace liriver::data::registers
