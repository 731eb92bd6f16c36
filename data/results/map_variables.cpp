#include "data/results/map_variables.h"

#include <array>

#include <fmt/format.h>

#include "data/results/crs_variable.h"

namespace liriver::data::results {

using std::string;
using Type = Netcdf::Type;

namespace {

std::vector<string> column(const std::vector<NamedPlace>& places, string NamedPlace::*member) {
    std::vector<string> texts;
    texts.reserve(places.size());
    for (const NamedPlace& place : places)
        texts.push_back(place.*member);
    return texts;
}

}  // namespace

int define_coordinate(Netcdf& file, int dimension, const string& name, char axis, const string& of) {
    const int variable = file.variable(name, Type::float64, std::array{dimension});
    file.attribute(variable, "standard_name", fmt::format("projection_{}_coordinate", axis));
    file.attribute(variable, "long_name", fmt::format("{} of {}", axis, of));
    file.attribute(variable, "units", string("m"));
    file.attribute(variable, "grid_mapping", crs_variable_name);
    return variable;
}

int define_texts(Netcdf& file, int dimension, const string& name, const string& long_name) {
    const int variable = file.variable(name, Type::text, std::array{dimension});
    file.attribute(variable, "long_name", long_name);
    return variable;
}

PlaceVariables define_places(Netcdf& file, const std::vector<NamedPlace>& places) {
    PlaceVariables variables;
    if (places.empty())
        return variables;
    const int dimension = file.dimension("nPlaces", places.size());
    variables.name = define_texts(file, dimension, "place_name", "name of a station or structure");
    variables.label = define_texts(file, dimension, "place_label", "label");
    variables.kind =
        define_texts(file, dimension, "place_kind", "station, outfall, structure, reservoir, inflow or boundary");
    variables.x = define_coordinate(file, dimension, "place_x", 'x', "places");
    variables.y = define_coordinate(file, dimension, "place_y", 'y', "places");
    return variables;
}

void write_places(Netcdf& file, const PlaceVariables& variables, const std::vector<NamedPlace>& places) {
    if (places.empty())
        return;
    file.write(variables.name, column(places, &NamedPlace::name));
    file.write(variables.label, column(places, &NamedPlace::label));
    file.write(variables.kind, column(places, &NamedPlace::kind));
    std::vector<double> x;
    std::vector<double> y;
    for (const NamedPlace& place : places) {
        x.push_back(place.x);
        y.push_back(place.y);
    }
    file.write(variables.x, x);
    file.write(variables.y, y);
}

std::vector<NamedPlace> read_places(const Netcdf& file) {
    std::vector<NamedPlace> places;
    if (!file.has_variable("place_name"))
        return places;
    const auto texts = [&file](const char* name) { return file.read_texts(file.find_variable(name)); };
    const auto doubles = [&file](const char* name) { return file.read_doubles(file.find_variable(name)); };
    const std::vector<string> names = texts("place_name");
    const std::vector<string> labels = texts("place_label");
    const std::vector<string> kinds = texts("place_kind");
    const std::vector<double> x = doubles("place_x");
    const std::vector<double> y = doubles("place_y");
    for (const std::size_t count : {labels.size(), kinds.size(), x.size(), y.size()})
        if (count != names.size())
            throw NetcdfError("places of different numbers");
    places.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        places.push_back(NamedPlace{names[i], labels[i], kinds[i], x[i], y[i]});
    return places;
}

}  // namespace liriver::data::results
