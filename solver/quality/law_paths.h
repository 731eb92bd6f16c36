#pragma once
// Turns the two kernels of a law into functions for the widest vectors that the machine has.
#include "solver/quality/law.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::quality {

namespace law_paths {
template <class Body>
void prepare_plain(const double* parameter, Columns place, MutableColumns prepared) {
    Body::prepare(parameter, place, prepared);
}
template <class Body>
LIRIVER_AVX2 void prepare_avx2(const double* parameter, Columns place, MutableColumns prepared) {
    Body::prepare(parameter, place, prepared);
}
template <class Body>
LIRIVER_AVX512 void prepare_avx512(const double* parameter, Columns place, MutableColumns prepared) {
    Body::prepare(parameter, place, prepared);
}
template <class Body>
void rate_plain(Columns input, Columns prepared, MutableColumns output) {
    Body::rate(input, prepared, output);
}
template <class Body>
LIRIVER_AVX2 void rate_avx2(Columns input, Columns prepared, MutableColumns output) {
    Body::rate(input, prepared, output);
}
template <class Body>
LIRIVER_AVX512 void rate_avx512(Columns input, Columns prepared, MutableColumns output) {
    Body::rate(input, prepared, output);
}
}  // namespace law_paths

/// `row` with the kernels of `Body`: `Body::prepare` and `Body::rate`, both LIRIVER_KERNEL.
template <class Body>
Law with_kernels(Law row) {
    row.prepare = surface::best_path(law_paths::prepare_plain<Body>, law_paths::prepare_avx2<Body>,
                                     law_paths::prepare_avx512<Body>);
    row.rate =
        surface::best_path(law_paths::rate_plain<Body>, law_paths::rate_avx2<Body>, law_paths::rate_avx512<Body>);
    return row;
}

}  // namespace liriver::solver::quality
