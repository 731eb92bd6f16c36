#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "solver/quality/block.h"
#include "solver/quality/process_set.h"
#include "solver/quality/steps.h"
#include "tests/unit/solver/quality/reactor.h"
#include "tests/verification/quality/cases.h"
#include "tests/verification/quality/eutro_equations.h"

// The figures are two independent programs' (scipy's Radau, and an extrapolation method of order 20 with 30 digits),
// which agree to nine digits; the equations stand once more in eutro_equations.cpp.
namespace liriver::tests::verification {

namespace {

using namespace solver::quality;
constexpr double day = 86400.0;
constexpr double pi = 3.14159265358979323846;

const EutroState polluted = {4.0, 15.0, 2.5, 4.0, 1.5, 0.30, 0.40, 8.0};
const EutroState poor = {8.5, 2.0, 0.30, 0.05, 0.50, 0.03, 0.080, 15.0};
const EutroState airless = {0.0, 15.0, 2.5, 4.0, 0.0, 0.30, 0.40, 8.0};

struct Figures {
    double days;
    EutroState state;
};

std::vector<std::vector<double>> columns(const EutroState& state) {
    std::vector<std::vector<double>> all;
    for (const double value : state)
        all.push_back({value});
    return all;
}

void set_parameter(ProcessSet& set, const std::string& name, double value) {
    for (Parameter& row : set.parameters)
        if (row.name == name)
            row.value = value;
}

void place(made::Reactor& reactor, const EutroValues& values) {
    reactor.at(Quantity::depth, values.depth);
    reactor.at(Quantity::velocity, values.velocity);
    reactor.at(Quantity::temperature, values.temperature);
    reactor.at(Quantity::light, values.light);
}

double difference(const made::Reactor& reactor, const EutroState& right) {
    double worst = 0.0;
    for (std::size_t k = 0; k < right.size(); ++k) {
        const double value = reactor.values[k][0];
        worst =
            value < 0.0 ? std::numeric_limits<double>::infinity() : std::max(worst, std::abs(value / right[k] - 1.0));
    }
    return worst;
}

ProcessSet eutro() { return reduced(*find_preset("eutro"), {}); }

ProcessSet stiff_set() {  // reaeration 100 and nitrification 20 /d, at any temperature
    ProcessSet set = eutro();
    choose_reaeration(set, "given");
    set_parameter(set, "k_a", 100.0);
    set_parameter(set, "theta_a", 1.0);
    set_parameter(set, "k_n", 20.0);
    set_parameter(set, "theta_n", 1.0);
    return set;
}

/// Reaeration so quick that only the implicit method keeps its step: against the equations written out.
double very_stiff() {
    ProcessSet set = stiff_set();
    set_parameter(set, "k_a", 1000.0);
    EutroValues values;
    values.k_a = 1000.0;
    values.k_n = 20.0;
    values.theta_n = 1.0;
    made::Reactor reactor(set, columns(airless));
    place(reactor, values);
    reactor.advance(2.0 * day);
    return reactor.implicit == 0 ? std::numeric_limits<double>::infinity()
                                 : difference(reactor, eutro_after(values, airless, 2.0, 8000));
}

/// Largest relative difference at the times of `figures`, in calls of `seconds` each.
double batch(const ProcessSet& set, const EutroState& start, const std::vector<Figures>& figures, double seconds,
             bool sun) {
    made::Reactor reactor(set, columns(start));
    place(reactor, {});
    const auto light = [](double days) { return 400.0 * std::max(0.0, std::sin(2.0 * pi * (days - 0.25))); };
    double worst = 0.0, now = 0.0;
    for (const Figures& row : figures) {
        while (now < row.days * day - 1e-6) {
            const double step = std::min(seconds, row.days * day - now);
            if (sun)
                reactor.at(Quantity::light, light(now / day), light((now + step) / day));
            if (!reactor.advance(step).finished)
                return std::numeric_limits<double>::infinity();
            now += step;
        }
        worst = std::max(worst, difference(reactor, row.state));
    }
    return worst;
}

const std::vector<Figures> sun_figures = {
    {1.0, {1.807017099, 9.930693640, 1.986152882, 2.721900123, 2.813711194, 0.2276030953, 0.4547654327, 14.04724310}},
    {10.0,
     {10.71790437, 3.733304046, 0.5649381955, 0.07701880526, 3.992682559, 0.05897376559, 0.3366213689, 181.3650446}}};
const std::vector<Figures> constant_figures = {
    {1.0, {2.442020515, 9.965876308, 1.988910974, 2.583985280, 2.898375921, 0.2279801959, 0.4424021268, 25.59601754}},
    {5.0, {14.11442405, 5.022086817, 1.031954134, 0.01876610634, 4.047493279, 0.1072492393, 0.2818628926, 233.9819833}},
    {10.0,
     {9.178856144, 8.185392669, 0.9929155899, 0.09340686469, 1.938865807, 0.1119120322, 0.004681966423, 325.6236251}}};
const std::vector<Figures> poor_figures = {{2.0,
                                            {11.23382415, 1.563753538, 0.2372313148, 0.009811820171, 0.06816944004,
                                             0.02374544286, 0.01390959364, 76.90357707}},
                                           {3.0,
                                            {8.799183140, 1.735372950, 0.2374121809, 0.006182063418, 1.948908369e-4,
                                             0.02467551443, 0.003849183488, 77.02199746}},
                                           {10.0,
                                            {7.559259446, 1.259421893, 0.1648793883, 0.005458627736, 2.734687825e-4,
                                             0.01787606270, 0.004956859542, 38.35825184}}};
const std::vector<Figures> stiff_figures = {
    {0.1, {7.674273194, 14.43389207, 2.442863147, 0.6185231130, 3.415235086, 0.2917874639, 0.4059011530, 9.042762479}},
    {1.0, {8.395404468, 10.22762589, 1.988842625, 0.01485673755, 4.228276314, 0.2279708067, 0.4427322589, 25.28581095}},
    {5.0,
     {8.514012452, 5.145653313, 1.030353770, 0.008604610691, 3.008937028, 0.1070428537, 0.2832826036, 233.1352241}}};

/// Steady plug flow at 0.35 m/s followed with the water, a works at 10 km.
double plug_flow() {
    EutroValues values;
    values.velocity = 0.35;
    made::Reactor reactor(eutro(), columns({7.5, 3.0, 0.40, 0.10, 0.60, 0.04, 0.060, 5.0}));
    place(reactor, values);
    reactor.advance(10000.0 / 0.35);
    double worst = difference(reactor, {7.412298528, 2.650768264, 0.3716100922, 0.08741514716, 0.6151292085,
                                        0.03664394122, 0.06033479980, 7.313450409});
    const EutroState works = {3.0, 25.0, 2.0, 8.0, 6.0, 0.30, 0.70, 0.0};
    for (std::size_t k = 0; k < works.size(); ++k)
        reactor.values[k][0] = (10.0 * reactor.values[k][0] + 0.8 * works[k]) / 10.8;
    reactor.advance(30000.0 / 0.35);
    worst = std::max(worst, difference(reactor, {7.072915785, 3.005066698, 0.3983239102, 0.3174360053, 1.322712361,
                                                 0.04359725926, 0.1030929379, 20.73438979}));
    return worst;
}

/// Other parameters, depths, temperatures and lights than those of the figures, against the equations written out.
double other_values() {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> share(0.0, 1.0);
    double worst = 0.0;
    for (int round = 0; round < 12; ++round) {
        EutroValues v;
        v.temperature = 4.0 + 28.0 * share(random);
        v.depth = 0.4 + 4.0 * share(random);
        v.velocity = 0.05 + share(random);
        v.light = 300.0 * share(random);
        const std::vector<std::pair<std::string, double*>> names = {
            {"k_c", &v.k_c},   {"v_c", &v.v_c},    {"K_ox", &v.k_ox}, {"k_hn", &v.k_hn},       {"v_on", &v.v_on},
            {"k_n", &v.k_n},   {"k_dn", &v.k_dn},  {"K_dc", &v.k_dc}, {"k_hp", &v.k_hp},       {"v_op", &v.v_op},
            {"mu", &v.mu},     {"k_r", &v.k_r},    {"k_d", &v.k_d},   {"v_a", &v.v_a},         {"SOD", &v.sod},
            {"K_N", &v.k_nit}, {"K_P", &v.k_phos}, {"K_am", &v.k_am}, {"K_nitrf", &v.k_nitrf}, {"K_L", &v.half_light}};
        ProcessSet set = eutro();
        for (const auto& [name, value] : names) {
            *value *= 0.5 + share(random);
            set_parameter(set, name, *value);
        }
        made::Reactor reactor(set, columns(polluted));
        place(reactor, v);
        reactor.advance(1.5 * day);
        worst = std::max(worst, difference(reactor, eutro_after(v, polluted, 1.5, 6000)));
    }
    return worst;
}

/// What is left over of an element between its total, the start and its sinks, relative to the start.
double left_over(const ProcessSet& set, const EutroState& start, std::size_t element, double days) {
    made::Reactor reactor(set, columns(start));
    place(reactor, {});
    reactor.advance(days * day);
    const ElementPlan& plan = reactor.plan().elements[element];
    double before = 0.0, left = 0.0;
    for (std::size_t k = 0; k < start.size(); ++k) {
        before += plan.content[k] * start[k];
        left += plan.content[k] * (reactor.values[k][0] - start[k]);
    }
    for (std::size_t j = 0; j < reactor.extents.size(); ++j)
        left -= plan.gained[j] * reactor.extents[j][0];
    return std::abs(left) / before;
}

/// How much of the error after half a day halved steps leave, of the explicit or the implicit method.
double left_by_halving(bool implicit) {
    const Plan plan = made::plan_of(eutro());
    const JacobianPlan jacobian(plan);
    const EutroState right = eutro_after({}, polluted, 0.5, 4000);
    const auto error = [&](int steps) {
        Block block(plan, jacobian);
        for (std::size_t l = 0; l < lanes; ++l) {
            for (std::size_t k = 0; k < polluted.size(); ++k)
                block.concentration.row(k)[l] = polluted[k];
            block.place.row(index(Quantity::depth))[l] = 1.5;
            block.place.row(index(Quantity::velocity))[l] = 0.4;
            block.place.row(index(Quantity::temperature))[l] = 24.0;
            block.place.row(index(Quantity::light))[l] = EutroValues{}.light;
        }
        std::fill(block.absolute.begin(), block.absolute.end(), 1e-9);
        block.prepare();
        for (int step = 0; step < steps; ++step) {
            const Interval interval{0.5 / steps, 0.0, 1.0};
            if (implicit)
                implicit_step(block, interval, 1e-7, false);
            else
                explicit_step(block, interval, 1e-7, false);
            std::swap(block.concentration, block.next);
        }
        double worst = 0.0;
        for (std::size_t k = 0; k < right.size(); ++k)
            worst = std::max(worst, std::abs(block.concentration.row(k)[0] / right[k] - 1.0));
        return worst;
    };
    return error(32) / error(16);
}

}  // namespace

std::vector<Case> eutro_cases() {
    const std::string two = "two independent integrators";
    return {
        {"eutro, batch, daily sun, calls of 60 s", "largest relative difference", 1e-5, two,
         [] { return batch(eutro(), polluted, sun_figures, 60.0, true); }},
        {"eutro, batch, constant light, one call", "largest relative difference", 1e-5, two,
         [] { return batch(eutro(), polluted, constant_figures, 10.0 * day, false); }},
        {"eutro, batch, constant light, calls of 900 s", "largest relative difference", 1e-5, two,
         [] { return batch(eutro(), polluted, constant_figures, 900.0, false); }},
        {"eutro, short of nutrients, one call", "largest relative difference", 1e-5, two,
         [] { return batch(eutro(), poor, poor_figures, 10.0 * day, false); }},
        {"eutro, short of nutrients, calls of 3 h", "largest relative difference", 1e-5, two,
         [] { return batch(eutro(), poor, poor_figures, 10800.0, false); }},
        {"eutro, reaeration 100 /d, nitrification 20 /d, one call", "largest relative difference", 1e-5, two,
         [] { return batch(stiff_set(), airless, stiff_figures, 5.0 * day, false); }},
        {"eutro, reaeration 100 /d, nitrification 20 /d, calls of 1 h", "largest relative difference", 1e-5, two,
         [] { return batch(stiff_set(), airless, stiff_figures, 3600.0, false); }},
        {"eutro, reaeration 1000 /d, one call, implicit", "largest relative difference", 1e-5,
         "the equations written out, Kutta's method with small steps", very_stiff},
        {"eutro, plug flow of 40 km with a works, along the water", "largest relative difference", 1e-5, two,
         plug_flow},
        {"eutro, twelve other sets of parameters and places", "largest relative difference", 1e-5,
         "the equations written out, Kutta's method with small steps", other_values},
        {"eutro, batch, 10 d: nitrogen", "left over, relative", 1e-10, "identity",
         [] { return left_over(eutro(), polluted, 0, 10.0); }},
        {"eutro, batch, 10 d: phosphorus", "left over, relative", 1e-10, "identity",
         [] { return left_over(eutro(), polluted, 1, 10.0); }},
        {"eutro, reaeration 100 /d, nitrification 20 /d, 5 d: nitrogen", "left over, relative", 1e-10, "identity",
         [] { return left_over(stiff_set(), airless, 0, 5.0); }},
        {"kinetics, explicit method, steps halved", "error left", 0.075, "order 4: 1/16",
         [] { return left_by_halving(false); }},
        {"kinetics, implicit method, steps halved", "error left", 0.15, "order 3: 1/8",
         [] { return left_by_halving(true); }},
    };
}

}  // namespace liriver::tests::verification
