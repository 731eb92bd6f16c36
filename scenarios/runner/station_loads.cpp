#include "scenarios/runner/station_loads.h"

#include <cmath>

namespace liriver::scenarios::runner {

void StationLoads::add(std::size_t station, std::size_t constituent, double dt, double discharge,
                       double concentration) {
    if (constituent >= constituents_ || !std::isfinite(concentration))
        return;
    loads_[2 * (station * constituents_ + constituent) + (discharge >= 0.0 ? 0 : 1)] +=
        std::abs(discharge) * concentration * dt;
}

void StationLoads::report(std::span<const Constituent> constituents,
                          std::vector<data::results::StationAccount>& stations) const {
    const double days = time_[0] / 86400.0;
    for (std::size_t s = 0; s < stations.size(); ++s)
        for (std::size_t k = 0; k < constituents_; ++k) {
            const double* const load = &loads_[2 * (s * constituents_ + k)];
            stations[s].loads.push_back({constituents[k].name, load[0], load[1], days > 0.0 ? load[0] / days : 0.0,
                                         days > 0.0 ? load[1] / days : 0.0});
        }
}

std::vector<mesh::field::MutableField> StationLoads::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields{
        {{"end_time", "time counted in the stations' loads", "", "s", Location::network}, time_}};
    if (!loads_.empty())
        fields.push_back({{"station_loads", "of each station and constituent: amounts downstream and upstream", "", "1",
                           Location::network},
                          loads_});
    return fields;
}

}  // namespace liriver::scenarios::runner
