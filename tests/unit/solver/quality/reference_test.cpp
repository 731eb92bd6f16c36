#include "solver/quality/reference.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "solver/quality/law.h"
#include "solver/quality/process_set.h"

namespace liriver::solver::quality {
namespace {

TEST(QualityReference, IsThePageInTheDocs) {
    std::ifstream page(std::string(LIRIVER_SOURCE_DIR) + "/docs/reference/quality.md");
    const std::string text{std::istreambuf_iterator<char>(page), std::istreambuf_iterator<char>()};
    EXPECT_EQ(text, quality_reference()) << "docs/make.sh writes it";
}

TEST(QualityReference, NamesEveryLawAndParameter) {
    const std::string page = quality_reference();
    for (const Law& law : laws())
        EXPECT_NE(page.find("| `" + std::string(law.name) + "` | `"), std::string::npos) << law.name;
    for (const ProcessSet& set : presets())
        for (const Parameter& row : set.parameters)
            EXPECT_NE(page.find("| `" + row.name + "` | " + row.unit + " |"), std::string::npos) << row.name;
}

}  // namespace
}  // namespace liriver::solver::quality
