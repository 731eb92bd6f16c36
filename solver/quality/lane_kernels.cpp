#include "solver/quality/lane_kernels.h"

#include "solver/quality/paths.h"

namespace liriver::solver::quality {

namespace {

template <std::size_t N>
LIRIVER_KERNEL void combine_terms(std::size_t size, const double* base, const Weighted* terms, double* out) {
    double weight[N];
    const double* values[N];
    for (std::size_t t = 0; t < N; ++t) {
        weight[t] = terms[t].weight;
        values[t] = terms[t].values;
    }
#pragma omp simd
    for (std::size_t i = 0; i < size; ++i) {
        double sum = base[i];
        for (std::size_t t = 0; t < N; ++t)
            sum += weight[t] * values[t][i];
        out[i] = sum;
    }
}

LIRIVER_KERNEL void combine(std::size_t size, const double* base, std::span<const Weighted> terms, double* out) {
    switch (terms.size()) {
        case 0:
            for (std::size_t i = 0; i < size; ++i)
                out[i] = base[i];
            return;
        case 1:
            return combine_terms<1>(size, base, terms.data(), out);
        case 2:
            return combine_terms<2>(size, base, terms.data(), out);
        case 3:
            return combine_terms<3>(size, base, terms.data(), out);
        case 4:
            return combine_terms<4>(size, base, terms.data(), out);
        default:
            return combine_terms<5>(size, base, terms.data(), out);
    }
}

LIRIVER_KERNEL void apply(std::span<const Coefficient> stoichiometry, std::size_t constituents, const double* rate,
                          const double* const* areal, double* out) {
    std::size_t entry = 0;
    for (std::size_t k = 0; k < constituents; ++k) {
        double sum[lanes] = {};
        for (; entry < stoichiometry.size() && stoichiometry[entry].constituent == k; ++entry) {
            const double value = stoichiometry[entry].value;
            const double* const from = rate + stoichiometry[entry].reaction * lanes;
#pragma omp simd
            for (std::size_t l = 0; l < lanes; ++l)
                sum[l] += value * from[l];
        }
        double* const to = out + k * lanes;
        if (areal[k] == nullptr)
            for (std::size_t l = 0; l < lanes; ++l)
                to[l] = sum[l];
        else
            for (std::size_t l = 0; l < lanes; ++l)
                to[l] = sum[l] * areal[k][l];
    }
}

LIRIVER_KERNEL double error_norm(std::size_t constituents, const double* error, const double* before,
                                 const double* after, const double* absolute, double relative) {
    double worst[lanes] = {}, wrong[lanes] = {};
    for (std::size_t k = 0; k < constituents; ++k) {
        const double *const e = error + k * lanes, *const b = before + k * lanes, *const a = after + k * lanes;
        const double least = absolute[k];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            const double size_b = b[l] < 0.0 ? -b[l] : b[l], size_a = a[l] < 0.0 ? -a[l] : a[l];
            const double size = size_a > size_b ? size_a : size_b, miss = e[l] < 0.0 ? -e[l] : e[l];
            const double norm = miss / (least + relative * size);
            worst[l] = norm > worst[l] ? norm : worst[l];
            wrong[l] += norm * 0.0;  // infinities and what is not a number stay
        }
    }
    double largest = 0.0, sum = 0.0;
    for (std::size_t l = 0; l < lanes; ++l) {
        largest = worst[l] > largest ? worst[l] : largest;
        sum += wrong[l];
    }
    return largest + sum;
}

LIRIVER_KERNEL void clamp(std::size_t constituents, const double* values, const double* floor, double* out) {
    for (std::size_t k = 0; k < constituents; ++k) {
        const double least = floor[k];
        const double* const from = values + k * lanes;
        double* const to = out + k * lanes;
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            to[l] = from[l] > least ? from[l] : least;
    }
}

LIRIVER_KERNEL bool any_below(std::size_t constituents, const double* values, const double* floor) {
    double least[lanes] = {};
    for (std::size_t k = 0; k < constituents; ++k) {
        const double* const v = values + k * lanes;
        if (floor[k] < 0.0)
            continue;
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            least[l] = v[l] < least[l] ? v[l] : least[l];
    }
    double all = 0.0;
    for (const double value : least)
        all = value < all ? value : all;
    return all < 0.0;
}

LIRIVER_KERNEL void assemble(std::size_t n, const std::uint8_t* pattern, double diagonal,
                             std::span<const JacobianEntry> entries, const double* derivatives,
                             const double* const* areal, double* matrix) {
    for (std::size_t e = 0; e < n * n; ++e) {
        const double value = e % (n + 1) == 0 ? diagonal : 0.0;
        if (pattern[e] != 0)
            for (std::size_t l = 0; l < lanes; ++l)
                matrix[e * lanes + l] = value;
    }
    for (const JacobianEntry& entry : entries) {
        const double* const from = derivatives + entry.derivative * lanes;
        const double* const depth = areal[entry.row];
        double* const to = matrix + entry.entry * lanes;
        const double coefficient = entry.coefficient;
        if (depth == nullptr)
            for (std::size_t l = 0; l < lanes; ++l)
                to[l] -= coefficient * from[l];
        else
            for (std::size_t l = 0; l < lanes; ++l)
                to[l] -= coefficient * depth[l] * from[l];
    }
}

LIRIVER_KERNEL void factorise(std::size_t n, const std::uint8_t* pattern, double* matrix) {
    for (std::size_t p = 0; p < n; ++p) {
        double* const pivot = matrix + (p * n + p) * lanes;
        for (std::size_t l = 0; l < lanes; ++l)
            pivot[l] = 1.0 / pivot[l];
        for (std::size_t k = p + 1; k < n; ++k) {
            if (pattern[k * n + p] == 0)
                continue;
            double* const factor = matrix + (k * n + p) * lanes;
            for (std::size_t l = 0; l < lanes; ++l)
                factor[l] *= pivot[l];
            for (std::size_t i = p + 1; i < n; ++i) {
                if (pattern[p * n + i] == 0)
                    continue;
                const double* const above = matrix + (p * n + i) * lanes;
                double* const here = matrix + (k * n + i) * lanes;
#pragma omp simd
                for (std::size_t l = 0; l < lanes; ++l)
                    here[l] -= factor[l] * above[l];
            }
        }
    }
}

LIRIVER_KERNEL void solve(std::size_t n, const std::uint8_t* pattern, const double* matrix, double* right_side) {
    for (std::size_t k = 1; k < n; ++k)
        for (std::size_t p = 0; p < k; ++p)
            if (pattern[k * n + p] != 0)
#pragma omp simd
                for (std::size_t l = 0; l < lanes; ++l)
                    right_side[k * lanes + l] -= matrix[(k * n + p) * lanes + l] * right_side[p * lanes + l];
    for (std::size_t p = n; p-- > 0;) {
        for (std::size_t i = p + 1; i < n; ++i)
            if (pattern[p * n + i] != 0)
#pragma omp simd
                for (std::size_t l = 0; l < lanes; ++l)
                    right_side[p * lanes + l] -= matrix[(p * n + i) * lanes + l] * right_side[i * lanes + l];
        for (std::size_t l = 0; l < lanes; ++l)
            right_side[p * lanes + l] *= matrix[(p * n + p) * lanes + l];
    }
}

}  // namespace

const LaneKernels& lane_kernels() {
    static const LaneKernels kernels = {
        Paths<combine>::best(),   Paths<apply>::best(),    Paths<error_norm>::best(), Paths<clamp>::best(),
        Paths<any_below>::best(), Paths<assemble>::best(), Paths<factorise>::best(),  Paths<solve>::best(),
    };
    return kernels;
}

}  // namespace liriver::solver::quality
