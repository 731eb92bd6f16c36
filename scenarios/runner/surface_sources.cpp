// Tagged sources of a surface.
#include <algorithm>
#include <cmath>

#include "scenarios/runner/surface_domain.h"

namespace liriver::scenarios::runner {

void SurfaceDomain::find_sources() {
    sources_ = TaggedSources(quality_.constituents());
    if (!sources_.any())
        return;
    for (std::size_t b = 0; b < model_.boundary_forcing.size(); ++b)
        for (const std::int32_t face : model_.boundaries[b].faces)
            sources_.add_inflow({"boundary", model_.boundary_forcing[b].name}, static_cast<std::size_t>(face),
                                model_.boundary_forcing[b].concentration);
    for (const SurfaceDrive& drive : model_.drives) {
        for (std::size_t k = 0; k < drive.concentration.size(); ++k)
            if (sources_.tagged(k) && drive.concentration[k] >= 0)
                static_cast<void>(sources_.part_of(k, drive.of));
    }
    put_in_.name_parts(sources_);
    sources_.name_spills(model_.driver.spills);
    sources_.start(*quality_.transport());
}

// All water that comes into a cell from sources and rain comes in over one face, mixed.
void SurfaceDomain::tell_sources() {
    solver::transport::Transport& transport = *quality_.transport();
    sources_.tell(means_, transport);
    const auto mean = [this](std::int32_t function) {
        return function < 0 ? 0.0 : means_[static_cast<std::size_t>(function)];
    };
    for (const SurfaceDrive& drive : model_.drives) {
        double water = rain_.rate(drive.cell) * model_.mesh->area[static_cast<std::size_t>(drive.cell)];
        for (const SurfaceDrive& other : model_.drives)
            water += other.cell == drive.cell ? mean(other.discharge) : 0.0;
        for (std::size_t k = 0; k < drive.concentration.size(); ++k) {
            if (!sources_.tagged(k) || drive.concentration[k] < 0)
                continue;
            const double amount = mean(drive.discharge) * mean(drive.concentration[k]);
            transport.set_inflow_of(k, sources_.part_of(k, drive.of), model_.mesh->face_count() + drive.cell,
                                    water > 0.0 ? amount / water : 0.0);
        }
    }
}

// A concentration at a point is held within those of the cells around it, which interpolation may go beyond: the parts
// have their shares of that.
std::vector<data::results::TaggedRow> SurfaceDomain::tagged_rows(std::size_t station) const {
    const PointState water = water_at_station(station);
    auto rows = sources_.rows(model_.stations[station].name, [&](std::size_t constituent, std::size_t part) {
        double sum = 0.0;
        for (const PointWeight& corner : water.weights)
            sum += corner.weight * quality_.part(constituent, part, corner.cell,
                                                 solver_.state()[static_cast<std::size_t>(corner.cell)].depth);
        return std::max(sum, 0.0);
    });
    for (data::results::TaggedRow& row : rows) {
        const auto& constituents = quality_.constituents();
        const auto of = std::find_if(constituents.begin(), constituents.end(),
                                     [&](const Constituent& one) { return one.name == row.constituent; });
        const double whole = concentration_at(static_cast<std::size_t>(of - constituents.begin()), water);
        row.concentration = whole > 0.0 ? whole * row.share : row.concentration;
    }
    return rows;
}

}  // namespace liriver::scenarios::runner
