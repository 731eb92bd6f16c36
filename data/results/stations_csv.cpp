#include "data/results/stations_csv.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

#include "data/results/atomic_file.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

struct StationsCsv::State {
    std::filesystem::path path;
    std::FILE* file = nullptr;
    std::chrono::minutes time_zone{0};
    std::size_t constituents = 0;
    bool gauge_stage = false;
    std::string rows;  ///< reused from append to append

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (file != nullptr)
            static_cast<void>(std::fclose(file));
    }

    tl::expected<void, Error> put(const std::string& text) {
        if (std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0)
            return {};
        return tl::unexpected(
            Error{path.string(), std::generic_category().message(errno), "a file that can be written"});
    }
};

namespace {

void number(std::string& rows, double value) {
    rows += ',';
    if (!std::isnan(value))
        fmt::format_to(std::back_inserter(rows), "{:.10g}", value == 0.0 ? 0.0 : value);
}

}  // namespace

std::string column_name(std::string_view name, std::string_view unit) {
    std::string column(name);
    column += '_';
    for (const char c : unit)
        column += c == '/' || c == ' ' ? '_' : c;
    return column;
}

double as_written(double concentration) {
    return std::abs(concentration) < least_concentration_written ? 0.0 : concentration;
}

std::vector<TableColumn> describe(const StationColumns& columns) {
    std::vector<TableColumn> all{
        {"time_utc", "dateTime", "", "time"},
        {"time_local", "dateTime", "", "the same instant on the project's clock"},
        {"station", "string", "", "the station's name"},
        {"stage_m", "double", "m", "water level above the project's vertical datum"},
        {"discharge_m3_s", "double", "m3/s",
         "discharge, summed over the station's sections; where water is put in or taken out, or a reach joins, what "
         "flows on "
         "below"},
        {"velocity_m_s", "double", "m/s", "mean velocity of the section"},
        {"depth_m", "double", "m", "stage less the section's lowest point"},
    };
    for (const ConstituentColumn& c : columns.constituents)
        all.push_back(
            {column_name(c.name, c.unit), "double", c.unit, "concentration of " + c.name + "; below 1e-30 written 0"});
    if (columns.gauge_stage)
        all.push_back({"gauge_stage_m", "double", "m", "water level on the gauge's own datum"});
    return all;
}

StationsCsv::StationsCsv(std::unique_ptr<State> state) : state_(std::move(state)) {}
StationsCsv::StationsCsv(StationsCsv&&) noexcept = default;

StationsCsv& StationsCsv::operator=(StationsCsv&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

StationsCsv::~StationsCsv() {
    if (state_ && state_->file != nullptr)
        static_cast<void>(close());
}

tl::expected<StationsCsv, Error> StationsCsv::create(const std::filesystem::path& path, std::chrono::minutes time_zone,
                                                     const StationColumns& columns) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->time_zone = time_zone;
    state->constituents = columns.constituents.size();
    state->gauge_stage = columns.gauge_stage;
    state->file = std::fopen(part_name(path).c_str(), "wb");
    if (state->file == nullptr)
        return tl::unexpected(
            Error{path.string(), std::generic_category().message(errno), "a file that can be written"});
    if (auto good = state->put(header_row(describe(columns)) + '\n'); !good)
        return tl::unexpected(good.error());
    return StationsCsv(std::move(state));
}

tl::expected<void, Error> StationsCsv::append(tables::Time time, std::span<const StationRow> rows) {
    std::string& text = state_->rows;
    text.clear();
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, state_->time_zone) + ',';
    for (const StationRow& row : rows) {
        if (row.concentration.size() != state_->constituents)
            return tl::unexpected(Error{state_->path.string(),
                                        fmt::format("{} concentrations", row.concentration.size()),
                                        fmt::format("{}, one a column", state_->constituents)});
        text += times + tables::quote_cell(row.station);
        for (const double value : {row.stage, row.discharge, row.velocity, row.depth})
            number(text, value);
        for (const double value : row.concentration)
            number(text, as_written(value));
        if (state_->gauge_stage)
            number(text, row.gauge_stage);
        text += '\n';
    }
    return state_->put(text);
}

tl::expected<void, Error> StationsCsv::close() {
    if (state_->file == nullptr)
        return {};
    std::FILE* file = state_->file;
    state_->file = nullptr;
    if (std::fclose(file) != 0)
        return tl::unexpected(
            Error{state_->path.string(), std::generic_category().message(errno), "a file that can be written"});
    return publish(state_->path);
}

}  // namespace liriver::data::results
