#include "tests/verification/transport/cases.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "solver/quality/first_order_decay.h"
#include "solver/transport/transport.h"
#include "tests/unit/solver/transport/made_graphs.h"
#include "tests/verification/transport/bank_plume.h"
#include "tests/verification/transport/blob_on_triangles.h"
#include "tests/verification/transport/flood.h"
#include "tests/verification/transport/long_channel.h"

namespace liriver::tests::verification {

namespace {

using solver::transport::Graph;
using solver::transport::Transport;
namespace made = solver::transport::made;

constexpr double pi = 3.14159265358979323846;

double l1(std::span<const double> values, const std::vector<double>& exact) {
    double error = 0.0, scale = 0.0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        error += std::abs(values[i] - exact[i]);
        scale += std::abs(exact[i]);
    }
    return error / scale;
}

}  // namespace

double wave_error(std::int32_t count, double courant) {
    const Graph graph = made::ring(count);
    const auto n = static_cast<std::size_t>(count);
    made::SteadyWater water(graph, 1.0, courant, 1.0);
    Transport transport(graph, {{"tracer"}});
    std::vector<double> start(n);  // cell means of 1 + sin/2
    for (std::size_t i = 0; i < n; ++i) {
        const double a = 2.0 * pi * static_cast<double>(i) / count, b = 2.0 * pi * static_cast<double>(i + 1) / count;
        start[i] = 1.0 + 0.5 * (std::cos(a) - std::cos(b)) / (b - a);
    }
    transport.start(0, water.water, start);
    const int steps = static_cast<int>(std::lround(count / courant));
    for (int step = 0; step < steps; ++step)
        transport.step(water.step);
    return l1(transport.concentration(0), start);
}

double uneven_channel_error(std::int32_t count) {
    const Graph graph = made::chain(count);
    const auto n = static_cast<std::size_t>(count);
    // position x in [0, 1], area 1 + x/2 + 0.2 sin 4 pi x; spacing varies by half
    const auto position = [&](std::size_t i) {
        const double s = static_cast<double>(i) / count;
        return s + 0.25 * std::sin(2.0 * pi * s) / (2.0 * pi);
    };
    const auto filled = [](double x) { return x + 0.25 * x * x + 0.2 * (1.0 - std::cos(4.0 * pi * x)) / (4.0 * pi); };
    std::vector<double> water(n), exact(n), start(n);
    const double travelled = 0.3;                                              // m3 passed during the run
    const auto wave = [](double v) { return 1.0 + 0.5 * std::sin(9.0 * v); };  // of the water upstream of a point
    const auto mean = [](double a, double b) {
        return 1.0 + 0.5 * (std::cos(9.0 * a) - std::cos(9.0 * b)) / (9.0 * (b - a));
    };
    double smallest = 1.0;
    for (std::size_t i = 0; i < n; ++i) {
        const double a = filled(position(i)), b = filled(position(i + 1));
        water[i] = b - a;
        start[i] = mean(a, b);
        exact[i] = mean(a - travelled, b - travelled);
        smallest = std::min(smallest, water[i]);
    }
    const int steps = static_cast<int>(std::ceil(travelled / (0.6 * smallest)));
    const double amount = travelled / steps;
    std::vector<double> crossed(graph.from.size(), amount);
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water, start);
    for (int step = 0; step < steps; ++step) {
        transport.set_inflow_concentration(0, 0, wave(-(step + 0.5) * amount));
        transport.step({1.0, water, water, crossed, {}, {}, {}, {}});
    }
    return l1(transport.concentration(0), exact);
}

PlumeErrors gaussian_plume(double seconds) {
    constexpr double spacing = 50.0, length = 16000.0, dispersion = 20.0, speed = 1.0, duration = 7200.0,
                     start_x = 3000.0, start_s = 300.0, area = 80.0;
    const auto count = static_cast<std::int32_t>(length / spacing);
    const Graph graph = made::chain(count);
    const made::SteadyWater water(graph, area * spacing, area * speed, seconds, dispersion * area / spacing * seconds);
    const auto profile = [&](double t) {  // means over the volumes of the exact solution
        const double s = std::sqrt(start_s * start_s + 2.0 * dispersion * t);
        std::vector<double> c(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < c.size(); ++i) {
            const double a = (spacing * static_cast<double>(i) - start_x - speed * t) / (s * std::sqrt(2.0));
            const double b = a + spacing / (s * std::sqrt(2.0));
            c[i] = start_s * std::sqrt(pi / 2.0) * (std::erf(b) - std::erf(a)) / spacing;
        }
        return c;
    };
    Transport transport(graph, {{"tracer"}});
    transport.start(0, water.water, profile(0.0));
    for (int step = 0; step < static_cast<int>(std::lround(duration / seconds)); ++step)
        transport.step(water.step);
    double mass = 0.0, first = 0.0, second = 0.0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const double x = spacing * (static_cast<double>(i) + 0.5), amount = transport.amount(0)[i];
        mass += amount;
        first += amount * x;
        second += amount * x * x;
    }
    const double centre = first / mass;
    const double averaging = spacing * spacing / 12.0;  // what means over the volumes add to a variance
    const double variance = second / mass - centre * centre;
    const double exact_variance = start_s * start_s + 2.0 * dispersion * duration + averaging;
    const auto budget = transport.budget(0);
    return {l1(transport.concentration(0), profile(duration)), std::abs(variance / exact_variance - 1.0),
            std::abs(centre - start_x - speed * duration) / (speed * duration),
            std::abs(budget.final + budget.outflow - budget.initial) / budget.initial};
}

PlugErrors plug(double seconds) {
    constexpr double spacing = 100.0, speed = 0.75, area = 82.0, way = 60000.0, front_start = 9000.0;
    const Graph graph = made::chain(1000);
    const made::SteadyWater water(graph, area * spacing, area * speed, seconds);
    Transport transport(graph, {{"tracer"}});
    std::vector<double> start(1000, 0.0);
    std::fill(start.begin() + 50, start.begin() + 90, 1.0);
    transport.start(0, water.water, start);
    const int steps = static_cast<int>(std::lround(way / (speed * seconds)));
    for (int step = 0; step < steps; ++step)
        transport.step(water.step);
    const std::span<const double> c = transport.concentration(0);
    std::size_t front = c.size() - 1;
    while (c[front] < 0.5)
        --front;
    const double part = (c[front] - 0.5) / (c[front] - c[front + 1]);
    const double x = spacing * (static_cast<double>(front) + 0.5 + part);
    const double gone = steps * seconds * speed;
    const auto budget = transport.budget(0);
    return {std::abs(x - front_start - gone) / gone,
            std::abs(budget.final + budget.outflow - budget.initial) / budget.initial,
            std::max(*std::max_element(c.begin(), c.end()) - 1.0, -*std::min_element(c.begin(), c.end()))};
}

double plug_flow_error(std::int32_t count, double courant) {
    constexpr double length = 50000.0, speed = 0.5, area = 100.0, inflow = 3.0;
    const double spacing = length / count;
    const double seconds = courant * spacing / speed;
    const solver::quality::FirstOrderDecay law{2.0, 1.047};
    const double k = 2.0 / 86400.0 * std::pow(1.047, 5.0);  // at 25 deg C
    const Graph graph = made::chain(count);
    const made::SteadyWater water(graph, area * spacing, area * speed, seconds);
    Transport transport(graph, {{"NH3-N"}});
    transport.start(0, water.water, 0.0);
    transport.set_inflow_concentration(0, 0, inflow);
    const int steps = static_cast<int>(10.0 * length / speed / seconds);
    for (int step = 0; step < steps; ++step)
        transport.step(water.step, [&](double part, std::span<const std::int32_t> volumes) {
            solver::quality::decay(law, 25.0, part, transport.reacting(0), volumes);
        });
    std::vector<double> exact(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double a = k * spacing * static_cast<double>(i) / speed, b = a + k * spacing / speed;
        exact[i] = inflow * (std::exp(-a) - std::exp(-b)) / (b - a);
    }
    return l1(transport.concentration(0), exact);
}

namespace {

void add_long_channel(std::vector<Case>& all) {
    const std::string moved = "exact: a step, moved by u t";
    const std::string inlet = "van Genuchten and Alves (USDA Technical Bulletin 1661, 1982), A2";
    for (const double courant : {0.05, 0.5, 1.0, 5.0}) {
        const std::string suffix = ", Courant " + std::to_string(courant).substr(0, 4);
        const std::string front = "transport front after 50 km" + suffix;
        all.push_back({front, "place, relative", 1e-3, moved, [=] { return long_front(courant).place; }});
        all.push_back(
            {front, "variance of -dC/dx over 2 t, m2/s", 0.3, moved, [=] { return long_front(courant).spreading; }});
        all.push_back({front, "over- and undershoot", 1e-12, moved, [=] { return long_front(courant).overshoot; }});
        all.push_back({"transport front with dispersion, flux inlet" + suffix, "largest error of C/C0 at 20 and 50 km",
                       2e-3, inlet, [=] { return flux_inlet_error(courant); }});
    }
    const std::string source = "C = W exp((u -+ s) x / 2 D) / (A s), s^2 = u^2 + 4 k D";
    for (const double courant : {1.0, 5.0})
        all.push_back({"transport steady source, Courant " + std::to_string(courant).substr(0, 3),
                       "at 0, 10, 50, 100 km, relative", 1e-3, source, [=] { return steady_source_below(courant); }});
    all.push_back({"transport steady source, Courant 0.05", "1 km above, relative", 0.1, source,
                   [] { return steady_source_above(0.05); }});
}

void add_blobs(std::vector<Case>& all) {
    const std::string back = "exact: the blob at the start, LeVeque 1996";
    for (const BlobFlow flow : {BlobFlow::rotation, BlobFlow::deformation}) {
        const std::string name =
            std::string("transport on triangles, blob in ") + (flow == BlobFlow::rotation ? "rotation" : "deformation");
        all.push_back({name, "over- and undershoot, by the range", 1e-12, "maximum principle",
                       [=] { return blob_on_triangles(flow, 2.0 / 40.0).overshoot; }});
        all.push_back(
            {name, "balance, relative", 1e-12, "identity", [=] { return blob_on_triangles(flow, 2.0 / 40.0).mass; }});
        all.push_back({name + ", 1.8 less the order of L1, spacings 0.1 to 0.036", "order", 0.0, back, [=] {
                           return 1.8 - blob_order(flow, {2.0 / 20.0, 2.0 / 28.0, 2.0 / 40.0, 2.0 / 56.0});
                       }});
        all.push_back({name + ", 1.8 less the order of L1, spacings 0.1 to 0.0125", "order", 0.0, back,
                       [=] {
                           return 1.8 - blob_order(flow, {2.0 / 20.0, 2.0 / 40.0, 2.0 / 80.0, 2.0 / 160.0});
                       },
                       false});
    }
}

void add_plumes(std::vector<Case>& all) {
    const std::string exact =
        "M / (h sqrt(4 pi E x u)) exp(-u y^2 / 4 E x - k x / u), images in both banks, source over its cell";
    const auto add = [&](const std::string& cells, const PlumeMesh& mesh, double bound, bool quick) {
        const std::string name = "transport bank plume, " + cells;
        const std::string metric = "largest error across, by the largest";
        all.push_back({name + ", 500 m", metric, bound, exact, [=] { return bank_plume(mesh).at_500; }, quick});
        if (mesh.length > 5000.0)
            all.push_back({name + ", 5 km", metric, bound, exact, [=] { return bank_plume(mesh).at_5000; }, quick});
    };
    add("quads of 2 m", {600.0, 2.0, 2.0, false}, 0.02, true);
    add("triangles of 2 m", {600.0, 2.0, 2.0, true}, 0.03, false);
}

}  // namespace

const std::vector<Case>& transport_cases() {
    static const std::vector<Case> cases = [] {
        std::vector<Case> all;
        const std::string moved = "exact: the initial profile, translated";
        for (const double courant : {0.25, 0.5, 0.8}) {
            const std::string name = "transport wave, Courant " + std::to_string(courant).substr(0, 4);
            all.push_back({name + ", 320 volumes", "L1", 1e-5, moved, [=] { return wave_error(320, courant); }});
            all.push_back({name + ", 1.8 less the order from 160 to 320", "order", 0.0, moved,
                           [=] { return 1.8 - std::log2(wave_error(160, courant) / wave_error(320, courant)); }});
        }
        all.push_back({"transport wave, varying section and spacing, 320 volumes", "L1", 1e-4, moved,
                       [] { return uneven_channel_error(320); }});
        all.push_back({"transport wave, varying section and spacing, 1.8 less the order", "order", 0.0, moved,
                       [] { return 1.8 - std::log2(uneven_channel_error(160) / uneven_channel_error(320)); }});
        const std::string gauss = "c = M/(A sqrt(2 pi) s) exp(-(x - x0 - u t)^2 / 2 s^2), s^2 = s0^2 + 2 D t";
        for (const int seconds : {30, 60, 300, 900}) {
            const std::string name = "transport Gaussian plume, steps of " + std::to_string(seconds) + " s";
            all.push_back({name, "L1", 3e-3, gauss, [=] { return gaussian_plume(seconds).l1; }});
            all.push_back({name, "variance, relative", 1e-3, gauss, [=] { return gaussian_plume(seconds).variance; }});
            all.push_back({name, "mass, relative", 1e-14, gauss, [=] { return gaussian_plume(seconds).mass; }});
        }
        for (const int seconds : {60, 300, 900}) {
            const std::string name = "transport plug over 60 km, steps of " + std::to_string(seconds) + " s";
            all.push_back({name, "front, relative", 5e-4, moved, [=] { return plug(seconds).front; }});
            all.push_back({name, "mass, relative", 1e-13, moved, [=] { return plug(seconds).mass; }});
            all.push_back({name, "over- and undershoot", 1e-13, moved, [=] { return plug(seconds).overshoot; }});
        }
        const std::string flood = "transport in flood job C, steps of 300 s";
        all.push_back({flood + ": uniform tracer", "largest departure, relative", 1e-12, "identity",
                       [] { return flood_with_tracer(300.0, true).uniform_error; }});
        all.push_back({flood + ": pulse", "balance, relative", 1e-12, "identity",
                       [] { return flood_with_tracer(300.0, false).balance_error; }});
        all.push_back({flood + ": pulse", "over- and undershoot", 1e-13, "maximum principle",
                       [] { return flood_with_tracer(300.0, false).overshoot; }});
        all.push_back({flood + ": pulse's front, every hour from 10 km on", "place, relative", 1e-3,
                       "exact: the channel behind it holds the water let in since",
                       [] { return flood_with_tracer(300.0, false).front_error; }});
        add_long_channel(all);
        add_blobs(all);
        add_plumes(all);
        for (const double courant : {0.5, 1.0, 6.0})
            all.push_back({"transport plug flow with decay, Courant " + std::to_string(courant).substr(0, 3), "L1",
                           1e-5, "C0 exp(-k x / u)", [=] { return plug_flow_error(500, courant); }});
        return all;
    }();
    return cases;
}

}  // namespace liriver::tests::verification
