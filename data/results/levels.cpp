#include "data/results/levels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "data/results/crs_variable.h"

namespace liriver::data::results {

using mesh::field::Description;
using mesh::field::Field;
using mesh::field::Location;

namespace {

/// About half a megabyte of doubles a chunk: large enough to compress, small enough to read one level quickly.
constexpr std::size_t chunk_values = 65'536;
constexpr std::size_t most_levels_a_chunk = 64;

/// "2025-10-31 16:00:00", as CF time units want it; `start` is a whole second.
std::string reference(tables::Time start) {
    std::string text = tables::format_utc(start);
    std::replace(text.begin(), text.end(), 'T', ' ');
    text.pop_back();
    return text;
}

/// "seconds since 2025-10-31 16:00:00 UTC" -> that time.
std::optional<tables::Time> reference_time(const std::string& units) {
    const std::string prefix = "seconds since ";
    const std::string suffix = " UTC";
    if (units.size() <= prefix.size() + suffix.size() || units.compare(0, prefix.size(), prefix) != 0 ||
        units.compare(units.size() - suffix.size(), suffix.size(), suffix) != 0)
        return std::nullopt;
    const auto time =
        tables::parse_time(units.substr(prefix.size(), units.size() - prefix.size() - suffix.size()) + 'Z');
    return time ? std::optional<tables::Time>(*time) : std::nullopt;
}

const char* location_name(Location location) {
    switch (location) {
        case Location::node:
            return "node";
        case Location::edge:
            return "edge";
        case Location::face:
            return "face";
        case Location::network:
            break;
    }
    return "";
}

}  // namespace

Levels::Levels(Netcdf& file, const std::string& mesh_name, tables::Time start, std::vector<Description> fields,
               const std::function<LocationInFile(Location)>& where)
    : start_(start) {
    std::size_t longest = 1;
    for (const Description& field : fields)
        longest = std::max(longest, where(field.location).length);
    block_ = std::clamp<std::size_t>(chunk_values / longest, 1, most_levels_a_chunk);

    const int time_dimension = file.unlimited("time");
    time_variable_ = file.variable("time", Netcdf::Type::float64, std::array{time_dimension});
    file.pack(time_variable_, std::array<std::size_t, 1>{512});
    file.attribute(time_variable_, "standard_name", std::string("time"));
    file.attribute(time_variable_, "long_name", std::string("time"));
    file.attribute(time_variable_, "axis", std::string("T"));
    file.attribute(time_variable_, "calendar", std::string("proleptic_gregorian"));
    file.attribute(time_variable_, "units", "seconds since " + reference(start) + " UTC");

    for (Description& field : fields) {
        if (file.has_variable(field.name))
            throw NetcdfError("two variables named " + field.name);
        const LocationInFile place = where(field.location);
        Column column;
        column.length = place.length;
        if (field.location == Location::network) {
            column.variable = file.variable(field.name, Netcdf::Type::float64, std::array{time_dimension});
            file.pack(column.variable, std::array{std::size_t{512}});
        } else {
            column.width = place.length;
            column.variable =
                file.variable(field.name, Netcdf::Type::float64, std::array{time_dimension, place.dimension});
            file.pack(column.variable, std::array{block_, place.length});
            file.attribute(column.variable, "mesh", mesh_name);
            file.attribute(column.variable, "location", std::string(location_name(field.location)));
            file.attribute(column.variable, "grid_mapping", crs_variable_name);
            if (!place.coordinates.empty())
                file.attribute(column.variable, "coordinates", place.coordinates);
        }
        file.attribute(column.variable, "long_name", field.long_name.empty() ? field.name : field.long_name);
        if (!field.standard_name.empty())
            file.attribute(column.variable, "standard_name", field.standard_name);
        file.attribute(column.variable, "units", field.unit);
        column.gathered.reserve(column.length * block_);
        column.description = std::move(field);
        columns_.push_back(std::move(column));
    }
}

void Levels::append(Netcdf& file, tables::Time time, std::span<const Field> fields) {
    if (fields.size() != columns_.size())
        throw NetcdfError(fmt::format("{} fields handed over, {} declared", fields.size(), columns_.size()));
    if (time <= last_ && written_ + times_.size() > 0)
        throw NetcdfError(fmt::format("time {} is not later than the level before", tables::format_utc(time)));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Column& column = columns_[i];
        if (fields[i].description.name != column.description.name || fields[i].values.size() != column.length)
            throw NetcdfError(fmt::format("field {} of {} values handed over, {} of {} declared",
                                          fields[i].description.name, fields[i].values.size(), column.description.name,
                                          column.length));
    }
    for (std::size_t i = 0; i < fields.size(); ++i)
        columns_[i].gathered.insert(columns_[i].gathered.end(), fields[i].values.begin(), fields[i].values.end());
    times_.push_back(static_cast<double>((time - start_).count()) * 1e-9);
    last_ = time;
    if ((written_ + times_.size()) % block_ == 0)
        flush(file);
}

void Levels::flush(Netcdf& file) {
    if (times_.empty())
        return;
    for (Column& column : columns_) {
        file.write_rows(column.variable, written_, times_.size(), column.width, column.gathered);
        column.gathered.clear();
    }
    file.write_rows(time_variable_, written_, times_.size(), 0, times_);
    written_ += times_.size();
    times_.clear();
    file.sync();
}

TimeAxis read_time_axis(const Netcdf& file) {
    const int variable = file.find_variable("time");
    const std::string units = file.text_attribute(variable, "units");
    const std::optional<tables::Time> start = reference_time(units);
    if (!start)
        throw NetcdfError("time in \"" + units + '"');
    TimeAxis axis;
    axis.start = *start;
    for (const double seconds : file.read_doubles(variable)) {
        if (!(std::abs(seconds) < 9e9))
            throw NetcdfError("a time level without a time");
        axis.times.push_back(*start + std::chrono::nanoseconds(std::llround(seconds * 1e9)));
    }
    return axis;
}

}  // namespace liriver::data::results
