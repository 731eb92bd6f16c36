#pragma once
// How the parts of a tagged constituent are numbered.
#include <cstddef>

namespace liriver::solver::transport {

/// Parts that every tagged constituent has, before those of the sources that are named.
enum Part : std::size_t {
    initial_part,    ///< what was there at the start
    reactions_part,  ///< what reactions made of other constituents
    other_part,      ///< what came in and was said to be of no named source
    first_source
};

}  // namespace liriver::solver::transport
