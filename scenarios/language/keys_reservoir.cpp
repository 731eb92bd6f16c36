#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

const KeyTable& pool() {
    static const TablePointer table = [] {
        KeyBuilder<Pool> keys("", "");
        keys.file("storage", &Pool::storage)
            .says("CSV: level_m,volume_m3 and perhaps area_m2. With it the dam has a pool whose water is counted.");
        keys.number("initial_level", &Pool::initial_level, "m").says("The pool's level at the start.");
        keys.number("dead_level", &Pool::dead_level, "m").says("No release takes the pool below it.");
        keys.number("normal_level", &Pool::normal_level, "m").says("The pool is kept below it at all times.");
        keys.number("flood_limit_level", &Pool::flood_limit_level, "m")
            .says("The pool is kept below it between the dates of `flood_season`.");
        keys.text("flood_season", &Pool::flood_season).says("Those dates, both included: \"04-01 to 08-31\".");
        keys.series("inflow", &Pool::inflow, "m3/s")
            .at_least(0)
            .says("What flows into the pool; none: its catchment's natural share.");
        keys.series("rain", &Pool::rain, "m/s").at_least(0).says("On the pool's surface: \"5 mm/d\".");
        keys.series("evaporation", &Pool::evaporation, "m/s").at_least(0).says("From the pool's surface.");
        keys.file("spillway", &Pool::spillway)
            .says("CSV: level_m,discharge_m3_s of what spills by itself; this or `spillway_crest`.");
        keys.number("spillway_crest", &Pool::spillway_crest, "m").says("The level at which it begins to spill.");
        keys.number("spillway_width", &Pool::spillway_width, "m").above(0).says("Length of that crest.");
        keys.number("spillway_coefficient", &Pool::spillway_coefficient, "1")
            .above(0)
            .at_most(1)
            .says("C of Q = C sqrt(2 g) b H^1.5.");
        keys.file("outlets", &Pool::outlets)
            .says("CSV: outlet,level_m,capacity_m3_s, the most each carries at a level; they open in that order.");
        keys.number("minimum_release", &Pool::minimum_release, "m3/s")
            .at_least(0)
            .says("Ecological flow that is always released while there is water above the dead level.");
        keys.number("maximum_release", &Pool::maximum_release, "m3/s").at_least(0).says("The most that is ordered.");
        keys.number("ramp_up", &Pool::ramp_up, "m3/s2").above(0).says("How fast the release may grow: \"10 m3/s/h\".");
        keys.number("ramp_down", &Pool::ramp_down, "m3/s2").above(0).says("How fast it may fall.");
        keys.file("rule_curve", &Pool::rule_curve)
            .says("CSV: date (MM-DD),level_m, a level to keep; or with release_m3_s, what to release at a level.");
        keys.number("level_response", &Pool::level_response, "s")
            .above(0)
            .says("In how long the pool is brought back to a level it should keep.");
        keys.text("tag_station", &Pool::tag_station)
            .says("A station: the dam's water is tagged and what passes there is counted.");
        return keys.done();
    }();
    return *table;
}

}  // namespace liriver::scenarios::language::keys
