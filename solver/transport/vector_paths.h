#pragma once
// Kernels are compiled for any x86-64, for AVX2 and for AVX-512, and the best that the machine has is taken at run
// time. All give the same bits: no multiplication is fused with an addition (-ffp-contract=off), and all else is IEEE
// arithmetic.
namespace liriver::solver::transport {

#if defined(__x86_64__)
#define LIRIVER_AVX2 [[gnu::target("avx2")]]
#if defined(__clang__)
#define LIRIVER_AVX512 [[gnu::target("avx512f,avx512dq,avx512vl,avx512bw")]]
#else
#define LIRIVER_AVX512 [[gnu::target("avx512f,avx512dq,avx512vl,avx512bw,prefer-vector-width=512")]]
#endif
#else
#define LIRIVER_AVX2
#define LIRIVER_AVX512
#endif
#define LIRIVER_KERNEL [[gnu::always_inline]] inline

/// Vectors that kernels are compiled for.
enum class Vectors { plain, avx2, avx512 };

/// The widest that may be used, where the machine has them: for tests, which compare the narrower ones.
inline Vectors widest_vectors = Vectors::avx512;

/// The same function compiled for the widest vectors that this machine has.
template <class Function>
Function* best_path([[maybe_unused]] Function* plain, [[maybe_unused]] Function* avx2,
                    [[maybe_unused]] Function* avx512) {
#if defined(__x86_64__)
    if (widest_vectors == Vectors::avx512 && __builtin_cpu_supports("avx512f") != 0 &&
        __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
        __builtin_cpu_supports("avx512bw") != 0)
        return avx512;
    if (widest_vectors != Vectors::plain && __builtin_cpu_supports("avx2") != 0)
        return avx2;
#endif
    return plain;
}

}  // namespace liriver::solver::transport
