#include "data/checkpoint/checkpoint.h"

#include <bit>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/checkpoint/hdf5_file.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::checkpoint {
namespace {

using mesh::field::Field;
using mesh::field::Location;
using mesh::field::MutableField;
using mesh::field::MutableIntegers;
using results::example::Folder;
using testing::HasSubstr;

/// A state with the doubles that are hardest to keep.
struct State {
    std::vector<double> depth{0.0, -0.0, 1.0 / 3.0, std::numeric_limits<double>::denorm_min(), 1e300};
    std::vector<double> nitrogen{std::numeric_limits<double>::quiet_NaN(), 2.0};
    std::vector<double> none;
    std::vector<std::int64_t> counters{std::numeric_limits<std::int64_t>::min(), -1,
                                       std::numeric_limits<std::int64_t>::max()};

    [[nodiscard]] std::vector<Field> fields() const {
        return {{{"depth", "", "", "m", Location::node}, depth},
                {{"NH3-N", "", "", "mg/L", Location::node}, nitrogen},
                {{"rules/桂林.memory", "", "", "1", Location::network}, none}};
    }
    std::vector<MutableField> mutable_fields() {
        return {{{"depth", "", "", "m", Location::node}, depth},
                {{"NH3-N", "", "", "mg/L", Location::node}, nitrogen},
                {{"rules/桂林.memory", "", "", "1", Location::network}, none}};
    }
    std::vector<MutableIntegers> integers() { return {{"counters", counters}}; }
};

Header header() {
    Header header;
    header.time = results::example::start() + std::chrono::nanoseconds(1);
    header.mesh_checksum = 0xfedcba9876543210U;
    header.version = "0.1.0";
    header.git = "0123456789ab";
    return header;
}

std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Why `path` is refused; the state must be left alone.
std::string refusal(const std::filesystem::path& path, std::uint64_t mesh = header().mesh_checksum) {
    State state;
    state.depth.assign(5, 7.0);
    const auto read = read_checkpoint(path, mesh, state.mutable_fields(), state.integers());
    EXPECT_EQ(state.depth, std::vector<double>(5, 7.0));
    return read ? "none" : to_string(read.error());
}

class Checkpoint : public testing::Test {
  protected:
    void SetUp() override {
        State state;
        ASSERT_TRUE(write_checkpoint(path, header(), state.fields(), state.integers()));
    }
    Folder folder;
    std::filesystem::path path = folder.path() / "checkpoint.h5";
};

TEST_F(Checkpoint, every_bit_comes_back) {
    State state;
    state.depth.assign(5, 7.0);
    state.nitrogen.assign(2, 7.0);
    state.counters.assign(3, 7);
    const auto read = read_checkpoint(path, header().mesh_checksum, state.mutable_fields(), state.integers());
    ASSERT_TRUE(read) << to_string(read.error());
    const State wanted;
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(std::bit_cast<std::uint64_t>(state.depth[i]), std::bit_cast<std::uint64_t>(wanted.depth[i])) << i;
    EXPECT_TRUE(std::isnan(state.nitrogen[0]));
    EXPECT_EQ(state.nitrogen[1], 2.0);
    EXPECT_EQ(state.counters, wanted.counters);
    EXPECT_EQ(read->time, header().time);
    EXPECT_EQ(read->version, "0.1.0");
    EXPECT_EQ(read->git, "0123456789ab");
}

TEST_F(Checkpoint, an_array_by_time_takes_what_a_shorter_or_longer_run_wrote) {
    State state;
    for (const std::size_t size : {3U, 8U}) {
        state.depth.assign(size, 7.0);
        auto fields = state.mutable_fields();
        EXPECT_FALSE(read_checkpoint(path, header().mesh_checksum, fields, state.integers()));
        fields[0].by_time = true;
        ASSERT_TRUE(read_checkpoint(path, header().mesh_checksum, fields, state.integers()));
        EXPECT_EQ(state.depth[2], 1.0 / 3.0);
        EXPECT_EQ(state.depth.back(), size == 3U ? 1.0 / 3.0 : 7.0);
    }
}

TEST_F(Checkpoint, equal_states_give_equal_bytes) {
    State state;
    ASSERT_TRUE(write_checkpoint(folder.path() / "b.h5", header(), state.fields(), state.integers()));
    EXPECT_TRUE(bytes(path) == bytes(folder.path() / "b.h5"));
}

TEST_F(Checkpoint, another_mesh_is_refused) { EXPECT_THAT(refusal(path, 1), HasSubstr("fedcba9876543210")); }

TEST_F(Checkpoint, a_file_cut_short_anywhere_is_refused) {
    const std::string whole = bytes(path);
    ASSERT_GT(whole.size(), 1000U);
    for (std::size_t kept = 0; kept < whole.size(); kept += 97) {
        std::ofstream(folder.path() / "short.h5", std::ios::binary) << whole.substr(0, kept);
        EXPECT_THAT(refusal(folder.path() / "short.h5"), HasSubstr("short.h5")) << kept;
    }
}

TEST_F(Checkpoint, a_damaged_value_is_refused) {
    std::string damaged = bytes(path);
    const double third = 1.0 / 3.0;
    const std::size_t at = damaged.find(std::string(reinterpret_cast<const char*>(&third), sizeof third));
    ASSERT_NE(at, std::string::npos);
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::ofstream(folder.path() / "damaged.h5", std::ios::binary) << damaged;
    EXPECT_THAT(refusal(folder.path() / "damaged.h5"), HasSubstr("damaged values of depth"));
}

TEST_F(Checkpoint, a_damaged_length_is_refused_before_memory_is_asked_for) {
    // given a file that says its five depths were 2^40
    std::string damaged = bytes(path);
    const std::string five("\5\0\0\0\0\0\0\0", 8);
    const std::size_t at = damaged.find(five + five);  // an extent and its greatest one
    ASSERT_NE(at, std::string::npos);
    damaged[at + 5] = damaged[at + 13] = '\1';
    std::ofstream(folder.path() / "damaged.h5", std::ios::binary) << damaged;
    EXPECT_THAT(refusal(folder.path() / "damaged.h5"), HasSubstr("fields/depth"));
}

TEST_F(Checkpoint, another_format_version_is_refused) {
    {
        Hdf5File file = Hdf5File::create(folder.path() / "next.h5");
        file.write_attribute("/", "program", std::string("liriver"));
        file.write_attribute("/", "format_version", format_version + 1);
    }
    EXPECT_THAT(refusal(folder.path() / "next.h5"),
                HasSubstr("checkpoint format " + std::to_string(format_version + 1)));
}

TEST_F(Checkpoint, other_sizes_names_and_units_are_refused) {
    State state;
    state.depth.push_back(1.0);
    EXPECT_FALSE(read_checkpoint(path, header().mesh_checksum, state.mutable_fields(), state.integers()));
    state = State();
    std::vector<MutableField> fields = state.mutable_fields();
    fields[0].description.unit = "ft";
    EXPECT_FALSE(read_checkpoint(path, header().mesh_checksum, fields, state.integers())) << "another unit";
    fields = state.mutable_fields();
    fields.pop_back();
    EXPECT_FALSE(read_checkpoint(path, header().mesh_checksum, fields, state.integers()))
        << "an array too many in the file";
    fields = state.mutable_fields();
    fields[1].description.name = "COD";
    EXPECT_FALSE(read_checkpoint(path, header().mesh_checksum, fields, state.integers())) << "an array missing";
    EXPECT_FALSE(read_checkpoint(path, header().mesh_checksum, state.mutable_fields(), {})) << "integers too many";
}

TEST_F(Checkpoint, no_file_and_no_folder_are_errors_that_name_the_place) {
    EXPECT_THAT(refusal(folder.path() / "none.h5"), HasSubstr("none.h5"));
    State state;
    EXPECT_FALSE(write_checkpoint(folder.path() / "none" / "a.h5", header(), state.fields(), state.integers()));
    std::ofstream(folder.path() / "text.h5") << "not HDF5";
    EXPECT_THAT(refusal(folder.path() / "text.h5"), HasSubstr("text.h5"));
}

}  // namespace
}  // namespace liriver::data::checkpoint
