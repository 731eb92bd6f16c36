// Tagged sources of a channel network.
#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {

void ChannelDomain::find_sources() {
    sources_ = TaggedSources(constituents());
    if (!sources_.any())
        return;
    for (std::size_t b = 0; b < model_.boundaries.size(); ++b)
        sources_.add_inflow({"boundary", model_.boundaries[b].name}, model_.boundary_face(b),
                            model_.boundaries[b].concentration);
    for (std::size_t k = 0; k < model_.links.size(); ++k)
        if (model_.mesh.links[k].right == solver::channel::outside)
            sources_.add_inflow({*model_.links[k].kind == '\0' ? "groundwater" : "structure", model_.links[k].name},
                                model_.link_face(k), model_.links[k].concentration);
    for (std::size_t s = 0; s < model_.driver.sources.size(); ++s) {
        const Source& source = model_.driver.sources[s];
        sources_.add_inflow(source.of, model_.source_face(s), source.concentration);
    }
    put_in_.name_parts(sources_);
    sources_.name_spills(model_.driver.spills);
    sources_.start(*quality_.transport());
}

std::vector<data::results::TaggedRow> ChannelDomain::tagged_rows(std::size_t station) const {
    const StationNodes& at = model_.stations[station];
    const std::int32_t cell = at.cells.front();
    return sources_.rows(at.name, [&](std::size_t constituent, std::size_t part) {
        return quality_.part(constituent, part, cell, depth(cell));
    });
}

}  // namespace liriver::scenarios::runner
