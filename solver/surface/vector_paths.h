#pragma once
// Kernels are compiled twice, for any x86-64 and for AVX2, and the better one is taken at run time. Both give the same
// bits: no multiplication is fused with an addition (-ffp-contract=off), and all else is IEEE arithmetic.
namespace liriver::solver::surface {

#if defined(__x86_64__)
#define LIRIVER_WIDE [[gnu::target("avx2")]]
inline bool wide_vectors() {
    static const bool available = __builtin_cpu_supports("avx2") != 0;
    return available;
}
#else
#define LIRIVER_WIDE
inline bool wide_vectors() { return false; }
#endif
#define LIRIVER_KERNEL [[gnu::always_inline]] inline

/// Entries a kernel works on at a time: what it gathers stays in the first-level cache.
inline constexpr int block_size = 32;

}  // namespace liriver::solver::surface
