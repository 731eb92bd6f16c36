#include "data/checkpoint/checksum.h"

#include <fstream>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/data/results/example_network.h"

namespace liriver::data::checkpoint {
namespace {

std::uint64_t of(std::string_view text) { return fnv1a(std::as_bytes(std::span(text))); }

// Values of the reference vectors published with the hash (draft-eastlake-fnv, FNV-1a 64 bits).
TEST(Checksum, is_fnv_1a) {
    EXPECT_EQ(of(""), 0xcbf29ce484222325U);
    EXPECT_EQ(of("a"), 0xaf63dc4c8601ec8cU);
    EXPECT_EQ(of("foobar"), 0x85944171f73967e8U);
}

TEST(Checksum, of_a_file_is_that_of_its_bytes) {
    const results::example::Folder folder;
    std::ofstream(folder.path() / "河.txt") << "foobar";
    EXPECT_EQ(hex(file_checksum(folder.path() / "河.txt").value()), "85944171f73967e8");
    EXPECT_FALSE(file_checksum(folder.path() / "none"));
}

TEST(Checksum, knows_where_one_array_ends_and_the_next_begins) {
    const std::vector<double> one{1.0, 2.0};
    const std::vector<double> two{3.0};
    const std::vector<double> three{1.0};
    const std::vector<double> four{2.0, 3.0};
    Checksum a;
    a.add(one);
    a.add(two);
    Checksum b;
    b.add(three);
    b.add(four);
    EXPECT_NE(a.value(), b.value());
}

}  // namespace
}  // namespace liriver::data::checkpoint
