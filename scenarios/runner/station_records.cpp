#include "scenarios/runner/station_records.h"

#include <cmath>

namespace liriver::scenarios::runner {
namespace {

constexpr double never = -1e300;      // finite, as a checkpoint's accounts are
constexpr double least_depth = 1e-3;  // m; less water has no stage and no speed worth a record

void raise(double* record, double value, double t) {
    if (value > record[0]) {
        record[0] = value;
        record[1] = t;
    }
}

}  // namespace

StationRecords::StationRecords(std::size_t stations, std::size_t constituents, double arrival_depth)
    : constituents_(constituents), arrival_depth_(arrival_depth) {
    for (std::size_t s = 0; s < stations; ++s) {
        records_.insert(records_.end(), {never, 0.0, never, 0.0, never, 0.0, 0.0, never});
        for (std::size_t k = 0; k < constituents; ++k)
            records_.insert(records_.end(), {0.0, 0.0, never, 0.0});
    }
}

void StationRecords::begin(std::size_t station, const StationState& state) {
    records_[stride() * station + was_dry] = state.depth > arrival_depth_ ? 0.0 : 1.0;
    note(station, 0.0, 0.0, state);
}

void StationRecords::add(std::size_t station, double t, double seconds, const StationState& state) {
    double* const of = &records_[stride() * station];
    if (of[was_dry] != 0.0 && of[arrival] == never && state.depth > arrival_depth_)
        of[arrival] = t;
    note(station, t, seconds, state);
}

void StationRecords::note(std::size_t station, double t, double seconds, const StationState& state) {
    double* const of = &records_[stride() * station];
    raise(of + depth, state.depth, t);
    if (state.depth >= least_depth) {
        raise(of + stage, state.stage, t);
        raise(of + speed, state.speed, t);
    }
    for (std::size_t k = 0; k < constituents_; ++k) {
        const double value = state.concentration[k];
        if (!std::isfinite(value))
            continue;
        double* const record = of + items + concentration_items * k;
        record[integral] += seconds * value;
        record[seconds_wet] += seconds;
        raise(record + largest, value, t);
    }
}

void StationRecords::report(std::size_t station, std::span<const Constituent> constituents, data::tables::Time start,
                            data::results::StationAccount& account) const {
    const double* const of = &records_[stride() * station];
    const auto utc = [start](double t) { return data::tables::format_utc(data::tables::after(start, t)); };
    const auto greatest = [&utc](const double* record) {
        data::results::Greatest value;
        if (record[0] != never)
            value = {record[0], utc(record[1])};
        return value;
    };
    account.greatest = data::results::StationMaxima{greatest(of + stage), greatest(of + depth), greatest(of + speed),
                                                    of[was_dry] != 0.0, of[arrival] == never ? "" : utc(of[arrival])};
    for (std::size_t k = 0; k < constituents_; ++k) {
        const double* const record = of + items + concentration_items * k;
        account.concentrations.push_back(
            {constituents[k].name, constituents[k].unit,
             record[seconds_wet] > 0.0 ? record[integral] / record[seconds_wet] : std::nan(""),
             greatest(record + largest)});
    }
}

std::vector<mesh::field::MutableField> StationRecords::checkpoint_fields() {
    if (records_.empty())
        return {};
    return {{{"station_records", "greatest values of each station and their times, arrival, concentrations", "", "1",
              mesh::field::Location::network},
             records_}};
}

}  // namespace liriver::scenarios::runner
