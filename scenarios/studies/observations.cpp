#include "scenarios/studies/observations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/suggest.h"

namespace liriver::scenarios::studies {

using data::tables::Problems;
using language::ObservationTable;

namespace {

class TableReading {
  public:
    TableReading(const language::Study& study, const language::Model& model, Problems& problems, Observations& out)
        : study_(study), model_(model), problems_(problems), out_(out) {
        for (const language::Station& station : model.scenario.stations)
            names_.push_back(station.name);
    }

    void read(std::size_t index) {
        const ObservationTable& table = study_.observations[index];
        std::error_code error;
        if (!std::filesystem::is_regular_file(table.file.path, error))
            return;  // the study's own checks have spoken
        const auto csv = data::tables::read_csv(table.file.path, problems_);
        if (!csv)
            return;
        data::tables::ColumnReader columns(*csv, problems_);
        const auto times = columns.times("time", data::tables::Order::any);
        const auto stations = columns.texts("station");
        const bool any = columns.has("stage_m") || columns.has("discharge_m3_s");
        if (!any)
            problems_.push_back({csv->file,
                                 csv->header.front().line,
                                 0,
                                 "missing-column",
                                 "stage_m",
                                 "neither `stage_m` nor `discharge_m3_s`",
                                 "one of them, or both",
                                 {}});
        data::tables::NumberRule rule;
        rule.may_be_empty = true;
        const auto stages = columns.numbers("stage_m", rule, data::tables::Presence::optional);
        const auto discharges = columns.numbers("discharge_m3_s", rule, data::tables::Presence::optional);
        check_errors(table, !stages.empty(), !discharges.empty());
        check_stations(columns, table, stations, !stages.empty());
        check_sections(columns, stations, discharges);
        if (!columns.good() || !any || faulty_)
            return;
        add(columns, index, times, stations, stages, Quantity::stage);
        add(columns, index, times, stations, discharges, Quantity::discharge);
    }

  private:
    void refuse(const ObservationTable& table, const char* code, const char* key, std::string found,
                std::string expected) {
        faulty_ = true;
        problems_.push_back({table.at.file,
                             table.at.line,
                             table.at.column,
                             code,
                             fmt::format("observations[{}].{}", table.name, key),
                             std::move(found),
                             std::move(expected),
                             {}});
    }

    void check_errors(const ObservationTable& table, bool stages, bool discharges) {
        faulty_ = false;
        if (stages && !table.stage_error)
            refuse(table, "missing-key", "stage_error", "no such key", "the standard deviation of a stage's error, m");
        if (discharges && !table.discharge_error && !table.discharge_error_relative)
            refuse(table, "missing-key", "discharge_error", "no such key",
                   "the standard deviation of a discharge's error, here or as `discharge_error_relative`");
    }

    void check_stations(data::tables::ColumnReader& columns, const ObservationTable& table,
                        const std::vector<std::string>& stations, bool stages) {
        std::map<std::string, bool> seen;
        for (std::size_t row = 0; row < stations.size(); ++row) {
            const language::Station* station = find(stations[row]);
            if (station == nullptr && !stations[row].empty())
                columns.refuse(row, "station", "unknown-station", fmt::format("\"{}\"", stations[row]),
                               "the name of a [[station]] of the scenario",
                               data::tables::suggest(stations[row], names_));
            if (station != nullptr && seen.emplace(stations[row], true).second && stages &&
                table.stage_datum == language::StageDatum::gauge && !station->gauge_minus_model)
                columns.refuse(row, "station", "no-datum",
                               fmt::format("{}, whose gauge's datum is not known", stations[row]),
                               "a station with `gauge_minus_model_m`, or stage_datum = \"model\"");
        }
    }

    /// On a surface a station without a section knows no discharge.
    void check_sections(data::tables::ColumnReader& columns, const std::vector<std::string>& stations,
                        const std::vector<double>& discharges) {
        std::map<std::string, bool> seen;
        for (std::size_t row = 0; model_.scenario.on_surface() && row < discharges.size(); ++row) {
            const language::Station* station = find(stations[row]);
            if (station != nullptr && !std::isnan(discharges[row]) && !station->section_from &&
                seen.emplace(stations[row], true).second)
                columns.refuse(row, "discharge_m3_s", "no-section", fmt::format("a discharge of {}", stations[row]),
                               "a station with `section_from` and `section_to`, whose crossing water it is");
        }
    }

    [[nodiscard]] const language::Station* find(const std::string& name) const {
        for (const language::Station& station : model_.scenario.stations)
            if (station.name == name)
                return &station;
        return nullptr;
    }

    void add(data::tables::ColumnReader& columns, std::size_t index, const std::vector<data::tables::Time>& times,
             const std::vector<std::string>& stations, const std::vector<double>& values, Quantity quantity) {
        const ObservationTable& table = study_.observations[index];
        const data::tables::Time start = *model_.scenario.time.start;
        const double duration = data::tables::seconds_between(start, *model_.scenario.time.end);
        std::vector<ObservedSeries> found;
        std::map<std::string, std::size_t> by_station;
        std::map<std::string, double> last;
        std::size_t outside = 0, early = 0;
        for (std::size_t row = 0; row < values.size(); ++row) {
            if (std::isnan(values[row]))
                continue;
            const double t = data::tables::seconds_between(start, times[row]);
            const auto [before, first] = last.emplace(stations[row], t);
            if (!first && t <= before->second)
                columns.refuse(row, "time", "out-of-order", data::tables::format_utc(times[row]),
                               "times that rise from row to row of a station");
            before->second = t;
            if (t < 0.0 || t > duration) {
                ++outside;
                continue;
            }
            if (t < study_.method.warm_up) {
                ++early;
                continue;
            }
            const auto [place, fresh] = by_station.emplace(stations[row], found.size());
            if (fresh) {
                found.emplace_back();
                found.back().name = fmt::format("{}: {} {}", table.name, stations[row], column_of(quantity));
                found.back().station = stations[row];
                found.back().quantity = quantity;
                found.back().table = index;
                found.back().weight = table.weight;
            }
            ObservedSeries& series = found[place->second];
            const double datum = quantity == Quantity::stage && table.stage_datum == language::StageDatum::gauge
                                     ? *find(stations[row])->gauge_minus_model
                                     : 0.0;
            series.time.push_back(t);
            series.value.push_back(values[row] - datum);
            series.error.push_back(quantity == Quantity::stage
                                       ? *table.stage_error
                                       : std::hypot(table.discharge_error.value_or(0.0),
                                                    table.discharge_error_relative.value_or(0.0) * values[row]));
            if (!(series.error.back() > 0.0))
                columns.refuse(row, "discharge_m3_s", "no-error", "a discharge of 0 with a relative error alone",
                               "`discharge_error` beside `discharge_error_relative`");
        }
        if (!values.empty() && found.empty() && (outside > 0 || early > 0))
            refuse(table, "nothing-used", "file",
                   fmt::format("no {} between the warm-up's end and the run's", column_of(quantity)),
                   fmt::format("some from {} to {}",
                               data::tables::format_utc(data::tables::after(start, study_.method.warm_up)),
                               data::tables::format_utc(*model_.scenario.time.end)));
        if (outside > 0)
            out_.notes.push_back(fmt::format("{}: {} values of {} lie outside the run and are not used", table.name,
                                             outside, column_of(quantity)));
        if (early > 0)
            out_.notes.push_back(fmt::format("{}: {} values of {} lie in the warm-up and are not used", table.name,
                                             early, column_of(quantity)));
        std::move(found.begin(), found.end(), std::back_inserter(out_.series));
    }

    const language::Study& study_;
    const language::Model& model_;
    Problems& problems_;
    Observations& out_;
    std::vector<std::string> names_;
    bool faulty_ = false;
};

}  // namespace

std::size_t Observations::begin(std::size_t series_index) const {
    std::size_t at = 0;
    for (std::size_t s = 0; s < series_index; ++s)
        at += series[s].size();
    return at;
}

std::size_t Observations::size() const { return begin(series.size()); }

Observations read_observations(const language::Study& study, const language::Model& model, Problems& problems) {
    Observations observations;
    TableReading reading(study, model, problems, observations);
    for (std::size_t t = 0; t < study.observations.size(); ++t)
        reading.read(t);
    return observations;
}

const char* column_of(Quantity quantity) { return quantity == Quantity::stage ? "stage_m" : "discharge_m3_s"; }

std::vector<double> residuals(const Observations& observations, const std::vector<double>& simulated) {
    std::vector<double> r;
    r.reserve(simulated.size());
    for (const ObservedSeries& series : observations.series)
        for (std::size_t i = 0; i < series.size(); ++i)
            r.push_back((simulated[r.size()] - series.value[i]) / series.error[i] * std::sqrt(series.weight));
    return r;
}

}  // namespace liriver::scenarios::studies
