// Given a river in uniform flow with two outfalls, when they are studied, then parts, ranking and cuts are those of
// plug flow with first-order decay, and the cuts put back into the model hold the class.
#include "scenarios/studies/outfall_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "data/tables/file.h"
#include "tests/unit/scenarios/channel_scenario.h"
#include "tests/unit/scenarios/scenario_folder.h"

namespace liriver::scenarios::studies {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// 20 m3/s at 0.5 m/s; GB 3838-2002: class III has at most 1.0 mg/L of NH3-N.
constexpr const char* outfalls = R"([[constituent]]
name = "NH3-N"
initial = "0.3 mg/L"
decay_rate = "0.2 1/d"
[[constituent]]
name = "dye"
[[outfall]]
name = "沟 ditch"
reach = "r"
chainage = "10 km"
load = { NH3-N = "8 g/s", dye = "1 g/s" }
[[outfall]]
name = "works"
reach = "r"
chainage = "2 km"
load = { NH3-N = "16 g/s" }
[[station]]
name = "upper"
reach = "r"
chainage = "6 km"
[[station]]
name = "bridge"
reach = "r"
chainage = "18 km"
)";

class OutfallStudyTest : public ScenarioFolder {
  protected:
    void write_river(const std::string& time = "duration = \"30 h\"\n") const {
        ScenarioFolder::write(
            "river.toml",
            text_of({.time = time, .head = "concentration = { NH3-N = \"0.3 mg/L\" }\n", .output = "2 h"}, outfalls));
    }
    [[nodiscard]] tl::expected<OutfallStudy, data::tables::Problems> study(const std::string& more = {}) const {
        ScenarioFolder::write("study.toml",
                              "schema = 1\n[study]\nkind = \"outfalls\"\nscenario = \"river.toml\"\n" + more);
        return load_outfall_study(folder_ / "study.toml");
    }
    [[nodiscard]] std::string refusal(const std::string& more) const {
        const auto loaded = study(more);
        std::string text;
        if (!loaded)
            for (const auto& problem : loaded.error())
                text += to_string(problem) + "\n";
        return text;
    }
    [[nodiscard]] OutfallStudyOptions into(const char* name) const {
        OutfallStudyOptions options;
        options.output = folder_ / name;
        return options;
    }
    // What is left of a load after that way, mg/L.
    static double left(double concentration, double metres) {
        return concentration * std::exp(-0.2 / 86400.0 * metres / 0.5);
    }
};

TEST_F(OutfallStudyTest, RanksOutfallsAsPlugFlowSays) {
    write_river();
    const auto loaded = study("[outfalls]\nwarm_up = \"24 h\"\n");
    ASSERT_TRUE(loaded) << to_string(loaded.error().at(0));
    EXPECT_THAT(loaded->notes, testing::ElementsAre(HasSubstr("dye is not judged")));
    const OutfallResults results = study_outfalls(*loaded, into("out")).value();
    ASSERT_EQ(results.exit_code, 0) << results.message;
    ASSERT_EQ(results.rows.size(), 2U);

    const double works = left(16.0 / 20.0, 16e3);
    const double ditch = left(8.0 / 20.0, 8e3);
    const double head = left(0.3, 18e3);
    const SectionResult& bridge = results.rows[1];
    EXPECT_NEAR(bridge.concentration, head + works + ditch, 0.005 * bridge.concentration);
    ASSERT_EQ(bridge.ranking.outfalls.size(), 2U);
    EXPECT_EQ(bridge.ranking.outfalls[0].outfall, "works");
    EXPECT_NEAR(bridge.ranking.outfalls[0].concentration, works, 0.005 * works);
    EXPECT_NEAR(bridge.ranking.outfalls[1].concentration, ditch, 0.005 * ditch);
    const double excess = head + works + ditch - 1.0;
    EXPECT_NEAR(bridge.ranking.outfalls[0].cut_alone.value(), excess / works, 0.01);
    EXPECT_FALSE(bridge.ranking.outfalls[1].cut_alone) << "the ditch brings less than is too much";
    EXPECT_NEAR(bridge.ranking.equal_cut.value(), excess / (works + ditch), 0.01);
    EXPECT_DOUBLE_EQ(results.cuts[0], bridge.ranking.equal_cut.value()) << "the section that needs most";

    // Put back into the model every section holds, within half a per cent.
    EXPECT_NEAR(bridge.after.value(), 1.0, 0.005);
    const double cut = results.cuts[0];
    const double upper = left(0.3, 6e3) + (1.0 - cut) * left(0.8, 4e3);
    EXPECT_NEAR(results.rows[0].after.value(), upper, 0.005 * upper);
}

TEST_F(OutfallStudyTest, WritesTheSameBytesWhenItGoesOnFromFinishedRuns) {
    write_river();
    const auto loaded = study("[outfalls]\nwarm_up = \"24 h\"\n");
    ASSERT_TRUE(loaded);
    ASSERT_EQ(study_outfalls(*loaded, into("whole")).value().exit_code, 0);
    ASSERT_EQ(study_outfalls(*loaded, into("again")).value().exit_code, 0);
    fs::remove_all(folder_ / "again" / "with-cuts");
    fs::remove(folder_ / "again" / "outfalls.json");
    OutfallStudyOptions options = into("again");
    options.resume = true;
    ASSERT_EQ(study_outfalls(*loaded, options).value().exit_code, 0);
    for (const char* name : {"outfalls.json", "outfall-ranking.csv", "with-cuts/tagged_sources.csv"})
        EXPECT_EQ(data::tables::read_file(folder_ / "whole" / name).value(),
                  data::tables::read_file(folder_ / "again" / name).value())
            << name;

    const auto other = study("[outfalls]\nwarm_up = \"25 h\"\n");
    const auto refused = study_outfalls(*other, options);
    ASSERT_FALSE(refused) << "its rows would be of two studies";
    EXPECT_THAT(to_string(refused.error().at(0)), HasSubstr("error[other-study]"));
}

TEST_F(OutfallStudyTest, TheRegistersClassCountsAndAMarginStaysFree) {
    write_river();
    ScenarioFolder::write("sections.csv", "section,station,target\n大桥,bridge,II\nfar,nowhere,III\n");
    const auto loaded = study("[outfalls]\nsections = \"sections.csv\"\nmargin = 0.1\n");
    ASSERT_TRUE(loaded) << to_string(loaded.error().at(0));
    ASSERT_EQ(loaded->sections.size(), 1U);
    EXPECT_EQ(loaded->sections[0].name, "大桥");
    EXPECT_DOUBLE_EQ(loaded->sections[0].limits[0], 0.5) << "GB 3838-2002, class II";
    EXPECT_THAT(loaded->notes, testing::Contains(HasSubstr("section far of the register has no station")));
    const OutfallResults results = study_outfalls(*loaded, into("out")).value();
    EXPECT_DOUBLE_EQ(results.rows.at(0).allowed, 0.45);
}

TEST_F(OutfallStudyTest, MistakesAreToldTogether) {
    write_river();
    const std::string all = refusal(
        "[outfalls]\nconstituents = [\"NH3N\", \"dye\"]\ntarget = \"VI\"\n[method]\niterations = 3\n"
        "[[parameter]]\nname = \"n\"\nwhat = \"manning_n\"\nlower = 0.1\nupper = 0.2\nstart = 0.15\n");
    EXPECT_THAT(all, HasSubstr("study.toml:6:"));
    EXPECT_THAT(all, HasSubstr("error[unknown-constituent]: outfalls.constituents: found \"NH3N\""));
    EXPECT_THAT(all, HasSubstr("error[no-limit]: outfalls.constituents: found \"dye\""));
    EXPECT_THAT(all, HasSubstr("error[bad-class]: outfalls.target: found \"VI\", expected I to V"));
    EXPECT_THAT(all, HasSubstr("error[not-used]: method"));
    EXPECT_THAT(all, HasSubstr("error[not-used]: parameter[n]"));
    EXPECT_THAT(refusal("[outfalls]\nstandard = \"GB 3838-2020\"\n"),
                HasSubstr("error[unknown-word]: outfalls.standard: found \"GB 3838-2020\""));
    EXPECT_THAT(refusal("[outfalls]\nwarm_up = \"30 h\"\n"),
                HasSubstr("study.toml:6:11: error[out-of-bounds]: outfalls.warm_up: found 30 h, expected less than the "
                          "scenario's 30 h"));
    ScenarioFolder::write("other.toml", "schema = 1\n[study]\nkind = \"outfall\"\nscenario = \"river.toml\"\n");
    data::tables::Problems problems;
    static_cast<void>(language::read_study(folder_ / "other.toml", problems));
    ASSERT_EQ(problems.size(), 1U) << "what tables a kind that is none needs is not known";
    EXPECT_THAT(to_string(problems[0]), HasSubstr("did you mean outfalls?"));
    write_river("steady = true\n");
    EXPECT_THAT(refusal(""), HasSubstr("study.toml:4:12: error[not-used]: study.scenario"));
}

}  // namespace
}  // namespace liriver::scenarios::studies
