#pragma once
// A network from its two tables: reaches and the points of their lines.
#include <filesystem>
#include <map>
#include <string>

#include "data/registers/registers.h"
#include "data/tables/problem.h"
#include "mesh/network/network.h"

namespace liriver::data::registers {

struct NetworkTables {
    mesh::network::Network network;
    std::map<std::string, Row> rows;  ///< where each reach stands in the table of reaches
};

/// Reads `reach,label,from_reach,from_chainage_m,to_reach,to_chainage_m,length_m,source,confidence,note` and
/// `reach,chainage_m,x_m,y_m`. Problems: two reaches of one name, an end on an unknown reach or beyond its length, a
/// reach that joins itself, without points or with one, points whose chainage does not start at 0 and rise, a chainage
/// that grows by less than the straight distance, a `length_m` that is not the last chainage. Reaches without a usable
/// line are left out.
[[nodiscard]] NetworkTables read_network(const std::filesystem::path& reaches, const std::filesystem::path& points,
                                         const std::string& crs, tables::Problems& problems);

}  // namespace liriver::data::registers
