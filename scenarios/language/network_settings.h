#pragma once
// `[network]` as the rooms that run it see it: where a river's lines and files are, and how it is put together.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// `[[network.lines]]` and `[[network.barriers]]`: a vector source.
struct LineInput {
    FileName file;
    std::string layer;                                 ///< empty: every layer
    std::vector<std::string> name_attributes{"name"};  ///< the first that is not empty names the line
    std::string id_attribute;                          ///< empty: the feature's own number
    std::map<std::string, std::string> names_by_id;    ///< goes before the attributes
    std::string kind_attribute;                        ///< "waterway" in OpenStreetMap
    std::vector<std::string> kinds;                    ///< only these; empty: all
    std::string crs;                                   ///< of a file that names none, or a wrong one
    std::string source;                                ///< for reports
    std::string confidence;
    Position at;
};

/// `[[network.hec_ras]]`: the sections of one reach of a HEC-RAS geometry file.
struct HecRasInput {
    FileName file;
    std::string river, river_reach;  ///< as the file names them; empty: its only one
    std::string reach;               ///< of this scenario
    double first_chainage = 0.0;     ///< m, of the file's first section; the others follow by their lengths
    std::string unit;                ///< of the file's numbers
    Position at;
};

/// What is equal where reaches meet.
enum class Junctions { stage, energy };

/// Whether a run may put cells of its own between the sections where the profile of the water surface needs them.
enum class ComputationalCells { automatic, none };

/// `[network]`: lines to build from (`mesh`), or the files a river is made of (`run`).
struct NetworkSettings {
    std::vector<LineInput> lines;
    std::vector<LineInput> barriers;
    std::optional<double> streams_above;  ///< m2; lines are drawn along the terrain's own drainage where there are none
    double close_gaps = 1000.0;           ///< m
    double join_ways = 300.0;             ///< m
    double same_line = 10.0;              ///< m: lines of one reach this near each other all along are one
    double cut_loops = 2000.0;            ///< m: loops up to this long are cut off
    FileName reaches, points, section_places, profile;
    std::vector<FileName> sections;
    std::vector<FileName> surveyed;
    std::vector<HecRasInput> hec_ras;
    FileName levees, ineffective;
    FileName stations, structures, weirs, outfalls, reservoirs, catchments;
    FileName diffuse_loads;
    FileName intakes, quality_sections;  ///< registers that outfalls are compared with
    Junctions junctions = Junctions::stage;
    ComputationalCells computational_cells = ComputationalCells::automatic;
    double snap_distance = 500.0;  ///< m: an object given by coordinates must be this near its reach
    Position at;
};

}  // namespace liriver::scenarios::language
