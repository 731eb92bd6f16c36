// What a restart asks of time tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loaded.h"

namespace liriver::scenarios::language {
namespace {

TEST(Restart, NeedsTablesOnlyFromItsCheckpointOn) {
    RiverFolder folder;
    folder.change("flow.csv", "2025-11-01T00:00:00+08:00,20000\n", "");
    EXPECT_EQ(only(folder).code, "not-covered");
    const auto from = [&](const char* time) {
        return load(folder.write(), {}, data::tables::parse_time(time).value()).has_value();
    };
    EXPECT_TRUE(from("2025-11-02T00:00:00+08:00"));
    EXPECT_FALSE(from("2025-11-01T23:59:59+08:00"));
}

}  // namespace
}  // namespace liriver::scenarios::language
