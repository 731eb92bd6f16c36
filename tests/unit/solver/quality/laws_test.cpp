#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <set>

#include "solver/quality/law.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/oxygen_saturation.h"
#include "solver/vector_paths.h"
#include "tests/unit/solver/quality/law_bench.h"

namespace liriver::solver::quality {
namespace {

using made::rate;
using Q = Quantity;

const made::PlaceValues river = {{Q::depth, 1.5}, {Q::velocity, 0.4}, {Q::temperature, 24.0}, {Q::light, 400.0}};

double k_a(const std::string& law, double velocity, double depth) {
    // the rate without oxygen, over the saturation, at 20 degC
    return rate(law, {0.0}, {1.024}, {{Q::depth, depth}, {Q::velocity, velocity}, {Q::temperature, 20.0}}) /
           oxygen_saturation(20.0);
}

TEST(Laws, OfReaerationGiveThePublishedFormulas) {
    // O'Connor and Dobbins, two independent programs: 1.352962182 and 3.515098861 /d
    EXPECT_NEAR(k_a("reaeration-oconnor-dobbins", 0.4, 1.5), 1.352962182, 1e-8);
    EXPECT_NEAR(k_a("reaeration-oconnor-dobbins", 0.1, 0.5), 3.515098861, 1e-8);
    // 5.026 * 0.9 / 1.2^1.67 and 5.32 * 0.3^0.67 / 0.4^1.85, worked apart
    EXPECT_NEAR(k_a("reaeration-churchill", 0.9, 1.2), 3.3360481692559816, 1e-12);
    EXPECT_NEAR(k_a("reaeration-owens-gibbs", 0.3, 0.4), 12.935162500636558, 1e-11);
}

TEST(Laws, OfReaerationFollowCovarsChoice) {
    EXPECT_EQ(k_a("reaeration-covar", 0.3, 0.4), k_a("reaeration-owens-gibbs", 0.3, 0.4));      // shallow
    EXPECT_EQ(k_a("reaeration-covar", 0.3, 2.0), k_a("reaeration-oconnor-dobbins", 0.3, 2.0));  // 2 > 0.170
    EXPECT_EQ(k_a("reaeration-covar", 0.9, 1.2), k_a("reaeration-churchill", 0.9, 1.2));        // 1.2 < 2.651
}

TEST(Laws, OfReaerationTakeOxygenOutAboveSaturation) {
    // 24 degC: O_s = 8.418231306 mg/L, k_a = 1.487597651 /d by two independent programs
    EXPECT_NEAR(rate("reaeration-oconnor-dobbins", {4.0}, {1.024}, river), 6.572550514, 1e-8);
    EXPECT_NEAR(rate("reaeration-given", {9.418231306}, {100.0, 1.0}, river), -100.0, 1e-6);
    // and know the altitude
    made::PlaceValues high = river;
    high[Q::altitude] = 1000.0;
    EXPECT_NEAR(rate("reaeration-given", {0.0}, {1.0, 1.0}, high), oxygen_saturation(24.0, 1000.0), 1e-12);
}

TEST(Laws, OfLossesGiveTheRatesOfTwoIndependentPrograms) {
    // a polluted stream at 24 degC, DO 4, CBOD 15, ON 2.5, NH4 4, NO3 1.5, OP 0.3, A 8
    EXPECT_NEAR(rate("first-order-oxic", {15.0, 4.0}, {0.30, 1.047, 1.0}, river), 5.308491337, 1e-9);
    EXPECT_NEAR(rate("first-order-oxic", {4.0, 4.0}, {0.50, 1.083, 0.6}, river), 2.501741532, 1e-9);
    EXPECT_NEAR(rate("first-order", {2.5}, {0.15, 1.047}, river), 0.4506278144, 1e-10);
    EXPECT_NEAR(rate("settling", {15.0}, {0.05}, river), 0.5, 1e-15);
    EXPECT_NEAR(rate("denitrification", {1.5, 4.0, 15.0}, {0.40, 1.045, 0.6, 0.5}, river), 0.06281584648, 1e-11);
    EXPECT_NEAR(rate("sediment-oxygen-demand", {4.0}, {1.5, 1.060, 1.0}, river), 1.239353888, 1e-9);
}

TEST(Laws, OfGrowthGiveTheRatesOfTwoIndependentPrograms) {
    const std::vector<double> parameters = {2.0, 1.066, 30.0, 1.0, 0.0088, 0.054, 0.025, 0.005, 0.025};
    const auto polluted = made::rates("algal-growth", {8.0, 4.0, 1.5, 0.4}, parameters, river);
    EXPECT_NEAR(polluted[0] + polluted[1], 16.76701704, 1e-8);
    EXPECT_NEAR(polluted[0], 16.58961703, 1e-8);
    // the factor of light alone: K_L 30, A 200, H 3 m, I 5 W/m2: 0.01115390171
    made::PlaceValues dim = {{Q::depth, 3.0}, {Q::temperature, 20.0}, {Q::light, 5.0}};
    const auto plenty = made::rates("algal-growth", {200.0, 1e9, 0.0, 1e9}, parameters, dim);
    EXPECT_NEAR(plenty[0] / (2.0 * 200.0), 0.01115390171, 1e-11);
    // the preference for ammonium: 0.2822483701 at 0.01 and 2, 0.4387755102 at 0.01 and 0.01, none and all at the ends
    const auto share = [&](double ammonium, double nitrate) {
        const auto both = made::rates("algal-growth", {8.0, ammonium, nitrate, 0.4}, parameters, river);
        return both[0] / (both[0] + both[1]);
    };
    EXPECT_NEAR(share(0.01, 2.0), 0.2822483701, 1e-10);
    EXPECT_NEAR(share(0.01, 0.01), 0.4387755102, 1e-10);
    EXPECT_EQ(share(0.0, 2.0), 0.0);
    EXPECT_NEAR(share(2.0, 0.0), 1.0, 1e-15);
}

TEST(Laws, OfGrowthVanishWithTheirNutrientsAndAlgae) {
    const std::vector<double> parameters = {2.0, 1.066, 30.0, 1.0, 0.0088, 0.054, 0.025, 0.005, 0.025};
    for (const std::vector<double>& state :
         {std::vector<double>{0.0, 4.0, 1.5, 0.4}, {8.0, 0.0, 0.0, 0.4}, {8.0, 4.0, 1.5, 0.0}}) {
        const auto none = made::rates("algal-growth", state, parameters, river);
        EXPECT_EQ(none[0], 0.0);
        EXPECT_EQ(none[1], 0.0);
    }
    made::PlaceValues night = river;
    night[Q::light] = 0.0;
    EXPECT_EQ(made::rates("algal-growth", {8.0, 4.0, 1.5, 0.4}, parameters, night)[0], 0.0);
}

TEST(Laws, OfTheBedAndColiformGiveTheirHandWorkedValues) {
    // 0.1 g/m2/d * 1.08^4 / 1.5 m * exp(-0.5 * 2)
    EXPECT_NEAR(rate("benthic-flux", {2.0}, {0.1, 1.08, 0.5}, river), 0.1 * 1.36048896 / 1.5 * 0.36787944117144233,
                1e-12);
    EXPECT_NEAR(rate("bed-first-order", {30.0}, {0.02, 1.0}, river), 0.4, 1e-15);
    // Mancini at 25 degC, 100 W/m2, 2 m, 20 mg/L: (0.8 * 1.07^5 + 0.05 * 100 (1 - exp(-4.08)) / 4.08) 1000
    const made::PlaceValues pond = {{Q::depth, 2.0}, {Q::temperature, 25.0}, {Q::light, 100.0}};
    EXPECT_NEAR(rate("coliform-die-off", {1000.0, 20.0}, {0.8, 1.07, 0.05, 1.0, 0.052}, pond), 2326.8116472405086,
                1e-8);
    EXPECT_NEAR(rate("first-order-monod", {10.0, 2.0}, {0.2, 1.0, 0.5}, river), 1.6, 1e-14);
}

TEST(Laws, OfSurfaceHeatGiveEachTermOfTheBudget) {
    // air 25 degC, 20 hPa, half cloudy, wind 3 m/s, 200 W/m2 of sun, water 20 degC, 2 m deep; worked apart: sky
    // 326.266, emitted 406.203, evaporation 33.509, conduction -30.365 W/m2
    const made::PlaceValues day = {
        {Q::depth, 2.0}, {Q::air_temperature, 25.0}, {Q::vapour_pressure, 20.0}, {Q::cloud, 0.5},
        {Q::wind, 3.0},  {Q::shortwave, 200.0}};
    EXPECT_NEAR(rate("surface-heat", {20.0}, {0.6, 0.03}, day), 116.91939 * 86400.0 / (4.184e6 * 2.0), 1e-4);
}

TEST(Laws, HaveNamesOfTheirOwnAndASource) {
    std::set<std::string_view> names;
    for (const Law& law : laws()) {
        EXPECT_TRUE(names.insert(law.name).second) << law.name;
        EXPECT_FALSE(law.source.empty()) << law.name;
        EXPECT_FALSE(law.equation.empty()) << law.name;
    }
    EXPECT_EQ(find_law("settling")->name, "settling");
    EXPECT_EQ(find_law("no such law"), nullptr);
}

TEST(Laws, GiveTheSameBitsWhateverTheVectors) {
    widest_vectors = Vectors::plain;
    const std::vector<Law> plain = made_laws();
    widest_vectors = Vectors::avx512;
    const std::vector<Law> wide = made_laws();
    std::mt19937 random(7);
    const auto column = [&](double least, double most) {
        std::vector<double> values(lanes);
        for (double& value : values)
            value = std::uniform_real_distribution<double>(least, most)(random);
        return values;
    };
    for (std::size_t i = 0; i < plain.size(); ++i) {
        std::vector<std::vector<double>> inputs, place;
        std::vector<const double*> in, at;
        for (std::size_t k = 0; k < plain[i].inputs.size(); ++k)
            inputs.push_back(column(0.0, 20.0));
        for (std::size_t q = 0; q < quantity_count; ++q)
            place.push_back(column(0.1, 30.0));
        for (const auto& values : inputs)
            in.push_back(values.data());
        for (const auto& values : place)
            at.push_back(values.data());
        const auto run = [&](const Law& law) {
            std::vector<double> prepared(law.prepared * lanes), rates(law.outputs.size() * lanes);
            std::vector<double*> kept, out;
            for (std::size_t p = 0; p < law.prepared; ++p)
                kept.push_back(&prepared[p * lanes]);
            for (std::size_t j = 0; j < law.outputs.size(); ++j)
                out.push_back(&rates[j * lanes]);
            const std::vector<double> parameters(law.parameters.size(), 1.07);
            law.prepare(parameters.data(), at.data(), kept.data());
            law.rate(in.data(), kept.data(), out.data());
            return rates;
        };
        const std::vector<double> a = run(plain[i]), b = run(wide[i]);
        EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << plain[i].name;
        for (const double value : a)
            EXPECT_TRUE(std::isfinite(value)) << plain[i].name;
    }
}

}  // namespace
}  // namespace liriver::solver::quality
