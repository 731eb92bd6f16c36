#include "viz/report/run_results.h"

#include <algorithm>
#include <cmath>

#include "data/results/atomic_file.h"
#include "data/results/network_reader.h"
#include "data/results/results_folder.h"
#include "data/results/surface_reader.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/file.h"

namespace liriver::viz::report {

using data::results::written_name;
using data::tables::Time;
using mesh::field::Error;

namespace {

/// stations.csv has these columns before those of the constituents.
constexpr std::size_t fixed_columns = 7;

Error first_of(const data::tables::Problems& problems) {
    return {problems.front().file, problems.front().found, problems.front().expected};
}

StationResults& station_of(std::vector<StationResults>& stations, const std::string& name) {
    const auto known =
        std::find_if(stations.begin(), stations.end(), [&](const StationResults& s) { return s.name == name; });
    if (known != stations.end())
        return *known;
    stations.emplace_back();
    stations.back().name = name;
    return stations.back();
}

void add(Series& series, const std::string& column, Time time, double value) {
    series.column = column;
    series.times.push_back(time);
    series.values.push_back(value);
}

tl::expected<void, Error> read_stations(const std::filesystem::path& file, std::vector<StationResults>& stations) {
    data::tables::Problems problems;
    const auto table = data::tables::read_csv(file, problems, data::tables::Rows::may_be_none);
    if (!table)
        return tl::unexpected(first_of(problems));
    data::tables::ColumnReader columns(*table, problems);
    data::tables::NumberRule rule;
    rule.may_be_empty = true;
    const auto times = columns.times("time_utc", data::tables::Order::any);
    const auto names = columns.texts("station");
    const auto stage = columns.numbers("stage_m", rule);
    const auto discharge = columns.numbers("discharge_m3_s", rule);
    std::vector<std::string> titles;
    std::vector<std::vector<double>> values;
    for (std::size_t c = fixed_columns; c < table->column_count(); ++c)
        if (table->header[c].text != "gauge_stage_m") {
            titles.push_back(table->header[c].text);
            values.push_back(columns.numbers(titles.back(), rule));
        }
    if (!columns.good())
        return tl::unexpected(first_of(problems));
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        StationResults& station = station_of(stations, names[row]);
        add(station.stage, "stage_m", times[row], stage[row]);
        add(station.discharge, "discharge_m3_s", times[row], discharge[row]);
        station.others.resize(titles.size());
        for (std::size_t c = 0; c < titles.size(); ++c)
            add(station.others[c], titles[c], times[row], values[c][row]);
    }
    return {};
}

/// Targets by the day, where the table of days has them.
tl::expected<void, Error> read_targets(const std::filesystem::path& file, std::chrono::minutes time_zone,
                                       std::vector<StationResults>& stations) {
    data::tables::Problems problems;
    const auto table = data::tables::read_csv(file, problems, data::tables::Rows::may_be_none);
    if (!table)
        return tl::unexpected(first_of(problems));
    data::tables::ColumnReader columns(*table, problems);
    data::tables::NumberRule rule;
    rule.may_be_empty = true;
    const auto days = columns.texts("day_local");
    const auto names = columns.texts("station");
    const auto targets = columns.numbers("target_discharge_m3_s", rule);
    if (!columns.good())
        return tl::unexpected(first_of(problems));
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (std::isnan(targets[row]))
            continue;
        const auto midnight = data::tables::parse_time(days[row] + "T00:00:00Z");
        if (!midnight)
            return tl::unexpected(Error{file.string(), midnight.error().found, midnight.error().expected});
        add(station_of(stations, names[row]).target, "target", *midnight - time_zone, targets[row]);
    }
    return {};
}

/// What a report takes of network.nc or surface.nc.
struct OfFields {
    data::results::Provenance provenance;
    Time first, last;
    std::vector<data::results::NamedPlace> places;
};

const auto& places_of(const data::results::NetworkReader& reader) { return reader.mesh().places; }
const auto& places_of(const data::results::SurfaceReader& reader) { return reader.places(); }

template <class Reader>
tl::expected<OfFields, Error> of_fields(const tl::expected<Reader, Error>& reader, const std::filesystem::path& file) {
    if (!reader)
        return tl::unexpected(reader.error());
    if (reader->times().empty())
        return tl::unexpected(Error{file.string(), "no time in it", "a run's output"});
    return OfFields{reader->provenance(), reader->times().front(), reader->times().back(), places_of(*reader)};
}

/// Of a run that is still writing, or was killed, there is no summary: the report shows what there is.
tl::expected<void, Error> read_summary_of(const std::filesystem::path& folder, const data::results::Results& kind,
                                          RunResults& results) {
    const std::filesystem::path summary = written_name(folder / "summary.json");
    std::error_code ignored;
    if (kind.file.extension() == ".part" && !std::filesystem::exists(summary, ignored)) {
        results.summary = nlohmann::ordered_json::object();
        return {};
    }
    const auto text = data::tables::read_file(summary);
    if (!text)
        return tl::unexpected(Error{summary.string(), text.error().found, "a folder that `liriver run` has filled"});
    results.summary = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (!results.summary.is_object() || !results.summary.contains("water") || !results.summary["water"].is_object())
        return tl::unexpected(Error{summary.string(), "no summary of a run", "a file that `liriver run` wrote"});
    return {};
}

std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> pictures;
    std::error_code trouble;
    for (const auto& entry : std::filesystem::directory_iterator(folder, trouble))
        if (entry.path().extension() == ".png")
            pictures.push_back(entry.path());
    std::sort(pictures.begin(), pictures.end());
    return pictures;
}

}  // namespace

tl::expected<RunResults, Error> read_results(const std::filesystem::path& folder) {
    RunResults results;
    const auto kind = data::results::results_in(folder);
    if (!kind)
        return tl::unexpected(kind.error());
    if (auto read = read_summary_of(folder, *kind, results); !read)
        return tl::unexpected(read.error());
    results.banner = data::results::unfinished_note(folder);
    const bool surface = kind->kind == data::results::ResultsKind::surface;
    const auto fields = surface ? of_fields(data::results::read_surface(kind->file), kind->file)
                                : of_fields(data::results::read_network(kind->file), kind->file);
    if (!fields)
        return tl::unexpected(fields.error());
    results.provenance = fields->provenance;
    results.first = fields->first;
    results.last = fields->last;
    if (auto read = read_stations(written_name(folder / "stations.csv"), results.stations); !read)
        return tl::unexpected(read.error());
    const std::filesystem::path days = written_name(folder / "stations_daily.csv");
    std::error_code ignored;
    if (results.banner.empty() || std::filesystem::exists(days, ignored))  // written when a run ends
        if (auto read = read_targets(days, results.provenance.time_zone, results.stations); !read)
            return tl::unexpected(read.error());
    for (StationResults& station : results.stations)
        for (const auto& place : fields->places)
            if (place.kind == "station" && place.name == station.name)
                station.label = place.label;
    results.pictures = pictures_in(folder);
    return results;
}

}  // namespace liriver::viz::report
