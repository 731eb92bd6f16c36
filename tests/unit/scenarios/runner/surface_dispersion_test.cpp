// Given a [[surface]] that asks for dispersion, when it is run, then constituents spread as Fickian diffusion has it,
// nothing is lost and nothing leaves its bounds; what cannot be is refused.
#include "scenarios/runner/surface_dispersion.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>

#include "data/results/surface_reader.h"
#include "tests/unit/scenarios/runner/plane.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

using SurfaceDispersionTest = PlaneTest;

// The bank plume: u = 0.5 m/s, 1.5 m deep, 100 m wide, 10 g/s at a bank, Ey = 0.0772 m2/s, decay 0.2 1/d.
constexpr double plume_depth = 1.5, plume_speed = 0.5, plume_width = 100.0, plume_across = 0.0772;
constexpr double cell_along = 10.0, cell_across = 4.0, plume_length = 560.0, outfall_x = 15.0;

mesh::surface::SurfaceMesh plume_mesh() {
    const int columns = static_cast<int>(plume_length / cell_along), rows = static_cast<int>(plume_width / cell_across);
    std::vector<double> x, y;
    for (int j = 0; j <= rows; ++j)
        for (int i = 0; i <= columns; ++i) {
            x.push_back(430'000.0 + cell_along * i);
            y.push_back(2'800'000.0 + cell_across * j);
        }
    std::vector<std::int32_t> first{0}, corners;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
            const int a = (columns + 1) * j + i;
            corners.insert(corners.end(), {a, a + 1, a + columns + 2, a + columns + 1});
            first.push_back(static_cast<std::int32_t>(corners.size()));
        }
    auto mesh = mesh::surface::assemble_mesh(x, y, first, corners).value();
    // Manning: the slope on which that depth and speed are uniform flow
    const double fall = std::pow(plume_speed * manning_n, 2) / std::pow(plume_depth, 4.0 / 3.0);
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        mesh.bed_elevation[i] = 150.0 - fall * (mesh.centroid[i].x - 430'000.0);
        mesh.manning_n[i] = manning_n;
    }
    return mesh;
}

/// mg/L in the mean over y0..y1 at `x` below a source spread over 0..cell_across, reflected at both banks; Fickian
/// across, carried along (Fischer et al. 1979, section 5.1.3, integrated over the source).
double plume(double x, double y0, double y1) {
    const double sigma = std::sqrt(2.0 * plume_across * x / plume_speed);
    constexpr int parts = 40;
    double sum = 0.0;
    for (int k = 0; k < parts; ++k) {
        const double y = y0 + (k + 0.5) * (y1 - y0) / parts;
        for (int image = -2; image <= 2; ++image) {
            const double at = (y - 2.0 * image * plume_width) / (std::numbers::sqrt2 * sigma);
            const double half = cell_across / (std::numbers::sqrt2 * sigma);
            sum += 0.5 * (std::erf(at + half) - std::erf(at - half)) / parts;
        }
    }
    return 10.0 / (plume_depth * plume_speed * cell_across) * sum * std::exp(-0.2 / 86400.0 * x / plume_speed);
}

constexpr const char* plume_scenario = R"(initial_depth = "1.5 m"
transverse_dispersion = "0.0772 m2/s"
[[initial]]
name = "all"
velocity_x = "0.5 m/s"
[[surface.boundary]]
name = "west"
kind = "discharge"
from = [430000, 2800100]
to = [430000, 2800000]
discharge = "75 m3/s"
[[surface.boundary]]
name = "east"
kind = "stage"
from = [430560, 2800000]
to = [430560, 2800100]
stage = 151.4265
[[constituent]]
name = "COD"
decay_rate = "0.2 1/d"
temperature_factor = 1
[[outfall]]
name = "works"
point = [430015, 2800002]
load = { COD = "10 g/s" }
[output]
interval = "40 min"
)";

TEST_F(SurfaceDispersionTest, an_outfall_at_the_bank_spreads_across_as_the_exact_plume) {
    put_mesh(plume_mesh());
    std::string text = plume_scenario;
    const double fall = std::pow(plume_speed * manning_n, 2) / std::pow(plume_depth, 4.0 / 3.0);
    const std::string stage = std::to_string(150.0 - fall * plume_length + plume_depth);
    text.replace(text.find("151.4265"), 8, stage);
    language::Model input = model(text);
    RunOptions options;
    options.until = *input.scenario.time.start + std::chrono::minutes(40);
    const RunReport report = run_into("out", input, options);
    EXPECT_EQ(report.exit_code, 0) << report.message;
    EXPECT_LT(report.summary.constituents.at(0).relative_error, 1e-12);

    const auto read = data::results::read_surface(folder / "out" / "surface.nc").value();
    const auto values = read.values(*read.find("COD"), read.times().size() - 1).value();
    const double largest = plume(500.0, 0.0, cell_across);
    int compared = 0;
    double error = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::abs(read.mesh().centroid[i].x - 430'000.0 - outfall_x - 500.0) > 0.1)
            continue;
        const double y = read.mesh().centroid[i].y - 2'800'000.0;
        error = std::max(error, std::abs(values[i] - plume(500.0, y - 0.5 * cell_across, y + 0.5 * cell_across)));
        ++compared;
    }
    EXPECT_EQ(compared, 25);
    EXPECT_NEAR(plume(500.0, 0.0, 1e-6), 0.85418, 0.02) << "that of a point source, a little more";
    EXPECT_LT(error, 0.02 * largest);
}

constexpr const char* both_factors = "longitudinal_dispersion_factor = 5.93\ntransverse_dispersion_factor = 0.6\n";

// A pond that drains and seeps away below, and water that runs over dry ground above.
constexpr const char* wet_and_dry = R"(initial_stage = 149.4
loss = "100 mm/h"
longitudinal_dispersion = "3 m2/s"
transverse_dispersion_factor = 0.6
[[surface.boundary]]
name = "west"
kind = "discharge"
from = [430000, 2800050]
to = [430000, 2800000]
discharge = "0.2 m3/s"
concentration = { tracer = 2 }
[[surface.boundary]]
name = "east"
kind = "free"
from = [431000, 2800000]
to = [431000, 2800050]
[[constituent]]
name = "tracer"
unit = "mg/L"
initial = 1
[output]
interval = "30 min"
)";

TEST_F(SurfaceDispersionTest, nothing_is_lost_or_made_where_ground_wets_and_dries) {
    const RunReport report = run_into("out", model(wet_and_dry));
    EXPECT_EQ(report.exit_code, 0) << report.message;
    const auto& tracer = report.summary.constituents.at(0);
    EXPECT_LT(tracer.relative_error, 1e-12);
    EXPECT_GE(tracer.minimum, 1.0 - 1e-12);
    EXPECT_LE(tracer.maximum, 2.0 + 1e-12);
    const auto read = data::results::read_surface(folder / "out" / "surface.nc").value();
    const auto before = read.values(*read.find("depth"), 0).value();
    const auto after = read.values(*read.find("depth"), read.times().size() - 1).value();
    int wetted = 0, dried = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        wetted += static_cast<int>(before[i] == 0.0 && after[i] > 0.01);
        dried += static_cast<int>(before[i] > 0.01 && after[i] < 1e-3);
    }
    EXPECT_GT(wetted, 10);
    EXPECT_GT(dried, 10);
}

const std::string tagged = std::string(both_factors) + channel + R"([[outfall]]
name = "drain"
point = [430215, 2800005]
load = { tracer = "50 g/s" }
)";

TEST_F(SurfaceDispersionTest, threads_and_a_restart_leave_the_same_bits) {
    const language::Model input = model(tagged);
    const language::Time start = *input.scenario.time.start;
    RunOptions one, two, first, second;
    one.until = two.until = second.until = start + std::chrono::minutes(20);
    two.threads = 2;
    run_into("one", input, one);
    run_into("two", input, two);
    EXPECT_TRUE(bytes(folder / "one" / "checkpoint.h5") == bytes(folder / "two" / "checkpoint.h5"));
    first.until = start + std::chrono::minutes(10);
    run_into("first", input, first);
    second.restart = folder / "first" / "checkpoint.h5";
    run_into("second", input, second);
    EXPECT_TRUE(bytes(folder / "one" / "checkpoint.h5") == bytes(folder / "second" / "checkpoint.h5"));
}

// The last column but `skipped` of the rows with these words; the last `rows` of them.
std::vector<double> last_numbers(const fs::path& table, const std::string& words, int skipped, std::size_t rows) {
    std::ifstream file(table);
    std::vector<double> numbers;
    for (std::string line; std::getline(file, line);) {
        if (line.find(words) == std::string::npos)
            continue;
        for (int i = 0; i < skipped; ++i)
            line.erase(line.rfind(','));
        numbers.push_back(std::stod(line.substr(line.rfind(',') + 1)));
    }
    return {numbers.end() - static_cast<std::ptrdiff_t>(std::min(rows, numbers.size())), numbers.end()};
}

// Parts: initial, reactions, other, the boundary, the outfall. Numbers in tables have ten digits.
TEST_F(SurfaceDispersionTest, tagged_parts_add_up_to_the_run_without_tags) {
    std::string with = tagged;
    with.replace(with.find("initial = 2\n"), 12, "initial = 2\ntag_sources = true\n");
    RunOptions options;
    const language::Model plain = model(tagged);
    options.until = *plain.scenario.time.start + std::chrono::minutes(30);
    run_into("plain", plain, options);
    EXPECT_EQ(run_into("parts", model(with), options).exit_code, 0);
    const auto total = last_numbers(folder / "plain" / "stations.csv", ",middle,", 0, 1);
    const auto parts = last_numbers(folder / "parts" / "tagged_sources.csv", ",middle,tracer,", 2, 5);
    ASSERT_EQ(total.size(), 1U);
    ASSERT_EQ(parts.size(), 5U);
    EXPECT_GT(parts[4], 0.01) << "the outfall's";
    for (const double part : parts)
        EXPECT_GE(part, 0.0);
    EXPECT_NEAR(std::accumulate(parts.begin(), parts.end(), 0.0), total[0], 1e-8 * total[0]);
}

// Manning: sqrt(9.81) 0.03 x 0.5 / 1.5^(1/6) = 0.04391 m/s.
TEST(ShearVelocity, is_that_of_mannings_law) {
    EXPECT_NEAR(shear_velocity(1.5, 0.5, 0.03), 0.04391, 2e-5);
    EXPECT_EQ(shear_velocity(0.0, 0.5, 0.03), 0.0);
}

TEST_F(SurfaceDispersionTest, what_cannot_be_is_refused) {
    EXPECT_THAT(refusal(std::string("longitudinal_dispersion = -1\n") + channel), HasSubstr("longitudinal_dispersion"));
    EXPECT_THAT(refusal(std::string("transverse_dispersion = \"1 m/s\"\n") + channel), HasSubstr("m2/s"));
    EXPECT_THAT(refusal(std::string("transverse_dispersion = 0.1\ntransverse_dispersion_factor = 0.6\n") + channel),
                HasSubstr("both `transverse_dispersion` and `transverse_dispersion_factor`"));
    EXPECT_THAT(refusal("longitudinal_dispersion_factor = 5.93\n"), HasSubstr("no [[constituent]]"));
    EXPECT_EQ(refusal(std::string(both_factors) + channel), "none");
}

}  // namespace
}  // namespace liriver::scenarios::runner
