// Tables with a header and too few rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loaded.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;

TEST(TablesWithoutRows, AreRefusedAndEndNoProgram) {
    for (const std::string file : {"flow.csv", "数据 1/points.csv", "数据 1/reaches.csv", "数据 1/sections.csv"}) {
        RiverFolder folder;
        std::string& text = folder.texts.at(file);
        text.resize(text.find('\n') + 1);
        const auto model = load(folder.write());
        ASSERT_FALSE(model) << file;
        EXPECT_THAT(model.error(), testing::Contains(testing::Field(&Problem::code, "no-rows"))) << file;
    }
}

TEST(TablesWithoutRows, OfALakeAreRefused) {
    for (const std::string rows :
         {"level_m,area_m2\n", "level_m,area_m2\n1\n", "level_m,volume_m3\n", "level_m,area_m2\n1,5\n"}) {
        RiverFolder folder;
        folder.texts["pond.csv"] = rows;
        folder.append("river.toml",
                      "[[lake]]\nname = \"pond\"\nstorage = \"pond.csv\"\nstage = \"1 m\"\nto_reaches = [\"漓江\"]\n");
        const auto model = load(folder.write());
        ASSERT_FALSE(model) << rows;
    }
}

}  // namespace
}  // namespace liriver::scenarios::language
