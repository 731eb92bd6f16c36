// Several domains under one clock, with tanks in place of rivers: what a tank holds is known at any time.
#include "scenarios/runner/domain_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

namespace liriver::scenarios::runner {
namespace {

/// A tank with a constant inflow, filled in steps of its own length.
class Tank final : public Domain {
  public:
    Tank(double inflow, double own_step) : inflow_(inflow), own_step_(own_step) {}

    [[nodiscard]] double time() const override { return state_[0]; }
    bool step(double event) override {
        const double end = std::min(event, time() + own_step_);
        if (end > fails_after_) {
            error_text_ = "the tank leaks";
            return false;
        }
        state_[1] += inflow_ * (end - time());
        state_[0] = end;
        ++steps_[0];
        return true;
    }
    [[nodiscard]] std::string error_text() const override { return error_text_; }
    [[nodiscard]] double last_step() const override { return own_step_; }
    [[nodiscard]] std::string limiting_place() const override { return "in a tank of " + std::to_string(own_step_); }

    [[nodiscard]] data::results::WaterBalance water() const override {
        return {0.0, inflow_ * time(), 0.0, 0.0, state_[1] + lost_, lost_ == 0.0 ? 0.0 : 1.0};
    }
    [[nodiscard]] const WaterQuality& quality() const override { return quality_; }
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields() override {
        return {{{"tank", "time and volume", "", "1", mesh::field::Location::network}, state_}};
    }
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers() override {
        return {{"tank_steps", steps_}};
    }
    void restore() override { ++restored; }
    [[nodiscard]] std::uint64_t checksum() const override { return static_cast<std::uint64_t>(inflow_); }

    [[nodiscard]] std::vector<StationInfo> stations() const override { return {}; }
    [[nodiscard]] StationValues station_values(std::size_t) const override { return {}; }
    [[nodiscard]] double station_stage(std::size_t) const override { return 0.0; }
    [[nodiscard]] double station_discharge(std::size_t) const override { return 0.0; }
    [[nodiscard]] const Accounts& accounts() const override { return accounts_; }
    [[nodiscard]] bool has_structures() const override { return false; }
    [[nodiscard]] std::vector<data::results::StructureRow> structure_rows() const override { return {}; }
    [[nodiscard]] bool has_tags() const override { return false; }
    [[nodiscard]] std::vector<data::results::TaggedRow> tagged_rows(std::size_t) const override { return {}; }
    double report(data::results::Summary& summary) const override {
        summary.steps += steps_[0];
        data::results::ConstituentBalance salt;
        salt.name = "salt";
        salt.inflow = salt.final = state_[1];
        salt.minimum = salt.maximum = inflow_;
        summary.constituents.push_back(salt);
        return 0.0;
    }

    void fail_after(double time) { fails_after_ = time; }
    void lose(double volume) { lost_ = -volume; }
    [[nodiscard]] double volume() const { return state_[1]; }
    [[nodiscard]] std::int64_t steps() const { return steps_[0]; }
    int restored = 0;

  private:
    double inflow_, own_step_;
    double fails_after_ = std::numeric_limits<double>::infinity();
    double lost_ = 0.0;
    std::vector<double> state_{0.0, 0.0};  // s, m3
    std::vector<std::int64_t> steps_{0};
    std::string error_text_;
    WaterQuality quality_;
    Accounts accounts_;
};

/// A quick tank with steps of 1 s and a slow one with steps of 7 s.
struct TwoTanks {
    TwoTanks() {
        auto first = std::make_unique<Tank>(2.0, 1.0);
        auto second = std::make_unique<Tank>(3.0, 7.0);
        quick = first.get();
        slow = second.get();
        std::vector<std::unique_ptr<Domain>> domains;
        domains.push_back(std::move(first));
        domains.push_back(std::move(second));
        set = std::make_unique<DomainSet>(std::move(domains), 10.0);
    }
    Tank* quick = nullptr;
    Tank* slow = nullptr;
    std::unique_ptr<DomainSet> set;
};

TEST(DomainSet, TakesAllDomainsToEachCommonTimeWhateverTheirOwnSteps) {
    TwoTanks tanks;
    ASSERT_TRUE(tanks.set->step(25.0));
    EXPECT_EQ(tanks.quick->time(), 10.0);
    EXPECT_EQ(tanks.slow->time(), 10.0);
    EXPECT_EQ(tanks.quick->steps(), 10);
    EXPECT_EQ(tanks.slow->steps(), 2) << "7 s, and 3 s to the common time";
    ASSERT_TRUE(tanks.set->step(25.0));
    ASSERT_TRUE(tanks.set->step(25.0));
    EXPECT_EQ(tanks.set->time(), 25.0) << "an event is met exactly";
    EXPECT_EQ(tanks.slow->time(), 25.0);
    EXPECT_EQ(tanks.quick->volume(), 50.0);
    EXPECT_EQ(tanks.slow->volume(), 75.0);
    EXPECT_EQ(tanks.set->limiting_place(), "in a tank of " + std::to_string(1.0));
}

TEST(DomainSet, LeavesASingleDomainItsOwnSteps) {
    std::vector<std::unique_ptr<Domain>> domains;
    domains.push_back(std::make_unique<Tank>(2.0, 7.0));
    DomainSet set(std::move(domains), 3.0);
    ASSERT_TRUE(set.step(100.0));
    EXPECT_EQ(set.time(), 7.0);
    EXPECT_EQ(set.checkpoint_fields().front().description.name, "tank") << "as checkpoints have always had it";
}

TEST(DomainSet, TakesAllBackToTheLastCommonTimeWhereOneFails) {
    TwoTanks tanks;
    ASSERT_TRUE(tanks.set->step(10.0));
    tanks.slow->fail_after(15.0);
    EXPECT_FALSE(tanks.set->step(20.0));
    EXPECT_EQ(tanks.set->error_text(), "the tank leaks");
    for (const Tank* tank : {tanks.quick, tanks.slow}) {
        EXPECT_EQ(tank->time(), 10.0);
        EXPECT_EQ(tank->restored, 1);
    }
    EXPECT_EQ(tanks.quick->volume(), 20.0);
    EXPECT_EQ(tanks.slow->volume(), 30.0);
    EXPECT_EQ(tanks.quick->steps(), 10) << "counts go back too";
}

TEST(DomainSet, AddsUpWaterAndConstituentsOfAllDomains) {
    TwoTanks tanks;
    ASSERT_TRUE(tanks.set->step(10.0));
    const data::results::WaterBalance water = tanks.set->water();
    EXPECT_EQ(water.inflow, 50.0);
    EXPECT_EQ(water.final, 50.0);
    EXPECT_EQ(water.relative_error, 0.0);
    data::results::Summary summary;
    EXPECT_EQ(tanks.set->report(summary), 0.0);
    ASSERT_EQ(summary.constituents.size(), 1U) << "one of a name";
    EXPECT_EQ(summary.constituents[0].inflow, 50.0);
    EXPECT_EQ(summary.constituents[0].minimum, 2.0);
    EXPECT_EQ(summary.constituents[0].maximum, 3.0);
    EXPECT_EQ(summary.steps, 12);
}

TEST(DomainSet, TellsTheErrorOfADomainThatTheSumWouldHide) {
    TwoTanks tanks;
    ASSERT_TRUE(tanks.set->step(10.0));
    tanks.quick->lose(5.0);
    tanks.slow->lose(-5.0);
    EXPECT_EQ(tanks.set->water().relative_error, 0.0) << "the sum alone shows nothing";
    data::results::Summary summary;
    EXPECT_EQ(tanks.set->report(summary), 1.0);
}

TEST(DomainSet, NamesTheFieldsOfEachDomainApart) {
    TwoTanks tanks;
    std::set<std::string> names;
    for (const auto& field : tanks.set->checkpoint_fields())
        names.insert(field.description.name);
    for (const auto& numbers : tanks.set->checkpoint_integers())
        names.insert(numbers.name);
    EXPECT_EQ(names, (std::set<std::string>{"1/tank", "2/tank", "1/tank_steps", "2/tank_steps"}));
}

}  // namespace
}  // namespace liriver::scenarios::runner
