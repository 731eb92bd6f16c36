// Given any river, when water is sent down it, then the run reaches its end, no volume is negative, nothing is NaN, and
// the water balances. 1000 networks are drawn from fixed seeds: slopes of -1 to 10 %, widths of 0.5 to 500 m, dry
// starts, inflows of 0 to 10 000 m3/s that jump, sections of one lowest point, weirs, loops, stages that rise and fall
// below the bed; and all of them once more with every kind of structure: gates that slam, crests that jump, pumps that
// start and stop, culverts, bridges, and intakes that demand more than there is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "solver/channel/channel_solver.h"
#include "solver/channel/time_stepper.h"

namespace liriver::solver::channel {
namespace {

struct River {
    ChannelMesh mesh;
    std::vector<double> stage;
    std::vector<std::vector<double>> inflow;   // [period][boundary]
    std::vector<std::vector<double>> setting;  // [period][link]
};

double ground_at(const std::vector<OutlinePoint>& outline, double offset) {
    std::size_t i = 1;
    while (outline[i].offset < offset)
        ++i;
    const OutlinePoint& a = outline[i - 1];
    const OutlinePoint& b = outline[i];
    return a.elevation + (b.elevation - a.elevation) * (offset - a.offset) / (b.offset - a.offset) + 1e-9;
}

IneffectiveArea dead_arm(const std::vector<OutlinePoint>& outline, double width, double until, bool left) {
    const auto lowest =
        std::min_element(outline.begin(), outline.end(),
                         [](const OutlinePoint& a, const OutlinePoint& b) { return a.elevation < b.elevation; });
    const double gap = 0.05 * outline.back().offset;
    return left ? IneffectiveArea{lowest->offset - gap - width - 1e-3, lowest->offset - gap, until}
                : IneffectiveArea{lowest->offset + gap, lowest->offset + gap + width + 1e-3, until};
}

River random_river(unsigned seed) {
    std::mt19937 random(seed);
    std::mt19937 features(seed + 100000U);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const auto between = [&](double a, double b) { return a + (b - a) * unit(random); };
    const auto log_between = [&](double a, double b) { return a * std::pow(b / a, unit(random)); };
    River river;
    ChannelMesh& mesh = river.mesh;
    const int reaches = 1 + static_cast<int>(unit(random) * 6);
    const double scale = log_between(0.5, 500.0);
    std::vector<std::int32_t> first;
    std::vector<std::int32_t> last;
    for (int r = 0; r < reaches; ++r) {
        const int cells = 3 + static_cast<int>(unit(random) * 25);
        const double dx = log_between(5.0, 500.0);
        const double slope = unit(random) < 0.2 ? between(-0.01, 0.0) : log_between(1e-5, 0.1);
        first.push_back(mesh.cell_count());
        // tributaries end at the level of the cell they join; the trunk, reach 0, ends at 0
        const std::int32_t joined = r == 0 ? -1 : static_cast<std::int32_t>(unit(random) * mesh.cell_count());
        const double end_bed = r == 0 ? 0.0 : mesh.bed[joined] + between(0.0, 1.0);
        for (int i = 0; i < cells; ++i) {
            const double n = between(0.01, 0.15);
            const double width = scale * between(0.6, 1.4);
            std::vector<OutlinePoint> outline;
            if (unit(random) < 0.2) {  // one lowest point
                outline = {{0, 0.5 * width, n, 0}, {0.5 * width, 0, n, 0}, {width, 0.5 * width, n, 0}};
            } else {
                const int points = 3 + static_cast<int>(unit(random) * 8);
                for (int p = 0; p < points; ++p)
                    outline.push_back({width * p / (points - 1), unit(random) * 0.3 * width, n, p / 4});
            }
            // one section in five has an n that falls with depth
            const auto chance = [&] { return std::uniform_real_distribution<double>(0.0, 1.0)(features); };
            SectionForm form{outline};
            const std::vector<DepthRoughness> by_depth{{0, {0.05, 0.5 + chance()}, {2.0 * n, n}}};
            if (chance() < 0.2)
                form.roughness = by_depth;
            // one in ten a dead arm beside the lowest point, one in ten a levee, the land behind it as deep as it comes
            std::vector<IneffectiveArea> ineffective;
            if (chance() < 0.1)
                ineffective.push_back(
                    dead_arm(outline, width * 0.5 * chance(), width * 0.3 * chance(), chance() < 0.5));
            form.ineffective = ineffective;
            std::vector<Levee> levees;
            if (chance() < 0.1) {
                const double offset = width * (0.1 + 0.8 * chance());
                levees.push_back({offset, ground_at(outline, offset) + 3.0 * chance(), chance() < 0.5});
            }
            if (!levees.empty())  // what is in front of it may have its lowest point elsewhere
                form.ineffective = {};
            form.levees = levees;
            mesh.table.push_back(mesh.tables.add(form));
            mesh.bed.push_back(end_bed + slope * dx * (cells - i));
            mesh.length.push_back(dx);
            if (i > 0) {
                mesh.left.push_back(mesh.cell_count() - 2);
                mesh.right.push_back(mesh.cell_count() - 1);
                mesh.distance.push_back(dx);
            }
        }
        last.push_back(mesh.cell_count() - 1);
        if (r > 0 && unit(random) < 0.2) {
            const double crest = std::max(mesh.bed.back(), mesh.bed[joined]) + between(0.0, 2.0);
            ChannelLink weir;
            weir.left = mesh.cell_count() - 1;
            weir.right = joined;
            weir.structure = structures::BroadCrestedWeir{crest, scale};
            mesh.links.push_back(weir);
        } else if (r > 0) {
            mesh.left.push_back(mesh.cell_count() - 1);
            mesh.right.push_back(joined);
            mesh.distance.push_back(dx);
        }
    }
    if (reaches > 2 && unit(random) < 0.5) {  // close a loop
        mesh.left.push_back(first[1]);
        mesh.right.push_back(last[2]);
        mesh.distance.push_back(100.0);
    }
    if (seed % 4 == 1)
        mesh.energy_junction.assign(mesh.bed.size(), 1);
    for (int r = 0; r < reaches; ++r) {
        ChannelBoundary head;
        head.cell = first[static_cast<std::size_t>(r)];
        mesh.boundaries.push_back(head);
    }
    ChannelBoundary end;
    end.cell = last[0];
    end.upstream = false;
    const double kind = unit(random);
    end.kind = kind < 0.4 ? BoundaryKind::free_outfall : BoundaryKind::normal_depth;
    end.slope = 1e-3;
    if (kind > 0.85)
        end.kind = BoundaryKind::stage;
    mesh.boundaries.push_back(end);
    const bool dry = unit(random) < 0.5;
    const double start = log_between(1e-3, 5.0);
    for (const double bed : mesh.bed)
        river.stage.push_back(dry || unit(random) < 0.1 ? bed : bed + start);
    const double largest = scale * scale > 100.0 ? std::min(10000.0, 2.0 * std::pow(scale, 1.5)) : scale;
    for (int period = 0; period < 4; ++period) {
        std::vector<double> values;
        values.reserve(static_cast<std::size_t>(reaches));
        for (int r = 0; r < reaches; ++r)
            values.push_back(unit(random) < 0.4 ? 0.0 : largest * unit(random));
        values.push_back(mesh.bed[last[0]] + between(-1.0, 3.0));
        river.inflow.push_back(values);
    }
    return river;
}

// One to six structures of any kind from any cell to any other or to outside. Settings jump at every period, half of
// the time to what is closed or wide open.
void add_structures(River& river, unsigned seed) {
    std::mt19937 random(seed + 1000000);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const auto between = [&](double a, double b) { return a + (b - a) * unit(random); };
    ChannelMesh& mesh = river.mesh;
    const auto any_cell = [&] { return static_cast<std::int32_t>(unit(random) * mesh.cell_count()); };
    river.setting.assign(river.inflow.size(), std::vector<double>(mesh.links.size(), 0.0));
    const int count = 1 + static_cast<int>(unit(random) * 6);
    for (int k = 0; k < count; ++k) {
        ChannelLink link;
        link.left = any_cell();
        link.right = unit(random) < 0.25 ? outside : any_cell();
        if (link.right == link.left)
            link.right = outside;
        link.side = true;
        link.one_way = unit(random) < 0.2;
        const double left_bed = mesh.bed[link.left];
        const double right_bed = link.right == outside ? left_bed : mesh.bed[link.right];
        const double sill = std::max(left_bed, right_bed) + between(0.0, 1.0);
        std::int32_t cursor = 0;
        const double width = mesh.tables.at(mesh.table[link.left], 5.0, cursor).top_width;
        double open = 1.0;  // the setting that lets most through
        switch (static_cast<int>(unit(random) * 11)) {
            case 0:
                link.structure = structures::BroadCrestedWeir{sill, width};
                open = 2.0;
                break;
            case 1:
                link.structure = structures::SharpCrestedWeir{sill, width, 0.5};
                open = 2.0;
                break;
            case 2:
                link.structure = structures::OverflowDam{sill, width, 2.0};
                open = 2.0;
                break;
            case 3:
                link.structure = structures::SluiceGate{sill, width};
                open = 10.0;
                break;
            case 4:
                link.structure = structures::RadialGate{sill, width, 6.0, 4.0};
                open = 8.0;
                break;
            case 5: {
                structures::Culvert culvert;
                culvert.shape = unit(random) < 0.5 ? structures::CulvertShape::box : structures::CulvertShape::circular;
                culvert.height = between(0.3, 2.0);
                culvert.width = between(0.3, 3.0);
                culvert.length = between(0.0, 100.0);
                culvert.invert_left = left_bed + between(0.0, 1.0);
                culvert.invert_right = right_bed + between(0.0, 1.0);
                link.structure = culvert;
                break;
            }
            case 6: {
                structures::Bridge bridge;
                bridge.bed = sill;
                bridge.width = width;
                bridge.piers = between(0.0, 0.3) * width;
                bridge.underside = sill + between(0.5, 5.0);
                link.structure = bridge;
                break;
            }
            case 7:
                link.structure = structures::Pump{{0.0, 10.0}, {width, 0.0}, left_bed, left_bed + between(0.01, 1.0)};
                open = 3.0;
                break;
            case 8:
                link.structure = structures::Diversion{{left_bed, left_bed + 1.0}, {0.0, 3.0 * width}};
                break;
            case 9:
                link.structure = structures::Withdrawal{left_bed, between(0.001, 0.3)};
                link.right = outside;
                open = 10.0 * width;
                break;
            default:
                link.structure = structures::GroundwaterExchange{between(0.0, 1.0) * width, left_bed};
                link.right = outside;
                open = left_bed + 3.0;
        }
        mesh.links.push_back(link);
        for (auto& settings : river.setting) {
            const double drawn = unit(random);
            settings.push_back(drawn < 0.25 ? 0.0 : drawn < 0.5 ? open : open * unit(random));
        }
    }
}

void run_and_check(unsigned seed, bool with_structures) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    River river = random_river(seed);
    if (with_structures)
        add_structures(river, seed);
    const ChannelMesh& mesh = river.mesh;
    ChannelSolver solver(mesh, {});
    solver.set_state(river.stage, std::vector<double>(mesh.left.size(), 0.0));
    TimeStepOptions options;
    options.tolerance = 0.2;
    TimeStepper stepper(options);
    const std::vector<double> source(mesh.bed.size(), 0.0);
    double initial = 0.0;
    for (const double v : solver.volume())
        initial += v;
    double in = 0.0;
    double out = 0.0;
    int steps = 0;
    for (std::size_t period = 0; period < river.inflow.size(); ++period) {
        const std::vector<double>& values = river.inflow[period];
        const std::vector<double> none;
        const std::vector<double>& settings = with_structures ? river.setting[period] : none;
        for (double rest = 1800.0; rest > 0.0;) {
            const double dt = stepper.propose(rest);
            const StepOutcome outcome = solver.step(dt, {source, values, settings}, stepper.largest_change(dt));
            ++steps;
            ASSERT_LT(steps, 60000) << "the step collapsed to " << dt << " s";
            if (!stepper.judge(dt, outcome)) {
                ASSERT_FALSE(stepper.exhausted()) << "cell " << outcome.worst_cell << ", " << 1800.0 - rest << " s";
                continue;
            }
            rest -= dt;
            const auto q = solver.boundary_discharge();
            for (std::size_t b = 0; b + 1 < q.size(); ++b)
                in += dt * q[b];
            (q.back() >= 0.0 ? out : in) += dt * std::abs(q.back());
            for (std::size_t k = 0; k < mesh.links.size(); ++k)
                if (const double through = solver.link_discharge()[k]; mesh.links[k].right == outside)
                    (through >= 0.0 ? out : in) += dt * std::abs(through);
            for (const double v : solver.volume())
                ASSERT_GE(v, 0.0);
        }
    }
    double final_volume = 0.0;
    for (const double v : solver.volume()) {
        ASSERT_TRUE(std::isfinite(v));
        ASSERT_GE(v, 0.0);
        final_volume += v;
    }
    for (const double u : solver.velocity())
        ASSERT_TRUE(std::isfinite(u));
    EXPECT_LE(std::abs(initial + in - out - final_volume), 1e-10 * (initial + in) + 1e-12);
}

class RandomNetworks : public testing::TestWithParam<unsigned> {};

TEST_P(RandomNetworks, RunToTheirEndAndBalance) {
    for (unsigned seed = GetParam() * 20; seed < GetParam() * 20 + 20; ++seed)
        run_and_check(seed, false);
}

TEST_P(RandomNetworks, RunToTheirEndAndBalanceWithStructures) {
    for (unsigned seed = GetParam() * 20; seed < GetParam() * 20 + 20; ++seed)
        run_and_check(seed, true);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomNetworks, testing::Range(0U, 50U));

}  // namespace
}  // namespace liriver::solver::channel
