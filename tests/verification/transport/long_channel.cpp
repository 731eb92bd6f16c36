#include "tests/verification/transport/long_channel.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/quality/first_order_decay.h"
#include "solver/transport/transport.h"
#include "tests/unit/solver/transport/made_graphs.h"

namespace liriver::tests::verification {

namespace {

using solver::transport::Graph;
using solver::transport::Transport;
namespace made = solver::transport::made;

constexpr double pi = 3.14159265358979323846;
constexpr double spacing = 100.0, area = 82.06636;
constexpr std::int32_t volumes_above = 250;  // of the steady source

/// exp(x^2) erfc(x).
double scaled_erfc(double x) {
    if (x < 10.0)
        return std::exp(x * x) * std::erfc(x);
    double sum = 1.0, term = 1.0;  // asymptotic; its terms fall until the x^2-th
    for (int n = 1; n < 12; ++n)
        sum += term *= -(2.0 * n - 1.0) / (2.0 * x * x);
    return sum / (x * std::sqrt(pi));
}

}  // namespace

FrontErrors long_front(double courant) {
    const Graph graph = made::chain(1000);
    const double seconds = courant * spacing / long_channel_speed;
    const made::SteadyWater water(graph, area * spacing, area * long_channel_speed, seconds);
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water.water, 0.0);
    transport.set_inflow_concentration(0, 0, 1.0);
    const int steps = static_cast<int>(std::lround(50000.0 / (long_channel_speed * seconds)));
    for (int step = 0; step < steps; ++step)
        transport.step(water.step);
    const std::span<const double> c = transport.concentration(0);
    double weight = 0.0, first = 0.0, second = 0.0;
    for (std::size_t f = 1; f < c.size(); ++f) {
        const double fall = c[f - 1] - c[f], x = spacing * static_cast<double>(f);
        weight += fall;
        first += fall * x;
        second += fall * x * x;
    }
    const double mean = first / weight;
    std::size_t front = 0;
    while (c[front + 1] >= 0.5)
        ++front;
    const double x = spacing * (static_cast<double>(front) + 0.5 + (c[front] - 0.5) / (c[front] - c[front + 1]));
    const double way = steps * seconds * long_channel_speed;
    return {std::abs(x / way - 1.0), (second / weight - mean * mean) / (2.0 * steps * seconds),
            std::max(*std::max_element(c.begin(), c.end()) - 1.0, -*std::min_element(c.begin(), c.end()))};
}

double flux_inlet_solution(double x, double t, double u, double dispersion) {
    const double width = 2.0 * std::sqrt(dispersion * t);
    const double a = (x - u * t) / width, b = (x + u * t) / width;
    // exp(u x / D) erfc(b) = exp(-a^2) exp(b^2) erfc(b)
    return 0.5 * std::erfc(a) + std::sqrt(u * u * t / (pi * dispersion)) * std::exp(-a * a) -
           0.5 * (1.0 + u * x / dispersion + u * u * t / dispersion) * std::exp(-a * a) * scaled_erfc(b);
}

double flux_inlet_error(double courant) {
    constexpr double dispersion = 30.0;
    const Graph graph = made::chain(1000);
    const double seconds = courant * spacing / long_channel_speed;
    const made::SteadyWater water(graph, area * spacing, area * long_channel_speed, seconds,
                                  dispersion * area / spacing * seconds);
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water.water, 0.0);
    transport.set_inflow_concentration(0, 0, 100.0);
    double error = 0.0;
    for (int step = 1; step * seconds < 24.0 * 3600.0; ++step) {
        transport.step(water.step);
        if (courant < 0.3 && step % 8 != 0)
            continue;
        const std::span<const double> c = transport.concentration(0);
        for (const std::size_t face : {200U, 500U}) {
            const double found = 0.5 * (c[face - 1] + c[face]) / 100.0;
            const double exact = flux_inlet_solution(spacing * static_cast<double>(face), step * seconds,
                                                     long_channel_speed, dispersion);
            error = std::max(error, std::abs(found - exact));
        }
    }
    return error;
}

namespace {

/// The steady concentrations, from 5 km above the source to `below` m under it; [volumes], centred on multiples of 20
/// m.
std::vector<double> steady_source(double courant, int below, double duration) {
    constexpr double dx = 20.0, u = 0.5, section = 20.0, dispersion = 50.0;
    const Graph graph = made::chain(volumes_above + below / 20 + 1);
    const double seconds = courant * dx / u;
    const made::SteadyWater water(graph, section * dx, section * u, seconds, dispersion * section / dx * seconds);
    const solver::quality::FirstOrderDecay law{0.5, 1.0};
    Transport transport(graph, {{"BOD", "g m-3"}});
    transport.start(0, water.water, 0.0);
    transport.set_load(0, volumes_above, 100.0);
    for (int step = 0; step * seconds < duration; ++step)
        transport.step(water.step, [&](double part, std::span<const std::int32_t> volumes) {
            solver::quality::decay(law, 20.0, part, transport.reacting(0), volumes);
        });
    const std::span<const double> c = transport.concentration(0);
    return {c.begin(), c.end()};
}

double error_at(const std::vector<double>& c, int metres, double exact) {
    const std::int32_t volume = volumes_above + metres / 20;
    return std::abs(c[static_cast<std::size_t>(volume)] / exact - 1.0);
}

}  // namespace

double steady_source_below(double courant) {
    const std::vector<double> c = steady_source(courant, 105000, 300000.0);
    return std::max({error_at(c, 0, 9.976932), error_at(c, 10000, 8.887702), error_at(c, 50000, 5.597053),
                     error_at(c, 100000, 3.139943)});
}

double steady_source_above(double courant) { return error_at(steady_source(courant, 5000, 20000.0), -1000, 0.000448); }

}  // namespace liriver::tests::verification
