#include "scenarios/runner/run_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/results/atomic_file.h"
#include "data/results/csv_metadata.h"
#include "data/tables/csv_writer.h"

namespace liriver::scenarios::runner {
namespace {

using mesh::field::Error;
using Domains = std::span<const std::unique_ptr<Domain>>;

std::vector<data::results::TableColumn> daily_columns() {
    return {{"day_local", "date", "", "calendar day on the project's clock"},
            {"station", "string", "", "the station's name"},
            {"mean_discharge_m3_s", "double", "m3/s", "mean over the part of the day that was run"},
            {"share_of_day", "double", "1", "the part of the day that was run"},
            {"below_target", "boolean", "", "whether that mean is below the target's", "yes|no"},
            {"target_discharge_m3_s", "double", "m3/s", "mean of the target over the same part"}};
}

data::results::StationColumns station_columns(Domains domains) {
    data::results::StationColumns columns;
    for (const ShownQuantity& shown : domains.front()->quality().shown())
        columns.constituents.push_back({shown.name, shown.unit});
    for (const auto& domain : domains)
        for (const StationInfo& station : domain->stations())
            columns.gauge_stage = columns.gauge_stage || station.has_gauge;
    return columns;
}

}  // namespace

tl::expected<RunTables, Error> RunTables::create(const std::filesystem::path& folder,
                                                 const language::Scenario& scenario, Domains domains,
                                                 const data::results::Provenance& provenance,
                                                 const std::vector<data::results::TableFile>& more) {
    const data::results::StationColumns columns = station_columns(domains);
    const bool structures =
        std::any_of(domains.begin(), domains.end(), [](const auto& domain) { return domain->has_structures(); });
    std::vector<data::results::TableFile> tables{
        {"stations.csv", "one row a station and output time", describe(columns)},
        {"stations_daily.csv", "one row a station and local calendar day", daily_columns()}};
    if (structures)
        tables.push_back({"structures.csv", "one row a structure and output time", data::results::structure_columns()});
    const bool tagged =
        std::any_of(domains.begin(), domains.end(), [](const auto& domain) { return domain->has_tags(); });
    if (tagged)
        tables.push_back({"tagged_sources.csv", "one row a station, source of a tagged constituent and output time",
                          data::results::tagged_columns()});
    tables.insert(tables.end(), more.begin(), more.end());
    if (auto described = data::results::write_csv_metadata(folder, tables, provenance); !described)
        return tl::make_unexpected(described.error());
    auto stations = data::results::StationsCsv::create(folder / "stations.csv", scenario.project.time_zone, columns);
    if (!stations)
        return tl::make_unexpected(stations.error());
    std::optional<data::results::StructuresCsv> with_structures;
    if (structures) {
        auto file = data::results::StructuresCsv::create(folder / "structures.csv", scenario.project.time_zone);
        if (!file)
            return tl::make_unexpected(file.error());
        with_structures = *std::move(file);
    }
    std::optional<data::results::TaggedSourcesCsv> with_tags;
    if (tagged) {
        auto file = data::results::TaggedSourcesCsv::create(folder / "tagged_sources.csv", scenario.project.time_zone);
        if (!file)
            return tl::make_unexpected(file.error());
        with_tags = *std::move(file);
    }
    return RunTables(*std::move(stations), std::move(with_structures), std::move(with_tags));
}

tl::expected<void, Error> RunTables::write_stations(Domains domains, data::tables::Time time) {
    std::vector<StationValues> values;
    for (const auto& domain : domains) {
        const std::size_t count = domain->stations().size();
        for (std::size_t s = 0; s < count; ++s)
            values.push_back(domain->station_values(s));
    }
    std::vector<data::results::StationRow> rows;
    rows.reserve(values.size());
    for (const StationValues& at : values)
        rows.push_back({at.station, at.stage, at.discharge, at.velocity, at.depth, at.concentration, at.gauge_stage});
    if (auto written = stations_.append(time, rows); !written || !tagged_)
        return written;
    std::vector<data::results::TaggedRow> parts;
    for (const auto& domain : domains) {
        const std::size_t count = domain->has_tags() ? domain->stations().size() : 0;
        for (std::size_t s = 0; s < count; ++s) {
            const auto own = domain->tagged_rows(s);
            parts.insert(parts.end(), own.begin(), own.end());
        }
    }
    return tagged_->append(time, parts);
}

tl::expected<void, Error> RunTables::write_structures(Domains domains, data::tables::Time time) {
    if (!structures_)
        return {};
    std::vector<data::results::StructureRow> rows;
    for (const auto& domain : domains) {
        const auto own = domain->structure_rows();
        rows.insert(rows.end(), own.begin(), own.end());
    }
    return structures_->append(time, rows);
}

tl::expected<void, Error> RunTables::close() {
    constexpr auto ending = data::results::Ending::unfinished;
    auto stations = stations_.close(ending);
    auto structures = structures_ ? structures_->close(ending) : tl::expected<void, Error>{};
    auto tagged = tagged_ ? tagged_->close(ending) : tl::expected<void, Error>{};
    return !stations ? stations : !structures ? structures : tagged;
}

std::vector<std::string> RunTables::file_names() const {
    std::vector<std::string> names{"stations.csv", "stations_daily.csv", "csv-metadata.json"};
    if (structures_)
        names.emplace_back("structures.csv");
    if (tagged_)
        names.emplace_back("tagged_sources.csv");
    return names;
}

std::vector<StationDays> days_of(Domains domains) {
    std::vector<StationDays> all;
    for (const auto& domain : domains) {
        const std::vector<StationInfo> stations = domain->stations();
        for (std::size_t s = 0; s < stations.size(); ++s)
            if (stations[s].has_discharge)
                all.push_back({stations[s].name, domain->accounts().days(s)});
    }
    return all;
}

tl::expected<void, Error> write_daily(const std::filesystem::path& folder, const std::vector<StationDays>& stations,
                                      std::chrono::minutes time_zone) {
    std::string text = data::results::header_row(daily_columns()) + '\n';
    for (const StationDays& station : stations)
        for (const DailyMean& day : station.days)
            text += fmt::format("{},{},{:.10g},{:.6g},{},{}\n",
                                data::tables::format_local(day.day_start, time_zone).substr(0, 10),
                                data::tables::quote_cell(station.station), day.discharge, day.share,
                                day.below_target ? "yes" : "no", day.target ? fmt::format("{:.10g}", *day.target) : "");
    return data::results::write_whole(folder / "stations_daily.csv", text, data::results::Ending::unfinished);
}

}  // namespace liriver::scenarios::runner
