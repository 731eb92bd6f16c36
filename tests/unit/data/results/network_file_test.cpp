#include "data/results/network_file.h"

#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/results/netcdf.h"
#include "data/results/network_reader.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::results {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::HasSubstr;

NetworkFile started(const std::filesystem::path& path) {
    return NetworkFile::create(path, example::mesh(), example::provenance(), example::start(), example::descriptions())
        .value();
}

void add_levels(NetworkFile& file, std::size_t first, std::size_t end) {
    for (std::size_t level = first; level < end; ++level)
        ASSERT_TRUE(file.append(example::start() + level * hours(1), example::Level(example::mesh(), level).fields()));
}

std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(NetworkFile, what_was_written_reads_back_to_the_same_bits) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "network.nc";
    NetworkFile file = started(path);
    add_levels(file, 0, 150);  // more than two blocks of 64 levels
    ASSERT_TRUE(file.close());

    const auto read = read_network(path);
    ASSERT_TRUE(read) << to_string(read.error());
    ASSERT_EQ(read->times().size(), 150U);
    EXPECT_EQ(read->start(), example::start());
    EXPECT_EQ(read->times()[149], example::start() + hours(149));
    ASSERT_EQ(read->fields().size(), 4U);
    for (const std::size_t level : {0U, 63U, 64U, 127U, 128U, 149U}) {
        const example::Level wanted(example::mesh(), level);
        EXPECT_EQ(read->values(*read->find("stage"), level).value(), wanted.stage);
        EXPECT_EQ(read->values(*read->find("NH3-N"), level).value(), wanted.concentration);
        EXPECT_EQ(read->values(*read->find("discharge"), level).value(), wanted.discharge);
        EXPECT_EQ(read->values(*read->find("released"), level).value(), wanted.released);
    }
    EXPECT_FALSE(read->find("depth"));
    EXPECT_FALSE(read->values(0, 150));
}

TEST(NetworkFile, the_mesh_and_where_it_comes_from_read_back) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "network.nc";
    {
        NetworkFile file = started(path);
        add_levels(file, 0, 1);
        ASSERT_TRUE(file.close());
    }
    const auto read = read_network(path);
    ASSERT_TRUE(read) << to_string(read.error());
    const NetworkMesh& mesh = read->mesh();
    const NetworkMesh wanted = example::mesh();
    EXPECT_EQ(mesh.node_x, wanted.node_x);
    EXPECT_EQ(mesh.node_y, wanted.node_y);
    EXPECT_EQ(mesh.chainage, wanted.chainage);
    EXPECT_EQ(mesh.bed_elevation, wanted.bed_elevation);
    EXPECT_EQ(mesh.bank_elevation, wanted.bank_elevation);
    EXPECT_EQ(mesh.reach, wanted.reach);
    EXPECT_EQ(mesh.edge_from, wanted.edge_from);
    EXPECT_EQ(mesh.edge_to, wanted.edge_to);
    EXPECT_THAT(mesh.reach_names, ElementsAre("漓江", "甘棠江"));
    ASSERT_EQ(mesh.places.size(), 2U);
    EXPECT_EQ(mesh.places[0].label, "桂林");
    EXPECT_EQ(mesh.places[1].kind, "outfall");
    EXPECT_EQ(mesh.places[1].x, 430'300.0);

    const Provenance& from = read->provenance();
    EXPECT_EQ(from.title, "枯水期 dry season");
    EXPECT_EQ(from.crs, "EPSG:32649");
    EXPECT_EQ(from.time_zone, hours(8));
    EXPECT_EQ(from.vertical_datum, "EGM96");
    ASSERT_EQ(from.inputs.size(), 2U);
    EXPECT_EQ(from.inputs[1].path, "q in.csv");
    EXPECT_EQ(from.inputs[0].checksum, "cbf29ce484222325");
    EXPECT_THAT(from.assumptions, HasSubstr("\noutfall loads"));
    const auto& fields = read->fields();
    EXPECT_EQ(fields[2].unit, "m3 s-1");
    EXPECT_EQ(fields[2].location, example::Location::edge);
    EXPECT_EQ(fields[3].location, example::Location::network);
    EXPECT_EQ(fields[0].standard_name, "water_surface_height_above_reference_datum");
}

TEST(NetworkFile, equal_input_gives_equal_bytes) {
    const example::Folder folder;
    for (const char* name : {"a.nc", "b.nc"}) {
        NetworkFile file = started(folder.path() / name);
        add_levels(file, 0, 70);
        ASSERT_TRUE(file.close());
    }
    const std::string first = bytes(folder.path() / "a.nc");
    EXPECT_GT(first.size(), 1000U);
    EXPECT_TRUE(first == bytes(folder.path() / "b.nc"));
}

TEST(NetworkFile, flushing_in_between_changes_no_value) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "network.nc";
    NetworkFile file = started(path);
    for (std::size_t level = 0; level < 70; level += 7) {
        add_levels(file, level, level + 7);
        ASSERT_TRUE(file.flush());
    }
    ASSERT_TRUE(file.close());
    const auto read = read_network(path);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->times().size(), 70U);
    EXPECT_EQ(read->values(0, 69).value(), example::Level(example::mesh(), 69).stage);
    EXPECT_EQ(read->values(0, 33).value(), example::Level(example::mesh(), 33).stage);
}

TEST(NetworkFile, a_killed_run_leaves_a_readable_part) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "network.nc";
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        NetworkFile file = started(path);
        for (std::size_t level = 0; level < 100; ++level)
            static_cast<void>(
                file.append(example::start() + level * hours(1), example::Level(example::mesh(), level).fields()));
        _exit(0);  // no destructor runs, as when the process is killed
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_FALSE(std::filesystem::exists(path));
    const auto read = read_network(path.string() + ".part");
    ASSERT_TRUE(read) << to_string(read.error());
    ASSERT_EQ(read->times().size(), 64U);
    EXPECT_EQ(read->values(0, 63).value(), example::Level(example::mesh(), 63).stage);
}

// 7 477 800 s times 1e9 and times 1e-9 again is 7 477 800.000000001: 1 to 16 ns off in other programs.
TEST(NetworkFile, whole_seconds_stay_whole_over_years_and_count_from_a_midnight) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "network.nc";
    const auto start = tables::parse_time("2023-12-31T23:50:00+08:00").value();
    auto file =
        NetworkFile::create(path, example::mesh(), example::provenance(), start, example::descriptions()).value();
    const example::Level level(example::mesh(), 0);
    for (int row = 0; row < 132000; row += 40)
        ASSERT_TRUE(file.append(start + row * std::chrono::seconds(1200), level.fields()));
    ASSERT_TRUE(file.close());
    const auto opened = Netcdf::open(path);
    const int time = opened.find_variable("time");
    EXPECT_EQ(opened.text_attribute(time, "units"), "seconds since 2023-12-31 00:00:00 UTC");
    const std::vector<double> seconds = opened.read_doubles(time);
    for (std::size_t row = 0; row < seconds.size(); ++row)
        ASSERT_EQ(seconds[row], 57000.0 + 48000.0 * static_cast<double>(row));
    EXPECT_EQ(read_network(path)->start(), start);
    EXPECT_EQ(read_network(path)->times()[100], start + 4000 * std::chrono::seconds(1200));
}

TEST(NetworkFile, levels_that_do_not_fit_are_refused) {
    const example::Folder folder;
    NetworkFile file = started(folder.path() / "network.nc");
    const example::Level level(example::mesh(), 0);
    std::vector<example::Field> fields = level.fields();
    EXPECT_TRUE(file.append(example::start(), fields));
    EXPECT_FALSE(file.append(example::start(), fields)) << "a time twice";
    fields.pop_back();
    EXPECT_FALSE(file.append(example::start() + hours(1), fields)) << "a field missing";
    fields = level.fields();
    fields[0].values = fields[0].values.first(3);
    EXPECT_FALSE(file.append(example::start() + hours(1), fields)) << "values missing";
    fields = level.fields();
    std::swap(fields[0], fields[1]);
    EXPECT_FALSE(file.append(example::start() + hours(1), fields)) << "another order";
    ASSERT_TRUE(file.close());
    EXPECT_EQ(read_network(folder.path() / "network.nc")->times().size(), 1U);
}

TEST(NetworkFile, a_mesh_or_crs_that_cannot_be_is_refused_and_leaves_no_file) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "network.nc";
    const auto refusal = [](const NetworkMesh& mesh, const Provenance& from, const std::filesystem::path& where) {
        const auto file = NetworkFile::create(where, mesh, from, example::start(), example::descriptions());
        return file ? std::string("none") : to_string(file.error());
    };
    NetworkMesh mesh = example::mesh();
    mesh.edge_to[0] = 8;
    EXPECT_THAT(refusal(mesh, example::provenance(), path), HasSubstr("node indices from 0 to 7"));
    mesh = example::mesh();
    mesh.chainage.pop_back();
    EXPECT_THAT(refusal(mesh, example::provenance(), path), HasSubstr("7 values"));
    mesh = example::mesh();
    mesh.reach[0] = 2;
    EXPECT_THAT(refusal(mesh, example::provenance(), path), HasSubstr("reach"));
    Provenance geographic = example::provenance();
    geographic.crs = "EPSG:4326";
    EXPECT_THAT(refusal(example::mesh(), geographic, path), HasSubstr("EPSG:4326"));
    EXPECT_THAT(refusal(example::mesh(), example::provenance(), folder.path() / "none" / "network.nc"),
                HasSubstr("none"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(NetworkFile, two_fields_of_one_name_are_refused) {
    const example::Folder folder;
    std::vector<example::Description> fields = example::descriptions();
    fields[1].name = "stage";
    EXPECT_FALSE(
        NetworkFile::create(folder.path() / "a.nc", example::mesh(), example::provenance(), example::start(), fields));
    fields[1].name = "bed_elevation";
    EXPECT_FALSE(
        NetworkFile::create(folder.path() / "a.nc", example::mesh(), example::provenance(), example::start(), fields));
}

TEST(NetworkReader, files_that_are_no_network_are_refused_with_their_name) {
    const example::Folder folder;
    EXPECT_THAT(to_string(read_network(folder.path() / "没有.nc").error()), HasSubstr("没有.nc"));
    std::ofstream(folder.path() / "text.nc") << "this is not NetCDF";
    EXPECT_THAT(to_string(read_network(folder.path() / "text.nc").error()), HasSubstr("text.nc"));
    EXPECT_FALSE(read_network(folder.path()));
    {
        NetworkFile file = started(folder.path() / "whole.nc");
        add_levels(file, 0, 3);
    }
    const std::string whole = bytes(folder.path() / "whole.nc");
    std::ofstream(folder.path() / "half.nc", std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_FALSE(read_network(folder.path() / "half.nc"));
}

TEST(NetworkReader, a_length_that_no_file_of_this_size_can_hold_is_refused_before_memory_is_asked_for) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "damaged.nc";
    {
        Netcdf file = Netcdf::create(path);
        const int nodes = file.dimension("network_nNodes", std::size_t{1} << 46U);
        const int network = file.variable("network", Netcdf::Type::int32, {});
        file.attribute(network, "cf_role", std::string("mesh_topology"));
        const int x = file.variable("network_node_x", Netcdf::Type::float64, std::array{nodes});
        file.pack(x, std::array{std::size_t{1024}});
        file.end_definitions();
        file.close();
    }
    EXPECT_LT(std::filesystem::file_size(path), 100'000U);
    const auto read = read_network(path);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().found, HasSubstr("network_node_x: more values than"));
}

}  // namespace
}  // namespace liriver::data::results
