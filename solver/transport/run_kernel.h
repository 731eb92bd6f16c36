#pragma once
// Compiles a kernel for each number of lanes and each kind of vectors, and takes the machine's best.
#include <type_traits>

#include "solver/transport/lane_kernels.h"
#include "solver/vector_paths.h"

namespace liriver::solver::transport {

template <class Kernel, std::size_t lanes, class... Arguments>
void kernel_plain(const Substep& substep, Arguments&... arguments) {
    Kernel::template run<Split<lanes, 2>>(substep, arguments...);
}
template <class Kernel, std::size_t lanes, class... Arguments>
LIRIVER_AVX2 void kernel_avx2(const Substep& substep, Arguments&... arguments) {
    Kernel::template run<Split<lanes, 4>>(substep, arguments...);
}
template <class Kernel, std::size_t lanes, class... Arguments>
LIRIVER_AVX512 void kernel_avx512(const Substep& substep, Arguments&... arguments) {
    Kernel::template run<Split<lanes, 8>>(substep, arguments...);
}

/// A kernel for so many lanes and the machine's vectors.
template <class Kernel, std::size_t lanes, class... Arguments>
void run_lanes(const Substep& substep, Arguments&... arguments) {
    best_path(&kernel_plain<Kernel, lanes, Arguments...>, &kernel_avx2<Kernel, lanes, Arguments...>,
              &kernel_avx512<Kernel, lanes, Arguments...>)(substep, arguments...);
}

/// Calls `function` with the block's lanes as a constant.
template <class Function>
void with_lanes(const Block& block, const Function& function) {
    switch (block.lanes) {
        case 1:
            return function(std::integral_constant<std::size_t, 1>{});
        case 2:
            return function(std::integral_constant<std::size_t, 2>{});
        case 4:
            return function(std::integral_constant<std::size_t, 4>{});
        default:
            return function(std::integral_constant<std::size_t, most_lanes>{});
    }
}

/// A kernel for the block's lanes and the machine's vectors.
template <class Kernel, class... Arguments>
void run(const Substep& substep, Arguments&&... arguments) {
    with_lanes(*substep.block, [&](auto lanes) { run_lanes<Kernel, lanes()>(substep, arguments...); });
}

}  // namespace liriver::solver::transport
