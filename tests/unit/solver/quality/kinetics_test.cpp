#include "solver/quality/kinetics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "solver/transport/transport.h"
#include "tests/unit/solver/quality/reactor.h"
#include "tests/unit/solver/transport/made_graphs.h"

namespace liriver::solver::quality {
namespace {

using made::Reactor;
constexpr double day = 86400.0;

const ProcessSet& eutro() { return *find_preset("eutro"); }

/// One constituent with one process of the user's own.
ProcessSet own(const std::string& expression, const std::string& unit, const std::string& coefficient) {
    ProcessSet set;
    set.name = "own";
    set.constituents = {{"C", "mg/L", ""}};
    set.parameters = {{"k", "1/d", 0.5, 0.0, 10.0, "", ""}};
    set.processes = {{"own", "", {}, {}, expression, unit, {{"own", {{"C", coefficient}}}}}};
    return set;
}

/// Volumes with random states of all of eutro's constituents but temperature, some of them 0.
std::vector<std::vector<double>> random_states(std::mt19937& random, const ProcessSet& set, std::size_t volumes) {
    std::uniform_real_distribution<double> share(0.0, 1.0);
    std::vector<std::vector<double>> states;
    for (const ReactingConstituent& row : set.constituents) {
        states.emplace_back(volumes);
        for (double& value : states.back())
            value = share(random) < 0.2 ? 0.0 : row.scale * std::pow(10.0, 4.0 * share(random) - 2.5);
    }
    return states;
}

const std::vector<std::string> all_but_heat = {"CBOD-slow", "COD", "CODMn", "TSS", "FC", "tracer"};

void put_in_a_river(Reactor& reactor) {
    reactor.at(Quantity::depth, 1.5);
    reactor.at(Quantity::velocity, 0.4);
    reactor.at(Quantity::temperature, 24.0);
    reactor.at(Quantity::light, 127.0);
}

TEST(Kinetics, FollowAUsersOwnRate) {
    // dC/dt = -k C^2 with k = 0.5 L/mg/d from 4 mg/L: C = 4 / (1 + 2 t)
    Reactor reactor(own("k*C^2", "mg/L/d", "-1"), {{4.0}});
    ASSERT_TRUE(reactor.advance(3.0 * day).finished);
    EXPECT_NEAR(reactor.values[0][0], 4.0 / 7.0, 1e-6);
    EXPECT_NEAR(reactor.extents[0][0], 4.0 - 4.0 / 7.0, 1e-6);
}

TEST(Kinetics, FollowAUsersRateFromTheBedAndThePlace) {
    // 2 g/m2/d into 4 m of water, twice as much at 10 degC above 20: 1 mg/L/d
    Reactor reactor(own("2*2^((temperature - 20)/10)", "g/m2/d", "1"), {{0.0}});
    reactor.at(Quantity::depth, 4.0);
    reactor.at(Quantity::temperature, 30.0);
    ASSERT_TRUE(reactor.advance(12.0 * 3600.0).finished);
    EXPECT_NEAR(reactor.values[0][0], 0.5, 1e-12);
}

TEST(Kinetics, StopARateThatTakesMoreThanThereIsAtZero) {
    // 8 mg/L/d out of 1 mg/L, come what may: used up after an eighth of a day, and nothing below 0
    Reactor reactor(own("8", "mg/L/d", "-1"), {{1.0, 100.0}});
    for (int hour = 0; hour < 6; ++hour) {
        ASSERT_TRUE(reactor.advance(3600.0).finished);
        EXPECT_GE(reactor.values[0][0], 0.0);
    }
    EXPECT_EQ(reactor.values[0][0], 0.0);
    EXPECT_NEAR(reactor.extents[0][0], 1.0, 1e-14);
    EXPECT_NEAR(reactor.values[0][1], 98.0, 1e-12);
    EXPECT_GT(reactor.limited, 0);
}

TEST(Kinetics, KeepElementsAndStayPositiveFromAnyState) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> share(0.0, 1.0);
    for (int round = 0; round < 30; ++round) {
        ProcessSet set = reduced(eutro(), all_but_heat);
        for (Parameter& row : set.parameters)  // anywhere in the range, the stoichiometry apart
            if (row.name[0] != 'r')
                row.value = row.least + (row.largest - row.least) * std::pow(share(random), 3.0);
        const auto start = random_states(random, set, 40);
        Reactor reactor(set, start);
        put_in_a_river(reactor);
        reactor.at(Quantity::depth, std::pow(10.0, 2.0 * share(random) - 1.5));
        reactor.at(Quantity::temperature, 35.0 * share(random));
        reactor.at(Quantity::light, 600.0 * share(random));
        for (const double seconds : {60.0, 600.0, 21600.0})
            ASSERT_TRUE(reactor.advance(seconds).finished) << round;
        for (std::size_t i = 0; i < 40; ++i)
            for (const ElementPlan& element : reactor.plan().elements) {
                double before = 0.0, after = 0.0, gained = 0.0, turned = 0.0;
                for (std::size_t k = 0; k < start.size(); ++k) {
                    EXPECT_GE(reactor.values[k][i], 0.0) << set.constituents[k].name;
                    before += element.content[k] * start[k][i];
                    after += element.content[k] * reactor.values[k][i];
                }
                for (std::size_t j = 0; j < reactor.extents.size(); ++j) {
                    gained += element.gained[j] * reactor.extents[j][i];
                    turned += std::abs(element.gained[j] * reactor.extents[j][i]);
                }
                EXPECT_NEAR(after, before + gained, 1e-11 * (before + turned) + 1e-15) << element.name;
            }
    }
}

TEST(Kinetics, AccountForOxygen) {
    // O(t) = O(0) + sum of coefficient times extent, whatever happened
    ProcessSet set = reduced(eutro(), {});
    Reactor reactor(set, {{4.0}, {15.0}, {2.5}, {4.0}, {1.5}, {0.3}, {0.4}, {8.0}});
    put_in_a_river(reactor);
    ASSERT_TRUE(reactor.advance(5.0 * day).finished);
    const double r_oc = 32.0 / 12.0 * 0.04;
    const auto of = [&](const std::string& name) { return reactor.extents[reactor.reaction(name)][0]; };
    EXPECT_NEAR(reactor.values[0][0],
                4.0 + of("reaeration") - of("oxidation") - 64.0 / 14.0 * of("nitrification") +
                    r_oc * (of("growth_on_nh4") + 138.0 / 106.0 * of("growth_on_no3") - of("respiration")) - of("sod"),
                1e-11);
}

TEST(Kinetics, OfAVolumeDoNotDependOnThreadsOrOnTheRest) {
    const ProcessSet set = reduced(eutro(), all_but_heat);
    std::mt19937 random(3);
    const auto start = random_states(random, set, 500);
    KineticsOptions three;
    three.threads = 3;
    Reactor one(set, start), shared(set, start, three), listed(set, start);
    for (Reactor* reactor : {&one, &shared, &listed})
        put_in_a_river(*reactor);
    std::vector<std::int32_t> every(500);
    for (std::size_t i = 0; i < every.size(); ++i)
        every[i] = static_cast<std::int32_t>(i);
    for (int step = 0; step < 3; ++step) {
        one.advance(900.0);
        shared.advance(900.0);
        listed.advance(900.0, every);
    }
    EXPECT_EQ(one.values, shared.values);
    EXPECT_EQ(one.values, listed.values);
    EXPECT_EQ(one.steps, shared.steps);
}

TEST(Kinetics, LeaveAloneWhatIsNotListedAndWhatIsDry) {
    Reactor reactor(own("k*C", "mg/L/d", "-1"), {{1.0, 1.0, 1.0}});
    const std::vector<double> depth = {1.0, 0.0, 1.0};
    reactor.place.set(Quantity::depth, depth);
    const KineticsOutcome outcome = reactor.advance(day, {0, 1});
    EXPECT_NEAR(reactor.values[0][0], std::exp(-0.5), 1e-7);
    EXPECT_EQ(reactor.values[0][1], 1.0);
    EXPECT_EQ(reactor.values[0][2], 1.0);
    EXPECT_EQ(outcome.counts.dry, 1);
}

TEST(Kinetics, KnowTheCallersUnits) {
    // kg/m3 outside, mg/L inside
    const std::vector<double> factors = {1000.0};
    Kinetics kinetics(made::plan_of(own("k*C^2", "mg/L/d", "-1")), {}, factors);
    std::vector<double> c = {0.004};
    const std::vector<std::span<double>> spans = {c};
    ASSERT_TRUE(kinetics.advance(3.0 * day, {}, spans).finished);
    EXPECT_NEAR(c[0], 0.004 / 7.0, 1e-9);
}

TEST(Kinetics, LeaveTheBitsOfWhatDoesNotReact) {
    ProcessSet set = own("k*C", "mg/L/d", "-1");
    set.constituents.push_back({"tracer", "mg/L", ""});
    Kinetics kinetics(made::plan_of(set), {}, {1000.0, 1000.0});
    std::vector<double> c(50, 0.001), tracer(50);
    for (std::size_t i = 0; i < tracer.size(); ++i)
        tracer[i] = 0.1 / static_cast<double>(3 + i);
    const std::vector<double> before = tracer;
    const std::vector<std::span<double>> spans = {c, tracer};
    ASSERT_TRUE(kinetics.advance(3600.0, {}, spans).finished);
    EXPECT_EQ(tracer, before);
}

TEST(Kinetics, ExchangeWithABedThatIsNotTransported) {
    // what settles out of 2 m lies on the bed in g/m2 and comes back by first order
    ProcessSet set;
    set.name = "bed";
    set.constituents = {{"S", "mg/L", ""}, {"bed", "g/m2", "", false, true}};
    set.parameters = {{"v", "m/d", 1.0, 0.0, 10.0, "", ""},
                      {"k", "1/d", 0.3, 0.0, 1.0, "", ""},
                      {"theta", "1", 1.0, 1.0, 1.2, "", ""}};
    set.processes = {
        {"settling", "settling", {"S"}, {"v"}, "", "", {{"settling", {{"S", "-1"}, {"bed", "1"}}}}},
        {"return", "bed-first-order", {"bed"}, {"k", "theta"}, "", "", {{"return", {{"S", "1"}, {"bed", "-1"}}}}}};
    Reactor reactor(set, {{10.0}, {0.0}});
    reactor.at(Quantity::depth, 2.0);
    reactor.at(Quantity::temperature, 20.0);
    ASSERT_TRUE(reactor.advance(3.0 * day).finished);
    // S' = -0.5 S + 0.15 B, B' = S - 0.3 B: S + B/2 = 10, S = 3.75 + 6.25 exp(-0.8 t)
    EXPECT_NEAR(reactor.values[0][0], 3.75 + 6.25 * std::exp(-2.4), 1e-6);
    EXPECT_NEAR(reactor.values[0][0] + reactor.values[1][0] / 2.0, 10.0, 1e-13);
    // and stiffly: 1 cm of water, 100 and 30 times a day
    reactor.at(Quantity::depth, 0.01);
    const double kept = reactor.values[0][0] * 0.01 + reactor.values[1][0];
    ASSERT_TRUE(reactor.advance(30.0 * day).finished);
    EXPECT_GT(reactor.implicit, 0);
    EXPECT_NEAR(reactor.values[0][0] * 0.01 + reactor.values[1][0], kept, 1e-13);
    EXPECT_NEAR(reactor.values[0][0] / reactor.values[1][0], 0.3, 1e-6);  // v S = k B
}

TEST(Kinetics, LetTemperatureFallBelowZeroDegrees) {
    ProcessSet set = own("2*(C + 4)", "degC/d", "-1");
    set.constituents[0].non_negative = false;
    Reactor reactor(set, {{2.0}});
    ASSERT_TRUE(reactor.advance(day).finished);
    EXPECT_NEAR(reactor.values[0][0], -4.0 + 6.0 * std::exp(-2.0), 1e-6);
}

TEST(Kinetics, FollowAPlaceThatChangesWithinTheCall) {
    // C' = -light/1000 C, the light from 0 to 2000 within the day: C = exp(-1)
    Reactor reactor(own("light/1000*C", "mg/L/d", "-1"), {{1.0}});
    reactor.at(Quantity::light, 0.0, 2000.0);
    ASSERT_TRUE(reactor.advance(day).finished);
    EXPECT_NEAR(reactor.values[0][0], std::exp(-1.0), 1e-6);
}

TEST(Kinetics, SayWhereARateIsNoNumberAndLeaveTheVolume) {
    Reactor reactor(own("k*C/(C - 1)", "mg/L/d", "-1"), {{1.0}});
    const KineticsOutcome outcome = reactor.advance(day);
    EXPECT_FALSE(outcome.finished);
    EXPECT_EQ(outcome.volume, 0);
    EXPECT_EQ(reactor.values[0][0], 1.0);
}

TEST(Kinetics, TellTheirFastestRateAndAStepForIt) {
    Reactor reactor(own("k*C", "mg/L/d", "-1"), {{3.0}});
    EXPECT_NEAR(reactor.fastest_rate() * day, 0.5, 1e-7);
    EXPECT_NEAR(kinetic_step(2.0 / day, 60.0, 7200.0), 4320.0, 1e-9);
    EXPECT_EQ(kinetic_step(1.0, 60.0, 7200.0), 60.0);
    EXPECT_EQ(kinetic_step(0.0, 60.0, 7200.0), 7200.0);
}

TEST(Kinetics, AreAccountedInTransportsBudget) {
    // given still water of 10 m3 with 5 kg/m3, when it reacts from transport's step for one half-life
    transport::Graph graph;
    graph.volume_count = 1;
    transport::made::add_face(graph, 0, transport::outside);
    const std::vector<double> water = {10.0}, crossed = {0.0};
    transport::Transport pond(graph, {{"NH3-N"}});
    pond.start(0, water, 5.0);
    ProcessSet set = *find_preset("nh3n");
    set.parameters[0].value = std::log(2.0);
    Kinetics kinetics(made::plan_of(set), {}, {1000.0});
    const std::vector<double> temperature = {20.0};
    Place place;
    place.set(Quantity::temperature, temperature);
    for (int hour = 0; hour < 24; ++hour)
        pond.step({3600.0, water, water, crossed, {}, {}, {}, {}},
                  [&](double seconds, std::span<const std::int32_t> volumes) {
                      const std::vector<std::span<double>> spans = {pond.reacting(0)};
                      EXPECT_TRUE(kinetics.advance(seconds, place, spans, volumes).finished);
                  });
    EXPECT_NEAR(pond.concentration(0)[0], 2.5, 1e-6);
    EXPECT_NEAR(pond.budget(0).reaction, -25.0, 1e-5);
    EXPECT_LE(pond.budget(0).relative_error, 1e-15);
}

TEST(Kinetics, KnowConstituentsOfTheUsersOwn) {
    // zinc that settles 0.4 m/d out of 2 m and is lost at 0.1 /d at 20 degC, 1.1 times that for each degree; and a salt
    ProcessSet set = *find_preset("nh3n");
    add_constituent(set, {"Zn-total", "ug/L", "zinc"}, {0.1, 1.1, 0.4, "measured"});
    add_constituent(set, {"Cl", "mg/L", "chloride"}, {});
    Reactor reactor(set, {{1.0}, {50.0}, {7.0}});
    reactor.at(Quantity::depth, 2.0);
    reactor.at(Quantity::temperature, 22.0);
    ASSERT_TRUE(reactor.advance(2.0 * day).finished);
    EXPECT_NEAR(reactor.values[1][0], 50.0 * std::exp(-2.0 * (0.121 + 0.2)), 1e-5);
    EXPECT_EQ(reactor.values[2][0], 7.0);
}

TEST(Kinetics, RememberNothingBetweenCalls) {
    const ProcessSet set = reduced(eutro(), {});
    std::mt19937 random(5);
    const auto start = random_states(random, set, 70);
    Reactor whole(set, start);
    put_in_a_river(whole);
    whole.advance(600.0);
    Reactor restarted(set, whole.values);
    put_in_a_river(restarted);
    whole.advance(600.0);
    restarted.advance(600.0);
    EXPECT_EQ(whole.values, restarted.values);
}

}  // namespace
}  // namespace liriver::solver::quality
