#pragma once
// Registers of what stands on a river, as CSV: stations, structures with their weirs, outfalls, reservoirs. Readers
// check each row by itself; whether its reach exists is for who knows the network.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"

namespace liriver::data::registers {

/// Where a row stood.
struct Row {
    std::string file;
    int line = 0;
};

/// The place of a row: a reach, and a chainage (columns `reach`, `chainage_m`) or coordinates (`x_m`, `y_m`), or both.
struct RegisterPlace {
    std::string reach;
    std::optional<double> chainage;  ///< m
    std::optional<double> x, y;      ///< m, in the project's CRS; both or none
};

/// `station,label,reach,chainage_m,x_m,y_m,note`; a station may have several rows.
struct StationRow {
    Row row;
    std::string name, label, note;
    RegisterPlace place;
};

/// `structure,kind,reach,chainage_m,x_m,y_m,source,confidence,note`; kind is weir, dam or ignored.
struct StructureRow {
    Row row;
    std::string name, kind, source, confidence, note;
    RegisterPlace place;
};

/// `structure,crest_height_above_bed_m,width_m,coefficient,source,confidence,note`; empty numbers: not given. Weirs
/// that stand in a register are assumptions unless the column `assumed` says `no`.
struct WeirRow {
    Row row;
    std::string name, source, confidence, note;
    bool assumed = true;
    std::optional<double> crest_height_above_bed;  ///< m
    std::optional<double> width;                   ///< m
    std::optional<double> coefficient;
};

/// A number in a column whose name holds a constituent and a unit: "NH3-N_mg_L".
struct AmountCell {
    std::string column;
    double value = 0.0;  ///< in the column's unit
};

/// What is to become of an outfall: it stays (保留), is to be cut (待整治), or is closed (已取缔).
enum class OutfallStatus { kept, to_be_cut, closed };

/// `outfall,label,reach,chainage_m,x_m,y_m,discharge_m3_s,<constituent>_<unit>...,assumed,source,confidence,note`, and
/// as authorities register outfalls
/// `code,kind,sub_kind,permit,status,treatment,limit_class,built,time_pattern,owner,county`.
struct OutfallRow {
    Row row;
    std::string name, label, source, confidence, note;
    bool assumed = true;
    bool allow_dry = false;
    RegisterPlace place;
    std::optional<double> discharge;  ///< m3/s
    std::vector<AmountCell> amounts;  ///< cells that are not empty, in the order of the columns
    std::string code;                 ///< an opaque text
    std::string kind, sub_kind;       ///< `outfall_kinds.h`; empty: not given
    std::string permit, treatment, time_pattern, owner, county;
    OutfallStatus status = OutfallStatus::kept;
    std::string limit_class;   ///< a grade of a standard: "1A"
    std::optional<int> built;  ///< year
};

/// `reservoir,label,reach,chainage_m,x_m,y_m,catchment_area_km2,source,confidence,note`.
struct ReservoirRow {
    Row row;
    std::string name, label, source, confidence, note;
    RegisterPlace place;
    std::optional<double> catchment_area;  ///< m2
};

// Each reader adds its problems and returns the rows that are free of them. Names repeated where each must be one are
// problems; so is a column that none of the above describes in `read_outfalls`.
[[nodiscard]] std::vector<StationRow> read_stations(const std::filesystem::path& path, tables::Problems& problems);
[[nodiscard]] std::vector<StructureRow> read_structures(const std::filesystem::path& path, tables::Problems& problems);
[[nodiscard]] std::vector<WeirRow> read_weirs(const std::filesystem::path& path, tables::Problems& problems);
/// From any source of `read_register_table`, features' points in `crs`. Problems too: a column whose unit is neither of
/// a concentration nor of a load, a kind, sub-kind or status that is none.
[[nodiscard]] std::vector<OutfallRow> read_outfalls(const std::filesystem::path& path, tables::Problems& problems,
                                                    const std::string& crs = {});
[[nodiscard]] std::vector<ReservoirRow> read_reservoirs(const std::filesystem::path& path, tables::Problems& problems);

}  // namespace liriver::data::registers
