#pragma once
// What every kind of mesh file lays down in the same way: coordinates in the map's plane, texts, and named places.
#include <string>
#include <vector>

#include "data/results/named_place.h"
#include "data/results/netcdf.h"

namespace liriver::data::results {

/// A variable over `dimension` with the `axis` ('x' or 'y') coordinates of what `of` says, m in the project's CRS.
int define_coordinate(Netcdf& file, int dimension, const std::string& name, char axis, const std::string& of);

/// A variable of texts over `dimension`.
int define_texts(Netcdf& file, int dimension, const std::string& name, const std::string& long_name);

/// The variables of named places; none are made where there are no places.
struct PlaceVariables {
    int name = -1, label = -1, kind = -1, x = -1, y = -1;
};
PlaceVariables define_places(Netcdf& file, const std::vector<NamedPlace>& places);
void write_places(Netcdf& file, const PlaceVariables& variables, const std::vector<NamedPlace>& places);
[[nodiscard]] std::vector<NamedPlace> read_places(const Netcdf& file);

}  // namespace liriver::data::results
