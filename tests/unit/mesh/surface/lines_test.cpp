// Lines to respect: they close what they end on, at any edge length and angle, and nothing nearly on something else
// makes tiny cells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "made_river.h"
#include "mesh/surface/build_surface.h"
#include "mesh/surface/quality.h"

namespace liriver::mesh::surface {
namespace {

using ::testing::HasSubstr;

/// A square of 1000 m, not on the axes.
Ring square() { return {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}; }

SurfaceRequest request_of(double edge, std::vector<network::Polyline> lines) {
    SurfaceRequest request;
    request.domain = square();
    request.edge_length = edge;
    for (network::Polyline& line : lines)
        request.lines.push_back({"line " + std::to_string(request.lines.size() + 1), std::move(line)});
    return request;
}

/// The number of pieces that the cells fall into when no water passes the faces along lines.
std::size_t pieces(const BuiltSurface& built) {
    std::vector<char> closed(static_cast<std::size_t>(built.mesh.face_count()), 0);
    for (const LineFace& face : built.line_faces)
        closed[static_cast<std::size_t>(face.face)] = 1;
    std::vector<std::int32_t> piece(static_cast<std::size_t>(built.mesh.cell_count()));
    std::iota(piece.begin(), piece.end(), 0);
    const auto find = [&piece](std::int32_t cell) {
        while (piece[static_cast<std::size_t>(cell)] != cell)
            cell = piece[static_cast<std::size_t>(cell)] =
                piece[static_cast<std::size_t>(piece[static_cast<std::size_t>(cell)])];
        return cell;
    };
    for (std::int32_t f = 0; f < built.mesh.inner_faces; ++f)
        if (closed[static_cast<std::size_t>(f)] == 0)
            piece[static_cast<std::size_t>(find(built.mesh.left[static_cast<std::size_t>(f)]))] =
                find(built.mesh.right[static_cast<std::size_t>(f)]);
    std::size_t count = 0;
    for (std::int32_t cell = 0; cell < built.mesh.cell_count(); ++cell)
        count += find(cell) == cell ? 1 : 0;
    return count;
}

double smallest_cell(const BuiltSurface& built) {
    double least = 1e30;
    for (const double area : built.mesh.area)
        least = std::min(least, std::sqrt(area));
    return least;
}

TEST(RespectedLines, CloseFromRimToRimAtAnyEdgeLengthAndAngle) {
    for (const double edge : {15.0, 40.0, 75.0, 130.0})
        for (int degrees = 0; degrees < 180; degrees += 12) {
            const double angle = (degrees + 3.7) * std::acos(-1.0) / 180.0;
            const double reach = 800.0;  // from beyond the rim to beyond the rim, through (480, 530)
            const network::Polyline line{{480 - reach * std::cos(angle), 530 - reach * std::sin(angle)},
                                         {480 + reach * std::cos(angle), 530 + reach * std::sin(angle)}};
            const auto built = build_surface(request_of(edge, {line}));
            ASSERT_TRUE(built) << to_string(built.error());
            EXPECT_EQ(pieces(*built), 2U) << edge << " m, " << degrees << " degrees";
        }
}

TEST(RespectedLines, CloseWhenTheyEndExactlyOnTheRimOrJustShortOfIt) {
    for (const double short_of : {0.0, 0.05, 3.0, 15.0}) {
        const auto built = build_surface(request_of(40.0, {{{510, short_of}, {480, 400}, {530, 1000 - short_of}}}));
        ASSERT_TRUE(built);
        EXPECT_EQ(pieces(*built), 2U) << short_of;
        EXPECT_GT(smallest_cell(*built), 4.0) << short_of;
        bool told = false;
        for (const std::string& note : built->notes)
            told = told || note.find("from the rim is taken to it") != std::string::npos;
        EXPECT_EQ(told, short_of > 0.01);
    }
    // but a gap wider than half an edge is a gap
    const auto open = build_surface(request_of(40.0, {{{510, 60}, {530, 1000}}}));
    ASSERT_TRUE(open);
    EXPECT_EQ(pieces(*open), 1U);
}

TEST(RespectedLines, CloseFromCornerToCornerAndAroundAPolder) {
    const auto diagonal = build_surface(request_of(40.0, {{{0, 0}, {1000, 1000}}}));
    ASSERT_TRUE(diagonal);
    EXPECT_EQ(pieces(*diagonal), 2U);
    const auto polder = build_surface(request_of(40.0, {{{300, 300}, {700, 320}, {650, 700}, {280, 640}, {300, 300}}}));
    ASSERT_TRUE(polder);
    EXPECT_EQ(pieces(*polder), 2U);
}

TEST(RespectedLines, CloseWhereOneEndsOnAnotherOrCrossesIt) {
    for (const double edge : {20.0, 60.0})
        for (const double off : {0.0, 0.05, -0.4, 1.5}) {  // m short of the other (negative: beyond it)
            network::Polyline bent;                        // bends by less than ten degrees between its vertices
            for (int i = 0; i <= 20; ++i)
                bent.push_back({50.0 * i, 500.0 + 40.0 * std::sin(0.3 * i)});
            const double meet = 500.0 + 40.0 * std::sin(0.3 * 9.0);
            const auto tee = build_surface(request_of(edge, {bent, {{450, meet - off}, {470, 0}}}));
            ASSERT_TRUE(tee) << to_string(tee.error());
            EXPECT_EQ(pieces(*tee), 3U) << edge << " m, " << off;
            EXPECT_GT(smallest_cell(*tee), 0.08 * edge) << edge << " m, " << off;
        }
    const auto cross = build_surface(request_of(40.0, {{{0, 480}, {1000, 520}}, {{470, 0}, {530, 1000}}}));
    ASSERT_TRUE(cross);
    EXPECT_EQ(pieces(*cross), 4U);
    const auto star =
        build_surface(request_of(40.0, {{{0, 480}, {1000, 520}}, {{470, 0}, {530, 1000}}, {{0, 100}, {1000.3, 900}}}));
    ASSERT_TRUE(star);
    EXPECT_EQ(pieces(*star), 6U) << "three lines through all but one point";
    EXPECT_GT(smallest_cell(*star), 3.0);
}

TEST(RespectedLines, ReachTheEdgeOfAChannel) {
    // given a channel of 60 m along y = 500, and dykes from the rim to its banks
    for (const double edge : {25.0, 60.0}) {
        SurfaceRequest request = request_of(edge, {{{500, 0}, {520, 470}}, {{480, 1000}, {450, 530}}});
        network::Polyline line;
        for (int i = -2; i <= 22; ++i)
            line.push_back({50.0 * i, 500.0});
        request.reaches.push_back(tests::reach_along("river", line, 60.0, 4));
        const auto built = build_surface(request);
        ASSERT_TRUE(built) << to_string(built.error());
        // when the channel's own cells are closed too, then each bank falls into two
        BuiltSurface banks = *built;
        for (std::int32_t f = 0; f < banks.mesh.inner_faces; ++f) {
            const auto left = static_cast<std::size_t>(banks.mesh.left[static_cast<std::size_t>(f)]);
            const auto right = static_cast<std::size_t>(banks.mesh.right[static_cast<std::size_t>(f)]);
            if ((banks.places[left].reach < 0) != (banks.places[right].reach < 0))
                banks.line_faces.push_back({f, 0, 0.0});
        }
        EXPECT_EQ(pieces(banks), 5U) << edge << " m: two on each bank and the channel";
    }
}

TEST(RespectedLines, NearlyOnEachOtherAreRefusedByNameOrJoinedAsAKeySays) {
    for (const double apart : {0.05, 1.0, 3.0})
        for (const bool turned : {false, true}) {
            network::Polyline second{{200, 300 + apart}, {800, 300 + apart}};
            if (turned)
                std::reverse(second.begin(), second.end());
            SurfaceRequest request = request_of(60.0, {{{200, 300}, {800, 300}}, second});
            const auto refused = build_surface(request);
            ASSERT_FALSE(refused);
            EXPECT_THAT(to_string(refused.error()), HasSubstr("lines line 1 and line 2"));
            EXPECT_THAT(to_string(refused.error()), HasSubstr("over 600 m"));
            EXPECT_THAT(to_string(refused.error()), HasSubstr("join_lines"));
            request.join_lines = 3.5;
            const auto joined = build_surface(request);
            ASSERT_TRUE(joined) << to_string(joined.error());
            const auto alone = build_surface(request_of(60.0, {{{200, 300}, {800, 300}}}));
            ASSERT_TRUE(alone);
            EXPECT_EQ(joined->mesh.cell_count(), alone->mesh.cell_count());
            EXPECT_EQ(joined->line_faces.size(), 2 * alone->line_faces.size()) << "each face bears both crests";
        }
    // and where only a part of the second lies on the first, the rest stays and hangs on it
    SurfaceRequest request = request_of(60.0, {{{0, 300}, {800, 300}}, {{300, 300.1}, {700, 300.1}, {720, 1000}}});
    request.join_lines = 1.0;
    const auto branch = build_surface(request);
    ASSERT_TRUE(branch) << to_string(branch.error());
    EXPECT_EQ(pieces(*branch), 2U);
    EXPECT_GT(smallest_cell(*branch), 5.0);
    // and lines an edge apart stay two
    EXPECT_TRUE(build_surface(request_of(60.0, {{{200, 300}, {800, 300}}, {{200, 340}, {800, 340}}})));
}

TEST(RespectedLines, SpikesNarrowerThanAnEdgeAreToldAndMakeNoTinyCells) {
    const auto told = [](const BuiltSurface& built, const char* of) {
        for (const std::string& note : built.notes)
            if (note.find(std::string(of) + ": a spike") != std::string::npos)
                return true;
        return false;
    };
    // given a line that goes out 200 m and back 2 m beside, and rims with a thin sliver, a notch and a finger
    const auto line = build_surface(request_of(40.0, {{{100, 300}, {499, 300}, {500, 500}, {501, 300}, {900, 300}}}));
    ASSERT_TRUE(line);
    EXPECT_TRUE(told(*line, "line line 1"));
    EXPECT_GT(smallest_cell(*line), 4.0);
    // All that is narrower than half an edge, 20 m, goes; of the last, a triangle 40 m wide and 300 m long, the tip, so
    // that (1 - 0.5^2) 6000 m2 of it stay.
    const std::vector<std::pair<Ring, double>> spikes = {{{{499, 1000}, {500, 1300}, {501, 1000}}, 1e6},
                                                         {{{499, 1000}, {500, 700}, {501, 1000}}, 1e6},
                                                         {{{499, 1000}, {499, 1300}, {501, 1300}, {501, 1000}}, 1e6},
                                                         {{{480, 1000}, {500, 1300}, {520, 1000}}, 1e6 + 4500}};
    for (const auto& [spike, area] : spikes) {
        SurfaceRequest request = request_of(40.0, {});
        request.domain = {{0, 0}, {1000, 0}, {1000, 1000}};
        request.domain.insert(request.domain.end(), spike.rbegin(), spike.rend());
        request.domain.push_back({0, 1000});
        const auto built = build_surface(request);
        ASSERT_TRUE(built) << to_string(built.error());
        EXPECT_TRUE(told(*built, "rim"));
        EXPECT_GT(smallest_cell(*built), 4.0);
        EXPECT_NEAR(std::accumulate(built->mesh.area.begin(), built->mesh.area.end(), 0.0), area, 1e-3);
    }
}

TEST(RespectedLines, CornersOfTheRimNearlyOnEachOtherAreOne) {
    SurfaceRequest request = request_of(40.0, {});
    request.domain.insert(request.domain.begin() + 2, {1000.0, 999.95});
    const auto built = build_surface(request);
    ASSERT_TRUE(built);
    EXPECT_GT(smallest_cell(*built), 10.0);
}

}  // namespace
}  // namespace liriver::mesh::surface
