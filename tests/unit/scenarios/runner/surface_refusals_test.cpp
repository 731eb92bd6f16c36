// Given a scenario on a 2D mesh with what cannot be, when it is loaded, then it is refused with its line.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/unit/scenarios/runner/plane.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

using SurfaceRefusals = PlaneTest;

TEST_F(SurfaceRefusals, what_cannot_be_is_refused_with_its_line) {
    EXPECT_THAT(refusal("[[station]]\nname = \"far\"\npoint = [440000, 2800000]\n"), HasSubstr("off-surface"));
    EXPECT_THAT(refusal("[[station]]\nname = \"far\"\npoint = [440000, 2800000]\n"), HasSubstr("plane.toml:15:"));
    EXPECT_THAT(refusal("initial_depth = 1\ninitial_stage = 150\n"), HasSubstr("both `initial_stage`"));
    EXPECT_THAT(refusal("[[surface.boundary]]\nname = \"west\"\nkind = \"discharge\"\nfrom = [430000, 2800050]\n"
                        "to = [430000, 2800000]\n"),
                HasSubstr("`discharge` for kind = \"discharge\""));
    EXPECT_THAT(refusal("[[surface.boundary]]\nname = \"inside\"\nkind = \"free\"\nfrom = [430500, 2800025]\n"
                        "to = [430000, 2800000]\n"),
                HasSubstr("25 m from the rim's nearest node"));
    EXPECT_THAT(refusal("[[surface.boundary]]\nname = \"a\"\nkind = \"free\"\nfrom = [430000, 2800050]\n"
                        "to = [430000, 2800000]\n[[surface.boundary]]\nname = \"b\"\nkind = \"free\"\n"
                        "from = [430000, 2800030]\nto = [430000, 2800010]\n"),
                HasSubstr("a stretch that meets \"a\""));
    EXPECT_THAT(refusal("[[reach]]\nname = \"r\"\n"), HasSubstr("a [[reach]] beside a [[surface]]"));
    fs::remove(folder / "网格 mesh.nc");
    EXPECT_THAT(refusal(""), HasSubstr("surface[plane].mesh"));
}

constexpr const char* west = R"([[surface.boundary]]
name = "west"
kind = "free"
from = [430000, 2800050]
to = [430000, 2800000]
)";

// From the north-western corner to the south-western one the surface is on the left hand: 50 m of the rim's 2100 m.
TEST_F(SurfaceRefusals, a_boundary_with_its_ends_swapped_is_refused_because_it_is_the_rest_of_the_rim) {
    std::string swapped(west);
    swapped.replace(swapped.find("from"), 4, "ot");
    swapped.replace(swapped.find("to ="), 2, "from");
    swapped.replace(swapped.find("ot ="), 2, "to");
    const std::string words = refusal(swapped);
    EXPECT_THAT(words, HasSubstr("plane.toml:17:"));
    EXPECT_THAT(words, HasSubstr("error[long-stretch]: surface[plane].boundary[west].from: found 2050.0 m, 98 % of its "
                                 "rim, expected `from` and `to` the other way round"));
    EXPECT_EQ(refusal(swapped + "most_of_rim = true\n"), "none") << "it is said to be meant";
    EXPECT_THAT(refusal(std::string(west) + "most_of_rim = true\n"), HasSubstr("error[short-stretch]"));
}

TEST_F(SurfaceRefusals, two_boundaries_of_one_name_are_refused_with_both_lines) {
    const std::string words = refusal(std::string(west) +
                                      "[[surface.boundary]]\nname = \"west\"\nkind = \"normal_depth\"\n"
                                      "slope = 0.001\nfrom = [431000, 2800000]\nto = [431000, 2800050]\n");
    EXPECT_THAT(words, HasSubstr("plane.toml:18:1: error[repeated-name]: boundary[west]: found a second boundary"));
    EXPECT_THAT(words, HasSubstr("it stands in line 13 too"));
    EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 1) << words;
}

// Ends go to the rim's nodes; the account says how far, and what stretch that is.
TEST_F(SurfaceRefusals, the_summary_says_which_stretch_of_the_rim_a_boundary_is) {
    std::string near(channel);
    near.replace(near.find("to = [430000, 2800000]"), 22, "to = [430000, 2799988]");
    const RunReport report = run_into("out", model(near));
    ASSERT_EQ(report.summary.boundaries.size(), 2U);
    const auto& first = report.summary.boundaries[0];
    EXPECT_EQ(first.name, "west");
    EXPECT_EQ(first.kind, "discharge");
    EXPECT_EQ(first.faces, 5);
    EXPECT_DOUBLE_EQ(first.length, 50.0);
    EXPECT_NEAR(first.lowest_bed, 150.0 - slope * 5.0, 1e-9);
    EXPECT_DOUBLE_EQ(first.from_moved, 0.0);
    EXPECT_DOUBLE_EQ(first.to_moved, 12.0);
    EXPECT_NEAR(first.net_inflow, 50.0 * 7200.0, 1e-6);
    EXPECT_NEAR(report.summary.boundaries[1].net_inflow, -report.summary.water.outflow, 1e-6);
    EXPECT_THAT(refusal(near.replace(near.find("to = [430000, 2799988]"), 22, "to = [430000, 2799979]")),
                HasSubstr("21 m from the rim's nearest node, expected a point within 20 m of it"));
}

TEST_F(SurfaceRefusals, a_point_off_the_surface_is_refused_and_never_moved) {
    EXPECT_THAT(refusal("[[station]]\nname = \"s\"\npoint = [430500, 2800070]\n"),
                HasSubstr("station[s].point: found (430500.0, 2800070.0), 20.0 m off the surface"));
    EXPECT_THAT(refusal("[[inflow]]\nname = \"i\"\ndischarge = \"1 m3/s\"\npoint = [431016, 2800062]\n"),
                HasSubstr("inflow[i].point: found (431016.0, 2800062.0), 20.0 m off the surface"))
        << "from the corner";
    EXPECT_THAT(refusal("[[outfall]]\nname = \"o\"\ndischarge = \"1 m3/s\"\npoint = [430500, 2799999.5]\n"),
                HasSubstr("0.5 m off the surface"));
}

// A section may end on a bank beside the mesh; far off, or without a side of a cell to cross, it is a mistake.
TEST_F(SurfaceRefusals, a_section_far_off_the_surface_or_across_nothing_is_refused) {
    const auto station = [](const std::string& from, const std::string& to) {
        return "[[station]]\nname = \"s\"\npoint = [430505, 2800025]\nsection_from = " + from + "\nsection_to = " + to +
               "\n";
    };
    EXPECT_EQ(refusal(station("[430505, 2800065]", "[430505, 2799985]")), "none");
    const std::string told = refusal(station("[430505, 2800050]", "[430505, 2700000]"));
    EXPECT_THAT(told, HasSubstr("plane.toml:17:"));
    EXPECT_THAT(told, HasSubstr("station[s].section_to: found (430505.0, 2700000.0), 100000.0 m off the surface, "
                                "expected a point on the surface, or at most 20 m off it"));
    std::ofstream(folder / "plane.toml") << head << station("[430501, 2800005]", "[430503, 2800005]");
    const auto built = build_surface_model(language::load(folder / "plane.toml").value());
    ASSERT_FALSE(built);
    EXPECT_THAT(words(built.error()), HasSubstr("station[s].section_from: found a line that no side of a cell"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
