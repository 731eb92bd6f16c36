#include "mesh/sections/banded.h"

namespace liriver::mesh::sections {

void Pentadiagonal::add_value(std::size_t i, double value, double weight) {
    diagonal[i] += weight;
    right[i] += weight * value;
}

void Pentadiagonal::add_difference(std::size_t i, double difference, double weight) {
    diagonal[i] += weight;
    diagonal[i + 1] += weight;
    first[i] -= weight;
    right[i] -= weight * difference;
    right[i + 1] += weight * difference;
}

void Pentadiagonal::add_bend(std::size_t i, double weight) {
    diagonal[i] += weight;
    diagonal[i + 1] += 4.0 * weight;
    diagonal[i + 2] += weight;
    first[i] -= 2.0 * weight;
    first[i + 1] -= 2.0 * weight;
    second[i] += weight;
}

std::vector<double> Pentadiagonal::solve() const {
    const std::size_t size = diagonal.size();
    std::vector<double> pivot(size), lower_first(size, 0.0), lower_second(size, 0.0), f(size);
    for (std::size_t i = 0; i < size; ++i) {
        pivot[i] = diagonal[i];
        f[i] = right[i];
        if (i >= 1) {
            pivot[i] -= pivot[i - 1] * lower_first[i - 1] * lower_first[i - 1];
            f[i] -= lower_first[i - 1] * f[i - 1];
        }
        if (i >= 2) {
            pivot[i] -= pivot[i - 2] * lower_second[i - 2] * lower_second[i - 2];
            f[i] -= lower_second[i - 2] * f[i - 2];
        }
        const double below = i >= 1 ? pivot[i - 1] * lower_first[i - 1] * lower_second[i - 1] : 0.0;
        lower_first[i] = (first[i] - below) / pivot[i];
        lower_second[i] = second[i] / pivot[i];
    }
    for (std::size_t k = size; k-- > 0;) {
        f[k] /= pivot[k];
        if (k + 1 < size)
            f[k] -= lower_first[k] * f[k + 1];
        if (k + 2 < size)
            f[k] -= lower_second[k] * f[k + 2];
    }
    return f;
}

}  // namespace liriver::mesh::sections
