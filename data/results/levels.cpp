#include "data/results/levels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
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
/// Levels wait no longer for their block to be full, while more of them come.
constexpr std::chrono::seconds longest_wait{5};
constexpr std::chrono::seconds between_syncs{1};

/// "2025-10-31 16:00:00", as CF time units want it; `start` is a whole second.
std::string reference(tables::Time start) {
    std::string text = tables::format_utc(start);
    std::replace(text.begin(), text.end(), 'T', ' ');
    text.pop_back();
    return text;
}

/// CF's time units as we write them, and as other programs save them again: "hours since 2025-10-31T16:00:00.000000",
/// "seconds since 2025-10-31 16:00:00 +00:00". Without an offset it is UTC (CF-1.8, section 4.4).
struct TimeUnits {
    std::int64_t nanoseconds = 0;  ///< of one unit
    tables::Time reference;
};

std::optional<std::int64_t> nanoseconds_of(std::string word) {
    if (word.size() > 1 && word.back() == 's')
        word.pop_back();
    static const std::map<std::string, std::int64_t> units{{"nanosecond", 1},           {"ns", 1},
                                                           {"microsecond", 1'000},      {"millisecond", 1'000'000},
                                                           {"second", 1'000'000'000},   {"sec", 1'000'000'000},
                                                           {"s", 1'000'000'000},        {"minute", 60'000'000'000},
                                                           {"min", 60'000'000'000},     {"hour", 3'600'000'000'000},
                                                           {"hr", 3'600'000'000'000},   {"h", 3'600'000'000'000},
                                                           {"day", 86'400'000'000'000}, {"d", 86'400'000'000'000}};
    const auto found = units.find(word);
    return found == units.end() ? std::nullopt : std::optional(found->second);
}

std::optional<TimeUnits> time_units(const std::string& units) {
    const std::string since = " since ";
    const std::size_t middle = units.find(since);
    if (middle == std::string::npos)
        return std::nullopt;
    const auto unit = nanoseconds_of(units.substr(0, middle));
    std::string when = units.substr(middle + since.size());
    for (const std::string zone : {" UTC", " GMT", "Z", " Z"})
        if (when.size() > zone.size() && when.compare(when.size() - zone.size(), zone.size(), zone) == 0)
            when.resize(when.size() - zone.size());
    if (when.find(':') == std::string::npos)
        when += "T00:00:00";
    const std::size_t blank = when.rfind(' ');
    if (blank != std::string::npos && blank + 1 < when.size() && (when[blank + 1] == '+' || when[blank + 1] == '-'))
        when.erase(blank, 1);
    auto time = tables::parse_time(when);
    if (!time)
        time = tables::parse_time(when + 'Z');
    if (!unit || !time)
        return std::nullopt;
    return TimeUnits{*unit, *time};
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
    : start_(std::chrono::floor<std::chrono::days>(start)) {
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
    // A midnight: programs that take the date alone are right, too.
    file.attribute(time_variable_, "units", "seconds since " + reference(start_) + " UTC");
    file.attribute(time_variable_, "run_start", tables::format_utc(start));

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
    // Divided, not multiplied by 1e-9, which is no double: whole seconds stay whole.
    times_.push_back(static_cast<double>((time - start_).count()) / 1e9);
    last_ = time;
    const auto now = std::chrono::steady_clock::now();
    if ((written_ + times_.size()) % block_ == 0) {
        write_gathered(file);
        // HDF5 changes its tables in place when it is flushed, and a reader is at fault in that moment: it is to be
        // rare. A block that was begun before moved, and the tables have to follow at once.
        if (again_ || !last_sync_ || now - *last_sync_ > between_syncs)
            sync(file);
    } else if (now - flushed_ > longest_wait) {
        flush(file);
    }
}

std::uintmax_t Levels::bytes_unwritten() const {
    std::uintmax_t values = 1;  // the time
    for (const Column& column : columns_)
        values += column.length;
    return values * (written_ - synced_ + times_.size()) * sizeof(double);
}

void Levels::write_gathered(Netcdf& file) {
    flushed_ = std::chrono::steady_clock::now();
    if (times_.empty())
        return;
    again_ = written_ % block_ != 0;
    for (Column& column : columns_) {
        file.write_rows(column.variable, written_, times_.size(), column.width, column.gathered);
        column.gathered.clear();
    }
    file.write_rows(time_variable_, written_, times_.size(), 0, times_);
    written_ += times_.size();
    times_.clear();
}

void Levels::sync(Netcdf& file) {
    file.sync();
    synced_ = written_;
    last_sync_ = std::chrono::steady_clock::now();
}

void Levels::flush(Netcdf& file) {
    write_gathered(file);
    if (synced_ != written_)
        sync(file);
}

TimeAxis read_time_axis(const Netcdf& file) {
    const int variable = file.find_variable("time");
    const std::string text = file.text_attribute(variable, "units");
    const std::optional<TimeUnits> units = time_units(text);
    const std::string calendar = file.text_attribute(variable, "calendar");
    const bool known =
        calendar.empty() || calendar == "standard" || calendar == "gregorian" || calendar == "proleptic_gregorian";
    if (!units || !known)
        throw NetcdfError("time in \"" + text + "\"" + (known ? "" : " of the calendar " + calendar));
    TimeAxis axis;
    const auto start = tables::parse_time(file.text_attribute(variable, "run_start"));
    axis.start = start ? *start : units->reference;
    constexpr std::int64_t longest = 9'000'000'000'000'000'000;  // ns: 285 years
    const auto add = [&](std::int64_t nanoseconds) {
        axis.times.push_back(units->reference + std::chrono::nanoseconds(nanoseconds));
    };
    if (file.is_integer(variable)) {
        for (const std::int64_t value : file.read_long_integers(variable)) {
            if (value > longest / units->nanoseconds || value < -longest / units->nanoseconds)
                throw NetcdfError("a time level without a time");
            add(value * units->nanoseconds);
        }
        return axis;
    }
    for (const double value : file.read_doubles(variable)) {
        const double nanoseconds = value * static_cast<double>(units->nanoseconds);
        if (!(std::abs(nanoseconds) < static_cast<double>(longest)))
            throw NetcdfError("a time level without a time");
        // Whole units and the rest apart: their product has more digits than a double.
        const double whole = std::trunc(value);
        add(static_cast<std::int64_t>(whole) * units->nanoseconds +
            std::llround((value - whole) * static_cast<double>(units->nanoseconds)));
    }
    return axis;
}

}  // namespace liriver::data::results
