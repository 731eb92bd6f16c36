#pragma once
// Discharge laws of hydraulic structures: pure functions of the stages on both sides and of a setting. They know
// nothing of the grid, so that links of the 1D network, of the 2D mesh and between the two use the same numbers.
//
// Heads are stages above the crest or sill: the velocity head of the approach is left out. What flows through is a
// continuous function of both stages and of the setting, zero between equal stages, and (but for what only goes one
// way) the same from either side.
#include <limits>
#include <variant>
#include <vector>

namespace liriver::solver::structures {

inline constexpr double gravity = 9.81;  // m/s2

/// Q = C b H^1.5 (Bos 1989), drowned by Villemonte's (1947) factor (1 - (h/H)^1.5)^0.385.
/// Setting: height in m by which the crest is raised (stop logs, inflatable dam); 0: as built.
struct BroadCrestedWeir {
    double crest = 0.0;          ///< m above datum
    double width = 0.0;          ///< m, length of the crest
    double coefficient = 1.705;  ///< m^0.5/s; (2/3)^1.5 sqrt(g) without losses
};

/// Q = 2/3 C sqrt(2 g) b H^1.5 with Rehbock's (1929) C = 0.611 + 0.08 H/P, as Henderson (1966, 6.5) gives it without
/// the capillary term; H/P counts up to 5. Drowned as the broad-crested weir. Setting: as there; it adds to P.
struct SharpCrestedWeir {
    double crest = 0.0;   ///< m above datum
    double width = 0.0;   ///< m
    double height = 0.0;  ///< P, m of the crest above the bed in front, > 0
};

/// Standard (WES) ogee: Q = C sqrt(2 g) b H^1.5, C = 2/(3 sqrt 3) (1 + 4 x/(9 + 5 x)), x = H/H_design up to 3 (Hager
/// 1991). Drowned from h/H = 0.67 by 1 - ((h/H - 0.67)/0.33)^3 (Fread 1988). Setting: as of the broad-crested weir.
struct OverflowDam {
    double crest = 0.0;        ///< m above datum
    double width = 0.0;        ///< m
    double design_head = 0.0;  ///< m, > 0
};

/// Vertical gate over a level sill; energy and momentum (Henderson 1966, 6.6) with the vena contracta C_c a thick. A
/// gate lifted beyond 2/3 H is out of the water: critical flow over the sill. Setting: opening a, m.
struct SluiceGate {
    double sill = 0.0;           ///< m above datum
    double width = 0.0;          ///< m
    double contraction = 0.611;  ///< C_c
};

/// The same with C_c = 1 - 0.75 t + 0.36 t^2 (Toch 1955), t the lip's angle to the horizontal in units of 90 degrees:
/// cos(90 t) = (trunnion - a)/radius. Setting: opening a, m, straight up from the sill to the lip.
struct RadialGate {
    double sill = 0.0;      ///< m above datum
    double width = 0.0;     ///< m
    double radius = 0.0;    ///< m, > trunnion
    double trunnion = 0.0;  ///< m of the pivot above the sill, >= 0
};

enum class CulvertShape { circular, box };

/// One culvert of equal barrels: the lesser of inlet control (FHWA HDS-5, 2012, appendix A, without its slope term) and
/// outlet control (HDS-5, 3.3: entrance, friction and exit losses from the water outside or, if that is lower, from the
/// depth that lets most through). Setting: open share of the barrels, 0 to 1.
struct Culvert {
    CulvertShape shape = CulvertShape::circular;
    double height = 0.0;                           ///< m, diameter or rise
    double width = 0.0;                            ///< m, of a box
    double barrels = 1.0;                          ///< how many
    double length = 0.0;                           ///< m
    double invert_left = 0.0, invert_right = 0.0;  ///< m above datum
    double manning_n = 0.013;                      ///< of the barrel
    double entrance_loss = 0.5;                    ///< k_e
    int form = 1;                                  ///< of the unsubmerged inlet's equation
    double k = 0.0098, m = 2.0;                    ///< unsubmerged (default: square edge with headwall, concrete pipe)
    double c = 0.0398, y = 0.67;                   ///< submerged
};

/// Bridge opening with piers: Yarnell's (1934) fall dz = k y3 F3^2 (k + 5 F3^2 - 0.6)(s + 15 s^4), s = piers/width,
/// plus `loss` velocity heads; at most critical flow through the clear width; above the deck's underside an orifice's
/// 1/0.8^2 velocity heads come in over a tenth of the opening's height (Bradley 1978). Setting: open share, 0 to 1.
struct Bridge {
    double bed = 0.0;                                            ///< m above datum
    double width = 0.0;                                          ///< m between the abutments
    double piers = 0.0;                                          ///< m, widths of all piers together, < width
    double pier_shape = 1.05;                                    ///< k: 0.9 pointed, 1.05 twin round, 1.25 square
    double loss = 0.3;                                           ///< velocity heads lost at abutments
    double underside = std::numeric_limits<double>::infinity();  ///< m above datum, of the deck
};

/// Lifts water from left to right only: discharge by lift (a straight line from row to row, held beyond), from zero at
/// the stop level to full at the start level, as a pump that switches between the two does on the mean.
/// Setting: how many run, or the share of full speed's discharge.
struct Pump {
    std::vector<double> lift;        ///< m, growing; one row: whatever the lift
    std::vector<double> discharge;   ///< m3/s, not growing
    double stop = 0.0, start = 0.0;  ///< m above datum, stage on the left; start > stop
};

/// Off-take by a rating of the stage on the left, a straight line from row to row, held beyond; at most `limit`.
/// Setting: open share, 0 to 1.
struct Diversion {
    std::vector<double> stage;                               ///< m above datum, growing
    std::vector<double> discharge;                           ///< m3/s, not falling; the first 0
    double limit = std::numeric_limits<double>::infinity();  ///< m3/s
};

/// A demanded abstraction from the left. It fades out as the depth falls from `fade_depth` to nothing.
/// Setting: the demand, m3/s.
struct Withdrawal {
    double bed = 0.0;                                        ///< m above datum: nothing is taken at or below
    double fade_depth = 0.1;                                 ///< m, > 0
    double limit = std::numeric_limits<double>::infinity();  ///< m3/s, capacity
};

/// Q = conductance (max(z, bed) - max(z_aquifer, bed)): loss to, or gain from, an aquifer, never more than there is
/// (as MODFLOW's river package, McDonald and Harbaugh 1988). Setting: stage of the aquifer, m above datum.
struct GroundwaterExchange {
    double conductance = 0.0;  ///< m2/s
    double bed = 0.0;          ///< m above datum
};

using Structure = std::variant<BroadCrestedWeir, SharpCrestedWeir, OverflowDam, SluiceGate, RadialGate, Culvert, Bridge,
                               Pump, Diversion, Withdrawal, GroundwaterExchange>;

/// Discharge and its slopes. Where stages meet, the slope of a drowned law has no bound and is given as zero.
struct StructureFlow {
    double discharge = 0.0;                ///< m3/s, positive from left to right
    double by_left = 0.0, by_right = 0.0;  ///< m2/s, by each stage
};

/// What passes at these stages (m above datum; any finite number, however low) and this setting.
[[nodiscard]] StructureFlow flow(const Structure& structure, double setting, double stage_left, double stage_right);

/// Levels on the left between which a law fades out: nothing is taken at `level`, all at `level + depth`. Depth 0: the
/// law does not fade.
struct Fading {
    double level = 0.0, depth = 0.0;
};
[[nodiscard]] Fading fading(const Structure& structure);

/// Every number of a structure in a fixed order, its kind first: tells whether two are the same.
[[nodiscard]] std::vector<double> numbers_of(const Structure& structure);

}  // namespace liriver::solver::structures
