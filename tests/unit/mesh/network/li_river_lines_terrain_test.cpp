// The Li River's network from OpenStreetMap lines, against what was measured on them independently (facts.md).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "mesh/gis/lines.h"
#include "mesh/network/barriers.h"
#include "mesh/network/locate.h"
#include "tests/unit/mesh/network/li_river_network.h"

namespace liriver::mesh::network {
namespace {

using tests::utm49;

const BuiltNetwork& li_river() {
    static const BuiltNetwork built = tests::li_river(false);
    return built;
}

double noted(BuildNote::Kind kind, const std::string& name) {
    for (const BuildNote& note : li_river().notes)
        if (note.kind == kind && note.reach == name)
            return note.metres;
    return -1.0;
}

const Reach& named(const std::string& name) { return *li_river().network.find(name); }

TEST(LiRiverLines, MakeAMainStemOfAbout205Kilometres) {
    EXPECT_GT(named("漓江").length(), 202e3);
    EXPECT_LT(named("漓江").length(), 206e3);
    const Located head = locate(named("漓江"), utm49(110.4836, 25.8571));
    EXPECT_LT(head.distance, 20.0);
    EXPECT_LT(head.place.chainage, 20.0);
    EXPECT_NEAR(locate(named("漓江"), utm49(110.6087, 24.6363)).place.chainage, named("漓江").length(), 20.0);
}

TEST(LiRiverLines, Run166KilometresFromChuanjiangToPingle) {
    // "About": the published figures, 205 and 166 km, count the longer arm around some islands.
    EXPECT_NEAR(named("漓江").length() - named("川江").to->chainage, 166e3, 2.5e3);
}

TEST(LiRiverLines, HaveTheirMouthsWhereTheyWereMeasured) {
    struct Mouth {
        const char* reach;
        double longitude, latitude;
    };
    for (const Mouth& mouth :
         {Mouth{"川江", 110.4815, 25.6243}, Mouth{"小溶江", 110.4511, 25.5472}, Mouth{"甘棠江", 110.3329, 25.3585},
          Mouth{"小东江", 110.2982, 25.2473}, Mouth{"相思江", 110.3480, 25.2028}, Mouth{"潮田河", 110.4240, 25.1797}}) {
        const Reach& main = named("漓江");
        ASSERT_TRUE(named(mouth.reach).to) << mouth.reach;
        EXPECT_EQ(named(mouth.reach).to->reach, "漓江");
        const Point found = point_at(main, named(mouth.reach).to->chainage);
        EXPECT_LT(distance(found, utm49(mouth.longitude, mouth.latitude)), 200.0) << mouth.reach;
    }
}

TEST(LiRiverLines, MakeXiaodongjiangALoopBesideGuilin) {
    const Reach& loop = named("小东江");
    ASSERT_TRUE(loop.from && loop.to);
    EXPECT_EQ(loop.from->reach, "漓江");
    EXPECT_NEAR(loop.from->chainage, 90e3, 1.5e3);
    EXPECT_NEAR(loop.to->chainage, 96e3, 1.5e3);
    const double guilin = locate(named("漓江"), utm49(110.2993, 25.2825)).place.chainage;
    EXPECT_LT(loop.from->chainage, guilin);
    EXPECT_GT(loop.to->chainage, guilin);
}

TEST(LiRiverLines, HaveTheirGapsClosedAndReported) {
    EXPECT_NEAR(noted(BuildNote::Kind::mouth_gap, "桃花江"), 950.0, 30.0);
    // The published 0.19 km are to the nearest vertex of the main stem; to the line itself it is less.
    EXPECT_GT(noted(BuildNote::Kind::head_gap, "小东江"), 20.0);
    EXPECT_LT(noted(BuildNote::Kind::head_gap, "小东江"), 190.0);
}

TEST(LiRiverLines, JoinLingjianxiToXiaodongjiangWhichItsLineTouches) {
    // Its line stops 0.6 km short of the main stem because it ends on the loop beside it.
    ASSERT_TRUE(named("灵剑溪").to);
    EXPECT_EQ(named("灵剑溪").to->reach, "小东江");
    const Point mouth = point_at(named("小东江"), named("灵剑溪").to->chainage);
    EXPECT_LT(distance(mouth, utm49(110.3048, 25.2797)), 50.0);
    EXPECT_NEAR(locate(named("漓江"), mouth).distance, 600.0, 50.0);
}

TEST(LiRiverLines, LeadYulongheToTheMainStemThroughItsLastReach) {
    ASSERT_TRUE(named("遇龙河").to);
    EXPECT_EQ(named("遇龙河").to->reach, "漓江");
}

TEST(LiRiverLines, BeginGantangjiangAtItsDam) {
    EXPECT_LT(distance({named("甘棠江").x.front(), named("甘棠江").y.front()}, utm49(110.2310, 25.5279)), 300.0);
}

TEST(LiRiverLines, AreCrossedByTheMainStemsWeirs) {
    const auto read = gis::read_lines(tests::li_river_source({"dam", "weir"}), tests::li_river_crs);
    ASSERT_TRUE(read) << to_string(read.error());
    std::vector<BarrierLine> lines;
    for (const gis::NamedLine& line : *read)
        lines.push_back({line.name, line.id, line.kind, line.line});
    const StatedBarrier fuzikou{"斧子口", "dam", utm49(110.4797, 25.6782), "OpenStreetMap", "M", "identity assumed"};
    const auto barriers = find_barriers(li_river().network, lines, {fuzikou}, {});
    const auto kept_near = [&](double latitude) {
        for (const Barrier& barrier : barriers)
            if (barrier.place.reach == "漓江" && barrier.kind == "weir" &&
                std::abs(barrier.point.y - utm49(110.45, latitude).y) < 300.0)
                return true;
        return false;
    };
    EXPECT_TRUE(kept_near(25.4684));
    EXPECT_TRUE(kept_near(25.0531));
    EXPECT_TRUE(kept_near(25.2414)) << "漓江壅水坝";
    const auto listed_near = [&](double latitude) {
        for (const Barrier& barrier : barriers)
            if (std::abs(barrier.point.y - utm49(110.45, latitude).y) < 300.0 && !barrier.note.empty())
                return true;
        return false;
    };
    EXPECT_TRUE(listed_near(24.891)) << "46 and 68 m of line beside a river twice as wide: ignored, and says so";
    const auto dam =
        std::find_if(barriers.begin(), barriers.end(), [](const Barrier& b) { return b.name == "斧子口"; });
    ASSERT_NE(dam, barriers.end());
    EXPECT_EQ(dam->kind, "dam");
    EXPECT_LT(distance(dam->point, utm49(110.4797, 25.6782)), 150.0);
}

}  // namespace
}  // namespace liriver::mesh::network
