// Tagged constituents: what their parts are told between steps.
#include <cassert>

#include "solver/transport/block.h"
#include "solver/transport/parts.h"
#include "solver/transport/topology.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {

namespace {
std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

void Transport::tag(std::size_t constituent, std::size_t sources) {
    assert(constituents_[constituent].non_negative);
    State& state = states_[constituent];
    state.parts = std::make_unique<Parts>(topology_, sources);
    state.parts->start(concentration(constituent));
}

void Transport::set_inflow_of(std::size_t constituent, std::size_t part, std::int32_t face, double concentration) {
    assert(topology_.boundary_of_face[index(face)] >= 0);
    states_[constituent].parts->set_inflow(part, index(topology_.boundary_of_face[index(face)]), concentration);
}

void Transport::set_load_of(std::size_t constituent, std::size_t part, std::int32_t volume, double amount_per_second) {
    states_[constituent].parts->set_load(part, index(volume), amount_per_second);
}

std::size_t Transport::part_count(std::size_t constituent) const {
    const State& state = states_[constituent];
    return state.parts ? state.parts->count() : 0;
}

double Transport::part(std::size_t constituent, std::size_t part, std::size_t volume) const {
    return states_[constituent].parts->concentration(part, volume);
}

/// Before a step: what is said of no source is of other ones.
void Transport::complete_parts() {
    for (State& state : states_) {
        if (!state.parts)
            continue;
        state.parts->complete_inflow(blocks_[state.block], state.lane);
        if (state.has_loads)
            for (std::size_t i = 0; i < state.loads.size(); ++i)
                if (may_hold_[i] != 0)
                    state.parts->complete_load(i, state.loads[i]);
    }
}

}  // namespace liriver::solver::transport
