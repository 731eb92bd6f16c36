#pragma once
// Turns the two kernels of a law into functions for the widest vectors that the machine has.
#include "solver/quality/law.h"
#include "solver/quality/paths.h"

namespace liriver::solver::quality {

/// `row` with the kernels of `Body`: `Body::prepare` and `Body::rate`, both LIRIVER_KERNEL.
template <class Body>
Law with_kernels(Law row) {
    row.prepare = Paths<&Body::prepare>::best();
    row.rate = Paths<&Body::rate>::best();
    return row;
}

}  // namespace liriver::solver::quality
