#pragma once
// A kernel compiled for each width of vectors.
#include "solver/vector_paths.h"

namespace liriver::solver::quality {

/// `Body` is a LIRIVER_KERNEL function; `best()` is it, compiled for the widest vectors of the machine.
template <auto Body>
struct Paths;
template <class Result, class... Arguments, Result (*Body)(Arguments...)>
struct Paths<Body> {
    static Result plain(Arguments... arguments) { return Body(arguments...); }
    LIRIVER_AVX2 static Result avx2(Arguments... arguments) { return Body(arguments...); }
    LIRIVER_AVX512 static Result avx512(Arguments... arguments) { return Body(arguments...); }
    static auto best() { return best_path(plain, avx2, avx512); }
};

}  // namespace liriver::solver::quality
