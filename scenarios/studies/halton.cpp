#include "scenarios/studies/halton.h"

#include <algorithm>

namespace liriver::scenarios::studies {

double radical_inverse(int number, int base) {
    double value = 0.0, digit = 1.0 / base;
    for (; number > 0; number /= base, digit /= base)
        value += digit * (number % base);
    return value;
}

std::vector<int> first_primes(std::size_t count) {
    std::vector<int> primes;
    for (int candidate = 2; primes.size() < count; ++candidate)
        if (std::all_of(primes.begin(), primes.end(), [&](int prime) { return candidate % prime != 0; }))
            primes.push_back(candidate);
    return primes;
}

}  // namespace liriver::scenarios::studies
