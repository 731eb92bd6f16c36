#include "scenarios/runner/structure_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace liriver::scenarios::runner {

using language::StructureKind;
namespace structures = solver::structures;

namespace {

// FHWA HDS-5 (2012), tables A.1 (form, K, M, c, Y) and C.2 (k_e), in the order of CulvertInlet.
struct InletRow {
    bool box;
    int form;
    double k, m, c, y, entrance_loss;
};
constexpr std::array<InletRow, 11> inlets{{
    {false, 1, 0.0098, 2.0, 0.0398, 0.67, 0.5},   // square_edge
    {false, 1, 0.0018, 2.0, 0.0292, 0.74, 0.2},   // groove_end
    {false, 1, 0.0045, 2.0, 0.0317, 0.69, 0.2},   // groove_projecting
    {false, 1, 0.0078, 2.0, 0.0379, 0.69, 0.5},   // metal_headwall
    {false, 1, 0.0210, 1.33, 0.0463, 0.75, 0.7},  // metal_mitered
    {false, 1, 0.0340, 1.50, 0.0553, 0.54, 0.9},  // metal_projecting
    {true, 1, 0.026, 1.0, 0.0347, 0.81, 0.4},     // box_wingwalls_30_75
    {true, 1, 0.061, 0.75, 0.0400, 0.80, 0.5},    // box_wingwalls_15_90
    {true, 1, 0.061, 0.75, 0.0423, 0.82, 0.7},    // box_no_flare
    {true, 2, 0.515, 0.667, 0.0375, 0.79, 0.5},   // box_chamfered
    {true, 2, 0.495, 0.667, 0.0314, 0.82, 0.2},   // box_bevelled
}};

structures::Culvert culvert_of(const language::Structure& s) {
    const InletRow& inlet = inlets[static_cast<std::size_t>(s.inlet)];
    structures::Culvert culvert;
    culvert.shape = inlet.box ? structures::CulvertShape::box : structures::CulvertShape::circular;
    culvert.height = s.height;
    culvert.width = s.width.value_or(0.0);
    culvert.barrels = s.barrels;
    culvert.length = s.length;
    culvert.invert_left = s.invert_upstream;
    culvert.invert_right = s.invert_downstream;
    culvert.manning_n = s.manning_n;
    culvert.entrance_loss = s.entrance_loss.value_or(inlet.entrance_loss);
    culvert.form = inlet.form;
    culvert.k = inlet.k;
    culvert.m = inlet.m;
    culvert.c = inlet.c;
    culvert.y = inlet.y;
    return culvert;
}

// Yarnell (1934), K by the piers' noses
double pier_coefficient(language::PierShape shape) {
    switch (shape) {
        case language::PierShape::semicircular:
            return 0.9;
        case language::PierShape::twin_cylinders:
        case language::PierShape::triangular:
            return 1.05;
        case language::PierShape::square:
            return 1.25;
        case language::PierShape::piles:
            break;
    }
    return 2.5;
}

class LawMaker {
  public:
    LawMaker(const language::Scenario& scenario, const language::Structure& structure, const StructureGround& ground,
             const char* joins, data::tables::Problems& problems)
        : scenario_(scenario), s_(structure), ground_(ground), joins_(joins), problems_(problems) {}

    [[nodiscard]] structures::Structure make() {
        const double crest = crest_of(s_, ground_);
        const double width = s_.width.value_or(ground_.width);
        const double capacity = s_.capacity.value_or(std::numeric_limits<double>::infinity());
        std::vector<double> levels;
        std::vector<double> discharges;
        for (const auto& point : s_.table_points) {
            levels.push_back(point.first);
            discharges.push_back(point.second);
        }
        if (s_.crest)
            refuse_below_bed("crest", *s_.crest, ground_.bed());
        switch (s_.kind) {
            case StructureKind::sharp_crested_weir:
                if (!(crest - ground_.left_bed > 0.0))
                    problem(s_.at, "out-of-bounds", "crest", "a sharp crest on the bed",
                            "a crest above the bed in front of it");
                return structures::SharpCrestedWeir{crest, width, crest - ground_.left_bed};
            case StructureKind::overflow_dam:
                return structures::OverflowDam{crest, width, s_.design_head};
            case StructureKind::sluice_gate:
                return structures::SluiceGate{crest, width, s_.contraction};
            case StructureKind::radial_gate:
                return structures::RadialGate{crest, width, s_.radius, s_.trunnion_height};
            case StructureKind::culvert:
                refuse_below_bed("invert_upstream", s_.invert_upstream, ground_.left_bed);
                if (ground_.right_bed)
                    refuse_below_bed("invert_downstream", s_.invert_downstream, *ground_.right_bed);
                return culvert_of(s_);
            case StructureKind::bridge:
                return structures::Bridge{crest,
                                          width,
                                          s_.pier_width,
                                          pier_coefficient(s_.pier_shape),
                                          s_.abutment_loss,
                                          s_.underside.value_or(std::numeric_limits<double>::infinity())};
            case StructureKind::pump:
                refuse_below_bed("stop_stage", s_.stop_stage, ground_.left_bed);
                if (s_.capacity)
                    return structures::Pump{{0.0}, {capacity}, s_.stop_stage, s_.start_stage};
                return structures::Pump{levels, discharges, s_.stop_stage, s_.start_stage};
            case StructureKind::diversion:
                if (s_.share)
                    return structures::Withdrawal{ground_.left_bed, s_.fade_depth, capacity};
                if (!levels.empty())
                    refuse_below_bed("table", levels.front(), ground_.left_bed);
                return structures::Diversion{levels, discharges, capacity};
            case StructureKind::weir:
            case StructureKind::dam:
            case StructureKind::ignored:
                break;
        }
        return structures::BroadCrestedWeir{crest, width, s_.coefficient * std::sqrt(2.0 * structures::gravity)};
    }

  private:
    void refuse_below_bed(const std::string& key, double level, double bed) {
        constexpr double rounding = 1e-6;  // m
        if (level < bed - rounding)
            problem(scenario_.position_of(fmt::format("structure[{}].{}", s_.name, key), s_.at), "below-the-bed", key,
                    fmt::format("{:.3f} m", level),
                    fmt::format("at least the bed of the {} it joins, {:.3f} m", joins_, bed));
    }
    void problem(const language::Position& at, const char* code, const std::string& key, std::string found,
                 std::string expected) {
        problems_.push_back({at.file,
                             at.line,
                             at.column,
                             code,
                             fmt::format("structure[{}].{}", s_.name, key),
                             std::move(found),
                             std::move(expected),
                             {}});
    }

    const language::Scenario& scenario_;
    const language::Structure& s_;
    const StructureGround& ground_;
    const char* joins_;
    data::tables::Problems& problems_;
};

}  // namespace

double StructureGround::bed() const { return std::max(left_bed, right_bed.value_or(left_bed)); }

double crest_of(const language::Structure& structure, const StructureGround& ground) {
    const double bed = ground.bed();
    return std::max(structure.crest ? *structure.crest : bed + structure.crest_height_above_bed.value_or(0.0), bed);
}

structures::Structure structure_law(const language::Scenario& scenario, const language::Structure& structure,
                                    const StructureGround& ground, const char* joins,
                                    data::tables::Problems& problems) {
    return LawMaker(scenario, structure, ground, joins, problems).make();
}

double usual_setting(StructureKind kind) {
    const bool all = kind == StructureKind::culvert || kind == StructureKind::bridge || kind == StructureKind::pump ||
                     kind == StructureKind::diversion;
    return all ? 1.0 : 0.0;
}

}  // namespace liriver::scenarios::runner
