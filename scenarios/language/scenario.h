#pragma once
// A scenario as the rooms that run it see it: plain structs, SI units, no TOML. Member initialisers are the language's
// defaults; `key_table.cpp` binds each key to its member.
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/language/constituent_kind.h"
#include "scenarios/language/diffuse_load.h"
#include "scenarios/language/initial.h"
#include "scenarios/language/lake.h"
#include "scenarios/language/losses.h"
#include "scenarios/language/moving_load.h"
#include "scenarios/language/network_settings.h"
#include "scenarios/language/operation.h"
#include "scenarios/language/outfall.h"
#include "scenarios/language/quality.h"
#include "scenarios/language/surface_settings.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// `[project]`
struct Project {
    std::string name;
    std::string crs;                      ///< projected, metres, as GDAL takes it: "EPSG:32649"
    std::string vertical_datum;           ///< of every elevation in the scenario: "EGM96"
    std::chrono::minutes time_zone{480};  ///< local clock, from UTC
    std::string description;
    Position at;
};

/// What a river sets out from: its steady state, uniform flow section by section with pools filled to their sills, or
/// nothing.
enum class InitialState { steady, uniform, dry };

/// `[time]`
struct TimeSettings {
    std::optional<Time> start;
    std::optional<Time> end;         ///< set from `duration` too, once read
    std::optional<double> duration;  ///< s
    InitialState initial = InitialState::steady;
    bool steady = false;              ///< the steady state at `start`, and no run over time: `end` is `start`
    std::optional<double> step;       ///< s, fixed; none: chosen by accuracy
    double step_max = 900.0;          ///< s
    double step_min = 0.01;           ///< s: a smaller one than this ends the run
    double control_interval = 900.0;  ///< s between the decisions of rules and reservoirs
    std::optional<Time> restart;      ///< of the checkpoint that the run goes on from; no key
    Position at;
};

/// `[[terrain.rasters]]`
struct RasterInput {
    FileName file;
    int band = 1;
    int priority = 1;                       ///< 1 is asked first
    std::optional<double> scale;            ///< metres in one raw unit
    std::optional<double> nodata;           ///< a raw number that stands for no value, beside the file's own
    std::optional<double> lowest, highest;  ///< m: what is lower or higher is no value
    std::string crs;                        ///< of a file that names none, or a wrong one
    std::string vertical_datum;
    std::string source;  ///< for reports
    std::string confidence;
    Position at;
};

/// `[[terrain.points]]`: terrain as points on the cells of a raster.
struct PointsInput {
    FileName file;
    std::optional<PointValue> corner;  ///< outer north-western corner of the raster
    double cell = 0.0;                 ///< m
    int priority = 1;                  ///< 1 is asked first
    std::string vertical_datum;
    std::string source;  ///< for reports
    std::string confidence;
    Position at;
};

/// `[terrain]`: what `mesh` measures from.
struct Terrain {
    std::vector<RasterInput> rasters;
    std::vector<PointsInput> points;
    double trench_depth = 20.0;  ///< m
    double breach_depth = 0.0;   ///< m
    double relief_cell = 450.0;  ///< m
    Position at;
};

/// `[sections]`: how `mesh` cuts and conditions sections.
struct SectionSettings {
    FileName channel;                  ///< assumed channel by reach and stretch (CSV)
    double spacing = 500.0;            ///< m
    double half_length = 400.0;        ///< m to each side at most
    double channel_half_width = 20.0;  ///< m
    int least_points = 16;             ///< outside the channel
    int most_points = 18;
    double profile_step = 100.0;  ///< m
    Position at;
};

/// `[[roughness]]`
struct Roughness {
    std::string zone;
    std::optional<double> manning_n;  ///< this, or by depth
    std::string reach;                ///< empty: every reach
    Provenance provenance;
    Position at;
    FileName by_depth{};                              ///< CSV: depth_m, manning_n
    std::vector<std::pair<double, double>> course{};  ///< (depth m, n), depths rising; filled by `load`
};

/// `[[reach]]`: what `mesh` is told of a reach, or a whole prismatic reach (when `length` is given).
struct ReachSettings {
    std::string name;
    std::string label;
    // for mesh
    std::vector<std::string> line_names;
    std::vector<std::string> line_ids;
    bool only_ids = false;
    std::optional<PointValue> start, end;
    bool against_terrain = false;
    std::optional<double> area_above;                       ///< m2, the land above its head
    std::optional<std::string> leaves;                      ///< "" : none
    std::optional<std::string> joins;                       ///< "" : none
    std::optional<double> half_length, channel_half_width;  ///< m
    std::optional<double> spacing;                          ///< m between sections
    // prismatic
    std::optional<double> length;              ///< m
    std::optional<double> slope;               ///< m/m, falling downstream
    std::optional<double> bottom_width;        ///< m
    double side_slope = 0.0;                   ///< horizontal to one vertical
    double bank_height = 10.0;                 ///< m above the bed
    std::optional<double> upstream_bed;        ///< m above the datum
    std::optional<double> manning_n;           ///< none: the zone "channel" of [[roughness]]
    std::optional<double> width_factor;        ///< of the channel of all its sections; none: 1
    std::optional<double> joins_chainage;      ///< m, on `joins`
    std::optional<double> leaves_chainage;     ///< m, on `leaves`
    std::optional<PointValue> upstream_point;  ///< where its straight line begins; none: laid out for pictures
    std::optional<double> direction;           ///< degrees clockwise from north, downstream
    Provenance provenance;
    Position at;

    [[nodiscard]] bool prismatic() const { return length.has_value(); }
};

enum class End { upstream, downstream };
enum class BoundaryKind { discharge, stage, normal_depth, rating, free_outfall, runoff };

/// `[[boundary]]`: what happens at an open end of a reach, or (`runoff`) all along the reaches.
struct Boundary {
    std::string name;
    BoundaryKind kind = BoundaryKind::discharge;
    std::string reach;                                     ///< runoff: empty for every reach
    End end = End::upstream;                               ///< not used by runoff
    std::optional<Series> discharge;                       ///< m3/s
    std::optional<Series> stage;                           ///< m above the datum
    std::optional<double> slope;                           ///< m/m, normal depth; none: the bed's own at the end
    FileName rating;                                       ///< CSV: stage_m, discharge_m3_s
    std::vector<RatingPoint> rating_table;                 ///< in its place
    std::vector<std::pair<double, double>> rating_points;  ///< (stage m, discharge m3/s), rising; filled by `load`
    std::optional<Series> specific_discharge;              ///< m/s (runoff depth a second): times area in m2 gives m3/s
    Amounts concentration;                                 ///< kg/m3 of the water that comes in
    Provenance provenance;
    Position at;
};

/// `[[reservoir]]`: a dam at the head of, or on, a reach. It passes its catchment's natural share, but while `release`
/// has rows (from its first to its last time) it releases those totals instead. With a pool its water is counted.
struct Reservoir {
    std::string name;
    std::string label;
    PlaceValue place;
    std::optional<double> catchment_area;      ///< m2
    std::optional<Series> specific_discharge;  ///< m/s; none: the runoff boundary's
    std::optional<Series> release;             ///< m3/s, total
    Amounts concentration;                     ///< kg/m3
    Pool pool;
    Provenance provenance;
    Position at;
};

/// `[[inflow]]`: a point inflow: a discharge, or a catchment's share.
struct Inflow {
    std::string name;
    PlaceValue place;
    std::optional<Series> discharge;           ///< m3/s
    std::optional<double> catchment_area;      ///< m2
    std::optional<Series> specific_discharge;  ///< m/s; none: the runoff boundary's
    Amounts concentration;                     ///< kg/m3
    Provenance provenance;
    Position at;
};

enum class StructureKind {
    weir,
    dam,
    ignored,
    sharp_crested_weir,
    overflow_dam,
    sluice_gate,
    radial_gate,
    culvert,
    bridge,
    pump,
    diversion
};

/// FHWA HDS-5 (2012), tables A.1 and C.2: the inlets that a culvert may have.
enum class CulvertInlet {
    square_edge,          ///< circular, concrete, square edge with headwall
    groove_end,           ///< circular, concrete, groove end with headwall
    groove_projecting,    ///< circular, concrete, groove end projecting
    metal_headwall,       ///< circular, corrugated metal
    metal_mitered,        ///< circular, corrugated metal, mitered to the slope
    metal_projecting,     ///< circular, corrugated metal
    box_wingwalls_30_75,  ///< box, wingwalls flared by 30 to 75 degrees
    box_wingwalls_15_90,  ///< box, wingwalls flared by 15 or 90 degrees
    box_no_flare,         ///< box, wingwalls that go straight on
    box_chamfered,        ///< box, headwall with 3/4 inch chamfers
    box_bevelled          ///< box, headwall with 45 degree bevels
};
/// Yarnell (1934): the shape of a bridge's piers.
enum class PierShape { semicircular, twin_cylinders, triangular, square, piles };

/// `[[structure]]`, or a row of the structures' register with its row of the weirs' table. It stands across a reach at
/// `place`, or leads from one place to another beside the river's course, or to outside.
struct Structure {
    std::string name;
    StructureKind kind = StructureKind::weir;
    PlaceValue place;
    PlaceValue from, to;                           ///< each without a reach: not given
    std::string from_lake, to_lake;                ///< in place of `from` and `to`
    std::optional<Series> setting;                 ///< by the key its kind has for it: opening, raised ...
    bool flap = false;                             ///< lets nothing back
    std::optional<double> crest;                   ///< m above the datum
    std::optional<double> crest_height_above_bed;  ///< m
    std::optional<double> width;                   ///< m; none: the channel's
    double coefficient = 0.385;                    ///< of Q = C sqrt(2 g) b H^1.5 (broad crest: 2/3 sqrt(1/3) = 0.385)
    double design_head = 0.0;                      ///< m, overflow dam
    double contraction = 0.611;                    ///< sluice gate
    double radius = 0.0, trunnion_height = 0.0;    ///< m, radial gate
    CulvertInlet inlet = CulvertInlet::square_edge;
    double height = 0.0;  ///< m, culvert
    int barrels = 1;
    double length = 0.0;                                    ///< m
    double invert_upstream = 0.0, invert_downstream = 0.0;  ///< m above the datum
    double manning_n = 0.013;
    std::optional<double> entrance_loss;  ///< none: as HDS-5 has it for the inlet
    double pier_width = 0.0;              ///< m, of all piers together
    PierShape pier_shape = PierShape::semicircular;
    double abutment_loss = 0.3;                           ///< velocity heads
    std::optional<double> underside;                      ///< m above the datum, of a bridge's deck
    std::optional<double> capacity;                       ///< m3/s
    FileName table;                                       ///< CSV: lift_m or stage_m, discharge_m3_s
    std::vector<std::pair<double, double>> table_points;  ///< filled by `load`
    double stop_stage = 0.0, start_stage = 0.0;           ///< m above the datum, pump
    std::optional<double> share;                          ///< of the river's discharge, diversion
    double fade_depth = 0.1;                              ///< m
    Provenance provenance;
    std::string note;
    Position at;

    [[nodiscard]] bool beside() const { return !from.reach.empty() || !from_lake.empty(); }
};

/// `[[constituent]]`
struct Constituent {
    std::string name;
    std::string unit = "mg/L";          ///< as shown in every output
    double si_per_unit = 1e-3;          ///< SI in one `unit`; set from `unit`, as `kind` is
    ConstituentKind kind = mass_kind;   ///< what its numbers are in
    std::optional<Series> initial;      ///< SI, a constant; none: 0
    double decay_rate = 0.0;            ///< 1/s at 20 degC
    double temperature_factor = 1.047;  ///< theta: k(T) = k20 theta^(T - 20)
    std::optional<Series> temperature;  ///< degC, of the water; none: 20
    double dispersion = 0.0;            ///< m2/s, longitudinal
    bool tag_sources = false;           ///< what each source contributes is followed
    Provenance provenance;
    Position at;
};

/// `[[station]]`, or rows of the stations' register. Its discharge is the sum over its places, its stage that of the
/// first.
struct Station {
    std::string name;
    std::string label;
    PlaceValue place;                                    ///< as given; `places` below is what counts
    std::vector<PlaceValue> sections;                    ///< several places instead of one
    std::optional<PointValue> section_from, section_to;  ///< on a surface: its discharge is what crosses between them
    std::vector<PlaceValue> places;           ///< filled by `load`: at least one, each with reach and chainage
    std::optional<Series> target;             ///< m3/s
    double target_tolerance = 0.001;          ///< share of it
    std::optional<double> gauge_minus_model;  ///< m
    Provenance provenance;
    std::string note;
    Position at;
};

/// `[output]`
struct Output {
    double interval = 3600.0;                   ///< s: stations.csv and network.nc
    std::optional<double> station_interval;     ///< s: stations.csv; none: as `interval`
    std::optional<double> vtk_interval;         ///< s; none: no VTK files
    std::optional<double> checkpoint_interval;  ///< s; none: only at the end
    FileName relief;                            ///< ESRI ASCII grid behind the picture
    Position at;
};

/// Everything a scenario says. Which parts are there depends on its use: `mesh` needs terrain and lines, `run` needs
/// time and a network of files or prismatic reaches.
struct Scenario {
    std::filesystem::path file;
    std::vector<std::string> overrides;  ///< the --set arguments, for the record
    std::string text;                    ///< of the file, for its checksum and the record
    std::map<std::string, Position>
        positions;  ///< of each key that was given: "time.start", "boundary[head].discharge"
    int schema = 1;
    Project project;
    TimeSettings time;
    Terrain terrain;
    NetworkSettings network;
    SectionSettings sections;
    std::vector<Roughness> roughness;
    std::vector<ReachSettings> reaches;
    std::vector<SurfaceSettings> surfaces;
    std::vector<InitialValues> initial;
    std::vector<Boundary> boundaries;
    std::vector<Reservoir> reservoirs;
    std::vector<Lake> lakes;
    std::vector<Inflow> inflows;
    std::vector<Abstraction> abstractions;
    std::vector<Groundwater> groundwater;
    std::vector<Weather> weather;
    std::vector<SinkingStream> sinking_streams;
    std::vector<Structure> structures;
    std::vector<OperationRule> rules;
    std::vector<TargetFlow> target_flows;
    std::vector<Constituent> constituents;
    QualitySettings quality;
    std::vector<QualityProcess> processes;
    std::vector<Outfall> outfalls;
    std::vector<DiffuseLoad> diffuse_loads;
    std::vector<MovingLoad> moving_loads;
    std::vector<Station> stations;
    Output output;

    /// Where a key was given; `otherwise` when it was not.
    [[nodiscard]] Position position_of(const std::string& key, const Position& otherwise) const {
        const auto found = positions.find(key);
        return found == positions.end() ? otherwise : found->second;
    }

    /// A scenario for `mesh` that makes a 2D mesh.
    [[nodiscard]] bool makes_surface() const {
        for (const SurfaceSettings& surface : surfaces)
            if (surface.make.given())
                return true;
        return false;
    }

    /// Run on a 2D mesh, without a river network.
    [[nodiscard]] bool on_surface() const { return !surfaces.empty() && !for_mesh() && !makes_surface(); }

    /// Whether a reservoir stands on that reach: it passes on the water from above the reach's head.
    [[nodiscard]] bool has_reservoir(const std::string& reach) const {
        return std::any_of(reservoirs.begin(), reservoirs.end(),
                           [&reach](const Reservoir& reservoir) { return reservoir.place.reach == reach; });
    }

    /// Built from lines and terrain by `mesh`, rather than run.
    [[nodiscard]] bool for_mesh() const { return !network.lines.empty() || network.streams_above.has_value(); }
};

}  // namespace liriver::scenarios::language
