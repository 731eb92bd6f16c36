#include "solver/forcing/delay_line.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace liriver::solver::forcing {
namespace {

constexpr std::size_t spare_bins = 4;  // those in which water goes in while others are emptied

}  // namespace

DelayLine::DelayLine(double lag, std::size_t quantities)
    : lag_(lag),
      bin_(lag / static_cast<double>(bins_a_lag)),
      quantities_(quantities + 1),
      content_((2 * bins_a_lag + spare_bins) * (quantities + 1), 0.0) {
    assert(lag > 0.0);
}

std::int64_t DelayLine::bin_of(double t) const { return static_cast<std::int64_t>(std::floor(t / bin_)); }

std::size_t DelayLine::slot(std::int64_t bin, std::size_t quantity) const {
    const auto ring = static_cast<std::int64_t>(2 * bins_a_lag + spare_bins);
    const std::int64_t place = ((bin % ring) + ring) % ring;
    return static_cast<std::size_t>(place) * quantities_ + quantity;
}

template <class Visit>
void DelayLine::visit(double t0, double t1, const Visit& visit) const {
    const std::int64_t last = bin_of(t1);
    for (std::int64_t bin = bin_of(t0); bin <= last; ++bin) {
        const double begin = std::max(t0, static_cast<double>(bin) * bin_);
        const double end = static_cast<double>(bin + 1) * bin_;
        const double inside = std::min(t1, end) - begin;
        if (inside > 0.0)
            visit(bin, inside, end - begin);
    }
}

double DelayLine::coming_out(std::size_t quantity, double t0, double t1) const {
    double out = 0.0;
    visit(t0, t1, [&](std::int64_t bin, double inside, double rest) {
        out += std::min(1.0, inside / rest) * content_[slot(bin, quantity)];
    });
    return out;
}

void DelayLine::advance(double t0, double t1, std::span<const double> went_in) {
    assert(went_in.size() == quantities_);
    visit(t0, t1, [&](std::int64_t bin, double inside, double rest) {
        const double share = std::min(1.0, inside / rest);
        for (std::size_t q = 0; q < quantities_; ++q) {
            double& content = content_[slot(bin, q)];
            content = share >= 1.0 ? 0.0 : content - share * content;
        }
    });
    // what was in a bin is out; the last piece takes what the others leave, so that all of it goes in
    std::int64_t latest = bin_of(t0 + lag_);
    visit(t0 + lag_, t1 + lag_, [&](std::int64_t bin, double, double) { latest = bin; });
    for (std::size_t q = 0; q < quantities_; ++q) {
        double left = went_in[q];
        visit(t0 + lag_, t1 + lag_, [&](std::int64_t bin, double inside, double) {
            const double part = bin == latest ? left : went_in[q] * inside / (t1 - t0);
            content_[slot(bin, q)] += part;
            left -= part;
        });
    }
}

double DelayLine::under_way(std::size_t quantity) const {
    double sum = 0.0;
    for (std::size_t k = quantity; k < content_.size(); k += quantities_)
        sum += content_[k];
    return sum;
}

}  // namespace liriver::solver::forcing
