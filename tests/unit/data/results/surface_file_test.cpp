// Given a surface of squares and triangles, when a run's levels are written to surface.nc, then the mesh and every
// value read back to the same bits, and what does not fit is refused.
#include "data/results/surface_file.h"

#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netcdf.h>

#include "data/results/network_file.h"
#include "data/results/surface_reader.h"
#include "tests/unit/data/results/example_surface.h"

namespace liriver::data::results {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Equal, where NaN is equal to NaN.
void expect_same(const std::vector<double>& read, const std::vector<double>& wanted) {
    ASSERT_EQ(read.size(), wanted.size());
    for (std::size_t i = 0; i < read.size(); ++i)
        EXPECT_TRUE(read[i] == wanted[i] || (std::isnan(read[i]) && std::isnan(wanted[i]))) << i;
}

TEST(SurfaceFile, what_was_written_reads_back_to_the_same_bits) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "surface.nc";
    const auto written = example::write_surface_example(path, 150);  // more than two blocks of 64 levels
    ASSERT_TRUE(written) << to_string(written.error());

    const auto read = read_surface(path);
    ASSERT_TRUE(read) << to_string(read.error());
    ASSERT_EQ(read->times().size(), 150U);
    EXPECT_EQ(read->times()[149], example::start() + hours(149));
    for (const std::size_t level : {0U, 63U, 64U, 127U, 128U, 149U}) {
        const example::SurfaceLevel wanted(example::surface(), level);
        expect_same(read->values(*read->find("stage"), level).value(), wanted.stage);
        expect_same(read->values(*read->find("depth"), level).value(), wanted.depth);
        expect_same(read->values(*read->find("velocity_y"), level).value(), wanted.v);
        expect_same(read->values(*read->find("water_volume"), level).value(), wanted.volume);
    }
    EXPECT_FALSE(read->find("discharge"));
    EXPECT_FALSE(read->values(0, 150));
}

TEST(SurfaceFile, maxima_bed_and_roughness_hold_for_the_whole_run) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "surface.nc";
    ASSERT_TRUE(example::write_surface_example(path, 2));
    const auto read = read_surface(path).value();
    for (const char* name : {"bed_elevation", "manning_n", "cell_area", "greatest_depth", "arrival_time"}) {
        ASSERT_TRUE(read.find(name)) << name;
        EXPECT_FALSE(read.over_time(*read.find(name))) << name;
    }
    EXPECT_TRUE(read.over_time(*read.find("depth")));
    const example::SurfaceMaxima wanted(example::surface());
    expect_same(read.values(*read.find("greatest_depth"), 0).value(), wanted.depth);
    expect_same(read.values(*read.find("arrival_time"), 99).value(), wanted.arrival);
    expect_same(read.values(*read.find("cell_area"), 0).value(), {1e4, 1e4, 1e4, 5e3, 5e3});
}

// Given a file whose edges stand in the opposite order, as another program may number them, when it is read, then each
// crest is that of the face between the same nodes.
TEST(SurfaceFile, crests_go_by_the_nodes_of_their_edges) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "surface.nc";
    ASSERT_TRUE(example::write_surface_example(path, 1));
    const mesh::surface::SurfaceMesh wanted = example::surface();
    ASSERT_FALSE(wanted.crest_elevation.empty());
    int file = 0;
    ASSERT_EQ(nc_open(path.c_str(), NC_WRITE, &file), NC_NOERR);
    int nodes_variable = 0;
    int crest_variable = 0;
    ASSERT_EQ(nc_inq_varid(file, "surface_edge_nodes", &nodes_variable), NC_NOERR);
    ASSERT_EQ(nc_inq_varid(file, "crest_elevation", &crest_variable), NC_NOERR);
    std::vector<int> nodes(2 * wanted.left.size());
    std::vector<double> crests(wanted.left.size());
    ASSERT_EQ(nc_get_var_int(file, nodes_variable, nodes.data()), NC_NOERR);
    ASSERT_EQ(nc_get_var_double(file, crest_variable, crests.data()), NC_NOERR);
    std::reverse(nodes.begin(), nodes.end());
    std::reverse(crests.begin(), crests.end());
    ASSERT_EQ(nc_put_var_int(file, nodes_variable, nodes.data()), NC_NOERR);
    ASSERT_EQ(nc_put_var_double(file, crest_variable, crests.data()), NC_NOERR);
    ASSERT_EQ(nc_close(file), NC_NOERR);

    const auto read = read_surface(path);
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(read->mesh().crest_elevation, wanted.crest_elevation);
}

TEST(SurfaceFile, the_mesh_and_where_it_comes_from_read_back) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "surface.nc";
    ASSERT_TRUE(example::write_surface_example(path, 1));
    const auto read = read_surface(path).value();
    const mesh::surface::SurfaceMesh& mesh = read.mesh();
    const mesh::surface::SurfaceMesh wanted = example::surface();
    EXPECT_EQ(mesh.node_x, wanted.node_x);
    EXPECT_EQ(mesh.node_y, wanted.node_y);
    EXPECT_EQ(mesh.first_corner, wanted.first_corner);
    EXPECT_EQ(mesh.cell_nodes, wanted.cell_nodes);
    EXPECT_EQ(mesh.area, wanted.area);
    EXPECT_EQ(mesh.bed_elevation, wanted.bed_elevation);
    EXPECT_EQ(mesh.manning_n, wanted.manning_n);
    EXPECT_EQ(mesh.left, wanted.left);
    EXPECT_EQ(mesh.right, wanted.right);
    EXPECT_EQ(mesh.crest_elevation, wanted.crest_elevation);
    EXPECT_EQ(mesh.inner_faces, 5);
    ASSERT_EQ(read.places().size(), 1U);
    EXPECT_EQ(read.places()[0].label, "桂林");
    EXPECT_EQ(read.provenance().title, "枯水期 dry season");
    EXPECT_EQ(read.provenance().inputs.size(), 2U);
}

TEST(SurfaceFile, equal_input_gives_equal_bytes) {
    const example::Folder folder;
    for (const char* name : {"a.nc", "b.nc"})
        ASSERT_TRUE(example::write_surface_example(folder.path() / name, 70));
    const std::string first = bytes(folder.path() / "a.nc");
    EXPECT_GT(first.size(), 1000U);
    EXPECT_TRUE(first == bytes(folder.path() / "b.nc"));
}

TEST(SurfaceFile, a_killed_run_leaves_a_readable_part_with_maxima_unknown) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "surface.nc";
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto mesh = example::surface();
        auto file =
            SurfaceFile::create(path, mesh, example::provenance(), example::start(), example::surface_contents())
                .value();
        for (std::size_t level = 0; level < 100; ++level)
            static_cast<void>(
                file.append(example::start() + level * hours(1), example::SurfaceLevel(mesh, level).fields()));
        _exit(0);  // no destructor runs, as when the process is killed
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_FALSE(std::filesystem::exists(path));
    const auto read = read_surface(path.string() + ".part");
    ASSERT_TRUE(read) << to_string(read.error());
    ASSERT_EQ(read->times().size(), 64U);
    const std::vector<double> unknown = read->values(*read->find("greatest_depth"), 0).value();
    ASSERT_EQ(unknown.size(), 5U);
    for (const double value : unknown)
        EXPECT_TRUE(std::isnan(value));
}

TEST(SurfaceFile, what_does_not_fit_is_refused) {
    const example::Folder folder;
    const auto mesh = example::surface();
    auto file = SurfaceFile::create(folder.path() / "surface.nc", mesh, example::provenance(), example::start(),
                                    example::surface_contents())
                    .value();
    const example::SurfaceLevel level(mesh, 0);
    std::vector<example::Field> fields = level.fields();
    EXPECT_TRUE(file.append(example::start(), fields));
    EXPECT_FALSE(file.append(example::start(), fields)) << "a time twice";
    fields[1].values = fields[1].values.first(3);
    EXPECT_FALSE(file.append(example::start() + hours(1), fields)) << "values missing";
    const example::SurfaceMaxima maxima(mesh);
    std::vector<example::Field> few = maxima.fields();
    few.pop_back();
    EXPECT_FALSE(file.write_maxima(few)) << "a maximum missing";
    EXPECT_TRUE(file.write_maxima(maxima.fields()));
}

TEST(SurfaceFile, a_name_that_comes_twice_and_a_place_that_cannot_be_are_refused_and_leave_no_file) {
    const example::Folder folder;
    const std::filesystem::path path = folder.path() / "surface.nc";
    const auto refusal = [&path](const SurfaceContents& contents, const Provenance& from) {
        const auto file = SurfaceFile::create(path, example::surface(), from, example::start(), contents);
        return file ? std::string("none") : to_string(file.error());
    };
    SurfaceContents contents = example::surface_contents();
    contents.maxima[0].name = "depth";
    EXPECT_THAT(refusal(contents, example::provenance()), HasSubstr("two variables named depth"));
    contents = example::surface_contents();
    contents.fields[0].location = example::Location::edge;
    EXPECT_THAT(refusal(contents, example::provenance()), HasSubstr("neither on faces"));
    Provenance geographic = example::provenance();
    geographic.crs = "EPSG:4326";
    EXPECT_THAT(refusal(example::surface_contents(), geographic), HasSubstr("EPSG:4326"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SurfaceReader, files_that_are_no_surface_are_refused_with_their_name) {
    const example::Folder folder;
    EXPECT_THAT(to_string(read_surface(folder.path() / "没有.nc").error()), HasSubstr("没有.nc"));
    ASSERT_TRUE(example::write_surface_example(folder.path() / "whole.nc", 3));
    const std::string whole = bytes(folder.path() / "whole.nc");
    std::ofstream(folder.path() / "half.nc", std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_FALSE(read_surface(folder.path() / "half.nc"));
    {
        auto network = NetworkFile::create(folder.path() / "network.nc", example::mesh(), example::provenance(),
                                           example::start(), example::descriptions());
        ASSERT_TRUE(network);
        ASSERT_TRUE(network->close());
    }
    EXPECT_THAT(to_string(read_surface(folder.path() / "network.nc").error()), HasSubstr("no surface"));
}

}  // namespace
}  // namespace liriver::data::results
