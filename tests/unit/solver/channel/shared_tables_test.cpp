// Sections of one shape share one table, whatever their level, and nothing that is looked up depends on that.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "solver/channel/hydraulic_table.h"

namespace liriver::solver::channel {
namespace {

// A compound section with a bed at `level`: a channel between flood plains of another roughness.
std::vector<OutlinePoint> compound(double level) {
    return {{0.0, level + 6.1, 0.08, 1},  {20.0, level + 3.3, 0.08, 1},  {23.0, level + 2.9, 0.03, 0},
            {30.0, level, 0.03, 0},       {41.0, level + 0.07, 0.03, 0}, {47.0, level + 2.7, 0.06, 2},
            {80.0, level + 3.9, 0.06, 2}, {90.0, level + 7.3, 0.06, 2}};
}

// A pointed thalweg is cut off above its lowest point, and so the bed lies between two floating-point numbers.
std::vector<OutlinePoint> pointed(double level) {
    return {{0.0, level + 3.0, 0.035, 0}, {4.0, level, 0.035, 0}, {13.0, level + 3.0, 0.035, 0}};
}

bool same_bits(const HydraulicTables& a, const HydraulicTables& b) {
    return a.intervals().size() == b.intervals().size() &&
           std::memcmp(a.intervals().data(), b.intervals().data(), a.intervals().size_bytes()) == 0 &&
           a.still().size() == b.still().size() &&
           (a.still().empty() || std::memcmp(a.still().data(), b.still().data(), a.still().size_bytes()) == 0);
}

struct WithLevees {
    std::vector<OutlinePoint> outline;
    std::vector<DepthRoughness> roughness{{0, {0.0, 2.0}, {0.04, 0.03}}};
    std::vector<IneffectiveArea> ineffective;
    std::vector<Levee> levees;
    explicit WithLevees(double level)
        : outline(compound(level)), ineffective{{50.0, 70.0, level + 4.5}}, levees{{21.0, level + 5.2, true}} {}
    [[nodiscard]] SectionForm form() const { return {outline, roughness, ineffective, levees}; }
};

TEST(SharedTables, OneShapeAtAnyLevelHasOneTable) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> anywhere(-50.0, 5000.0);
    HydraulicTables tables;
    const std::int32_t channel = tables.add(compound(0.0));
    const std::int32_t thalweg = tables.add(pointed(0.0));
    const std::int32_t leveed = tables.add(WithLevees(0.0).form());
    for (int i = 0; i < 1000; ++i) {
        const double level = anywhere(random);
        EXPECT_EQ(tables.add(compound(level)), channel) << level;
        EXPECT_EQ(tables.add(pointed(level)), thalweg) << level;
        EXPECT_EQ(tables.add(WithLevees(level).form()), leveed) << level;
    }
    EXPECT_EQ(tables.size(), 3);
}

// So a run has the same bits whether a section is alone or comes after another one of its shape.
TEST(SharedTables, ATableMadeForASectionAloneHasTheSameBits) {
    HydraulicTables low;
    HydraulicTables plain_low;
    low.add(WithLevees(0.3).form());
    plain_low.add(pointed(0.3));
    for (const double level : {0.1, 12.345678, 149.99999, 1234.56789, 4999.1}) {
        HydraulicTables alone;
        alone.add(WithLevees(level).form());
        EXPECT_TRUE(same_bits(alone, low)) << level;
        HydraulicTables plain;
        plain.add(pointed(level));
        EXPECT_TRUE(same_bits(plain, plain_low)) << level;
    }
}

TEST(SharedTables, WhateverDiffersButTheLevelHasATableOfItsOwn) {
    HydraulicTables tables;
    tables.add(compound(10.0));
    tables.add(compound(10.0), Walls::frictionless);
    std::vector<OutlinePoint> other = compound(10.0);
    other[3].elevation -= 1e-6;
    tables.add(other);
    other = compound(10.0);
    other[4].manning_n = 0.031;
    tables.add(other);
    other = compound(10.0);
    other[1].zone = 0;
    tables.add(other);
    other = compound(10.0);
    other[7].offset += 0.001;
    tables.add(other);
    tables.add(WithLevees(10.0).form());
    WithLevees leveed(10.0);
    leveed.levees[0].crest += 0.01;
    tables.add(leveed.form());
    leveed = WithLevees(10.0);
    leveed.ineffective[0].until += 0.01;
    tables.add(leveed.form());
    leveed = WithLevees(10.0);
    leveed.roughness[0].manning_n[1] = 0.031;
    tables.add(leveed.form());
    EXPECT_EQ(tables.size(), 10);
}

// What is refused leaves nothing behind.
TEST(SharedTables, ARefusedSectionIsRefusedAgain) {
    HydraulicTables tables;
    std::vector<OutlinePoint> bad = compound(1.0);
    bad[2].manning_n = 0.0;
    EXPECT_THROW(tables.add(bad), std::invalid_argument);
    EXPECT_THROW(tables.add(bad), std::invalid_argument);
    EXPECT_EQ(tables.size(), 0);
}

}  // namespace
}  // namespace liriver::solver::channel
