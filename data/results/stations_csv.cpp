#include "data/results/stations_csv.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

#include "data/results/atomic_file.h"

namespace liriver::data::results {

using mesh::field::Error;

struct StationsCsv::State {
    std::filesystem::path path;
    std::FILE* file = nullptr;
    std::chrono::minutes time_zone{0};
    std::size_t constituents = 0;
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

/// A cell as RFC 4180 has it: quoted only where it must be.
std::string cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

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
                                                     std::span<const ConstituentColumn> constituents) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->time_zone = time_zone;
    state->constituents = constituents.size();
    state->file = std::fopen(part_name(path).c_str(), "wb");
    if (state->file == nullptr)
        return tl::unexpected(
            Error{path.string(), std::generic_category().message(errno), "a file that can be written"});
    std::string header = "time_utc,time_local,station,stage_m,discharge_m3_s,velocity_m_s,depth_m";
    for (const ConstituentColumn& constituent : constituents)
        header += ',' + cell(column_name(constituent.name, constituent.unit));
    header += '\n';
    if (auto good = state->put(header); !good)
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
        text += times + cell(row.station);
        for (const double value : {row.stage, row.discharge, row.velocity, row.depth})
            number(text, value);
        for (const double value : row.concentration)
            number(text, value);
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
