// Given the Li River's shipped study of outfalls, when it is run, then what each brings is no more than its load in the
// river's flow, all sources together are the concentration, and what nobody measured is said.
#include <gtest/gtest.h>

#include <cmath>

#include "data/results/summary_reader.h"
#include "scenarios/studies/outfall_study.h"

namespace liriver::scenarios::studies {
namespace {

namespace fs = std::filesystem;

TEST(LiRiverOutfalls, EachBringsAtMostItsLoadInTheFlow) {
    const auto study = load_outfall_study(fs::path(LIRIVER_SOURCE_DIR) / "scenarios/li-river/studies/outfalls.toml");
    ASSERT_TRUE(study) << to_string(study.error().at(0));
    OutfallStudyOptions options;
    options.output = fs::path(testing::TempDir()) / "liriver 漓江 outfalls";
    options.overwrite = true;
    const OutfallResults results = study_outfalls(*study, options).value();
    ASSERT_EQ(results.exit_code, 0) << results.message;
    EXPECT_FALSE(results.assumptions.empty());
    const auto summary = data::results::read_summary(options.output / "as-is/summary.json").value();
    ASSERT_EQ(results.rows.size(), summary.stations.size());
    const double works = 1.85;  // g/s of 七里店, data/li-river/assumed/outfalls.csv
    for (std::size_t i = 0; i < results.rows.size(); ++i) {
        const SectionResult& row = results.rows[i];
        double sum = 0.0;
        for (const SourcePart& part : row.parts) {
            EXPECT_GE(part.concentration, 0.0);
            sum += part.concentration;
        }
        EXPECT_NEAR(sum, row.concentration, 1e-12);
        EXPECT_EQ(row.ranking.excess, 0.0) << "class II holds with these loads";
        if (summary.stations[i].name == "Guilin")
            continue;  // above the mouth of 小东江, on which it stands
        // 0.1 1/d over the 160 km at 0.2 m/s, some nine days, leave 0.4 of it.
        const double undecayed = works / summary.stations[i].mean_discharge;
        EXPECT_EQ(row.ranking.outfalls.at(0).outfall, "七里店") << summary.stations[i].name;
        EXPECT_LT(row.ranking.outfalls[0].concentration, undecayed);
        EXPECT_GT(row.ranking.outfalls[0].concentration, 0.4 * undecayed);
    }
    fs::remove_all(options.output);
}

}  // namespace
}  // namespace liriver::scenarios::studies
