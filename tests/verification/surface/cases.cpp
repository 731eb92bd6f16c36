#include "tests/verification/surface/cases.h"

#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "tests/verification/surface/job_a.h"
#include "tests/verification/surface/standing_jump.h"

namespace liriver::tests::surface {
namespace {

using verification::MacDonald;

const char* name_of(Shape shape) { return shape == Shape::squares ? "quads" : "triangles"; }

void add_channels(std::vector<Case>& cases, Shape shape, double degrees) {
    const std::string where = fmt::format(", {} turned {:g} degrees", name_of(shape), degrees);
    const auto add = [&](const std::string& name, double bound, const std::string& source, auto run) {
        cases.push_back({"2D " + name + where, "L1 of depth, 100 cells along", bound, source, run});
    };
    add("dam break, wet", 0.01, "Stoker 1957; SWASHES 4.1.1, 10 m on 1 m, 20 s",
        [=] { return dam_break_error(100, 10.0, 1.0, 20.0, shape, degrees); });
    add("dam break, dry", 0.02, "Ritter 1892; SWASHES 4.1.2, 10 m, 15 s",
        [=] { return dam_break_error(100, 10.0, 0.0, 15.0, shape, degrees); });
    const std::string macdonald = "MacDonald; SWASHES 3.2.1, 1000 m";
    add("steady channel, subcritical", 0.01, macdonald,
        [=] { return macdonald_error(MacDonald::subcritical, 100, shape, degrees); });
    add("steady channel, supercritical", 0.01, macdonald,
        [=] { return macdonald_error(MacDonald::supercritical, 100, shape, degrees); });
    add("steady channel, through critical", 0.01, macdonald,
        [=] { return macdonald_error(MacDonald::sub_to_super, 100, shape, degrees); });
    add("steady channel, with a jump", 0.01, macdonald,
        [=] { return macdonald_error(MacDonald::jump, 100, shape, degrees); });
    add("oblique jump", 0.01, "Ippen 1951; Alcrudo and Garcia-Navarro 1993, 40 m by 30 m, jump at 30 degrees",
        [=] { return oblique_jump_error(100, shape, degrees); });
}

// Which of a jump's rows hold their bounds; docs/explanation/surface.md names the others among the known weaknesses.
struct JumpRows {
    bool departure, spread;
};

// Discharge per metre varies neither along nor across the flow.
void add_standing_jump(std::vector<Case>& cases, const StandingJumpCase& c, JumpRows rows, bool quick) {
    const std::string where =
        fmt::format("2D standing jump, Froude {:g}, {}, {} cells along, {} turned {:g} degrees", c.froude,
                    c.friction ? "friction" : "adverse slope", c.cells, name_of(c.shape), c.degrees);
    if (rows.departure)
        cases.push_back({where, "discharge per metre beside the jump, largest departure",
                         c.shape == Shape::squares ? 0.02 : 0.03, "identity",
                         [=] { return standing_jump(c).departure; }, quick});
    if (rows.spread)
        cases.push_back({where, "discharge per metre in the jump, spread across the flow", 0.1, "identity",
                         [=] { return standing_jump(c).spread; }, quick});
    cases.push_back({where, "discharge per metre against the flow", 0.0, "identity",
                     [=] { return standing_jump(c).backflow; }, quick});
}

// On squares, along their sides and along their diagonals.
void add_strong_jumps(std::vector<Case>& cases) {
    for (const double degrees : {0.0, 45.0})
        for (const int cells : {60, 120})
            add_standing_jump(cases, {true, 4.0, cells, Shape::squares, degrees}, {true, true}, cells == 60);
}

void add_weak_jumps(std::vector<Case>& cases, Shape shape, double degrees) {
    const bool squares = shape == Shape::squares;
    const JumpRows rows{squares || degrees != 30.0, squares || degrees == 0.0 || degrees == 45.0};
    for (const bool friction : {true, false})
        for (const int cells : {60, 120})
            add_standing_jump(cases, {friction, 2.0, cells, shape, degrees}, rows,
                              friction && cells == 60 && degrees == 0.0);
}

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    cases.push_back({"2D slowly moving jump, 1 % of noise in one row of quads",
                     "largest difference of neighbouring rows after 500 steps, relative", 0.01, "identity",
                     slow_shock_spread});
    cases.push_back({"2D shear layer of 1 and 2 m/s, quads turned 30 degrees",
                     "momentum thickness by that of HLLC alone", 1.02, "HLLC's, 0.7255 m", shear_layer_thickness});
    add_strong_jumps(cases);
    for (const Shape shape : {Shape::squares, Shape::triangles}) {
        cases.push_back({fmt::format("2D lake at rest among islands, {}", name_of(shape)),
                         "largest departure, m and m/s, 10 000 steps", 1e-12, "identity",
                         [=] { return lake_at_rest(shape, 20.0, 10000, true); }});
        cases.push_back({fmt::format("2D lake at rest among islands, {}, still cells computed too", name_of(shape)),
                         "largest departure, m and m/s, 10 000 steps", 1e-12, "identity",
                         [=] { return lake_at_rest(shape, 20.0, 10000, false); }});
        if (shape == Shape::triangles)
            for (const double degrees : {10.0, 35.0})  // slivers at the rim; cells between two banks
                cases.push_back(
                    {fmt::format("2D lake at rest among islands, {} turned {:g} degrees, still cells computed too",
                                 name_of(shape), degrees),
                     "largest departure, m and m/s, 10 000 steps", 1e-12, "identity",
                     [=] { return lake_at_rest(shape, degrees, 10000, false); }});
        for (const double degrees : {0.0, 22.5, 45.0})
            add_channels(cases, shape, degrees);
        for (const double degrees : {0.0, 22.5, 30.0, 45.0})
            add_weak_jumps(cases, shape, degrees);
        for (const int side : {100, 200})
            if (shape == Shape::triangles || side == 200)
                cases.push_back({fmt::format("2D Thacker's planar bowl, {} cells a side, {}", side, name_of(shape)),
                                 "share of cells whose greatest speed is 10 % off", 0.05,
                                 "Thacker 1981; sqrt(2 g h0) eta / a", [=] { return thacker_speed_error(side, shape); },
                                 side == 100});
        const std::string ratio = "error on 400 cells by that on 200 (order 1.8: 0.287)";
        const double order = std::pow(2.0, -1.8);
        cases.push_back({fmt::format("2D steady channel, subcritical, {}", name_of(shape)), ratio, order,
                         "MacDonald; SWASHES 3.2.1, 1000 m",
                         [=] {
                             return last_ratio(
                                 [=](int cells) { return macdonald_error(MacDonald::subcritical, cells, shape, 0.0); });
                         },
                         false});
        cases.push_back({fmt::format("2D steady channel, supercritical, {}", name_of(shape)), ratio, order,
                         "MacDonald; SWASHES 3.2.1, 1000 m",
                         [=] {
                             return last_ratio([=](int cells) {
                                 return macdonald_error(MacDonald::supercritical, cells, shape, 0.0);
                             });
                         },
                         false});
        cases.push_back(
            {fmt::format("2D smooth wave, {}", name_of(shape)), ratio, order, "simple wave; Stoker 1957, 10.3",
             [=] { return last_ratio([=](int cells) { return simple_wave_error(cells, shape); }); }, false});
        for (const double degrees : {1.0, 45.0, 90.0}) {
            const std::string metric = "largest departure of depth, relative";
            const std::string turned = fmt::format("cells of 5 m, {} turned {:g} degrees", name_of(shape), degrees);
            cases.push_back({"2D uniform flow, 1 m deep, slope 0.001, " + turned, metric, 0.002,
                             "Manning's normal depth", [=] { return uniform_flow_error(1.0, 0.001, shape, degrees); }});
            cases.push_back({"2D uniform flow, 2 cm deep, slope 0.05, " + turned, metric, 0.002,
                             "Manning's normal depth", [=] { return uniform_flow_error(0.02, 0.05, shape, degrees); }});
        }
        if (shape == Shape::squares)
            cases.push_back(
                {fmt::format("2D bore over a dry shelf, {}", name_of(shape)),
                 "greatest speed by 2 sqrt(g (highest energy level - lowest bed)); infinite: shelf not reached", 1.0,
                 "Ritter's front", [=] {
                     const ShelfBore bore = bore_over_shelf(shape);
                     return bore.reached ? bore.speed : std::numeric_limits<double>::infinity();
                 }});
        if (shape == Shape::squares)
            cases.push_back({fmt::format("2D bore over a dry shelf, {}", name_of(shape)), "balance of water, relative",
                             1e-12, "identity", [=] { return bore_over_shelf(shape).balance; }});
        for (const bool planar : {true, false})
            for (const int side : {100, 200})
                cases.push_back({fmt::format("2D Thacker's {} bowl, {} cells a side, {}", planar ? "planar" : "curved",
                                             side, name_of(shape)),
                                 "L1 of depth after 3 periods", side == 100 ? 0.03 : 0.01,
                                 "Thacker 1981; SWASHES 4.2.2, 4 m square",
                                 [=] { return thacker_error(planar, side, shape); }, false});
        cases.push_back({fmt::format("2D circular dam break, 250 000 {}", name_of(shape)), "L1 of depth",
                         shape == Shape::squares ? 0.004 : 0.006, "the radial equations on 14 000 cells",
                         [=] { return circular_dam_break(250000, shape, {}).l1; }, false});
        // an even number of squares along a side, or their diagonals are not symmetric
        const std::int64_t cells = shape == Shape::squares ? 62500 : 2 * 176 * 176;
        cases.push_back({fmt::format("2D circular dam break, {} {}", cells, name_of(shape)),
                         "asymmetry of depth across axes and diagonals, m", 1e-10, "symmetry",
                         [=] { return circular_dam_break(cells, shape, {}).asymmetry; }, false});
    }
    cases.push_back({"2D rain on a plane, time of equilibrium", "relative to 529.1 s", 0.02,
                     "kinematic wave, L / (i^0.4 (sqrt(S)/n)^0.6 L^0.4)", [] { return rain_error().equilibrium; },
                     false});
    cases.push_back({"2D rain on a plane, outflow", "relative to 1.388889e-3 m2/s", 0.001, "i L",
                     [] { return rain_error().outflow; }, false});
    return cases;
}

}  // namespace

const std::vector<Case>& surface_cases() {
    static const std::vector<Case> cases = all_cases();
    return cases;
}

}  // namespace liriver::tests::surface
