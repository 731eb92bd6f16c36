#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {
namespace {

TablePointer condition() {
    KeyBuilder<RuleCondition> keys(
        "rule.when", "A measured value against a mark. With `until_...` it goes on to hold up to that other mark.");
    keys.text("station", &RuleCondition::station).says("Whose stage, discharge or concentration is looked at.");
    keys.text("reservoir", &RuleCondition::reservoir).says("Whose level is looked at.");
    keys.number("stage_above", &RuleCondition::stage_above, "m").says("Holds from this stage up.");
    keys.number("stage_below", &RuleCondition::stage_below, "m").says("Holds from this stage down.");
    keys.number("until_stage", &RuleCondition::until_stage, "m").says("Ceases beyond it; none: at once.");
    keys.number("discharge_above", &RuleCondition::discharge_above, "m3/s").says("Holds from this discharge up.");
    keys.number("discharge_below", &RuleCondition::discharge_below, "m3/s").says("Holds from this discharge down.");
    keys.number("until_discharge", &RuleCondition::until_discharge, "m3/s").says("Ceases beyond it; none: at once.");
    keys.number("level_above", &RuleCondition::level_above, "m").says("Holds from this level of the pool up.");
    keys.number("level_below", &RuleCondition::level_below, "m").says("Holds from this level of the pool down.");
    keys.number("until_level", &RuleCondition::until_level, "m").says("Ceases beyond it; none: at once.");
    keys.amounts("concentration_above", &RuleCondition::concentration_above, "kg/m3")
        .at_least(0)
        .says("Holds from this concentration up: { \"NH3-N\" = \"1 mg/L\" }.");
    keys.amounts("concentration_below", &RuleCondition::concentration_below, "kg/m3")
        .at_least(0)
        .says("Holds from this concentration down.");
    keys.amounts("until_concentration", &RuleCondition::until_concentration, "kg/m3")
        .at_least(0)
        .says("Ceases beyond it; none: at once.");
    return keys.done();
}

TablePointer member() {
    KeyBuilder<TargetMember> keys("target_flow.reservoirs", "A reservoir that helps.");
    keys.text("name", &TargetMember::name).required().says("The reservoir; it needs `storage`.");
    keys.number("share", &TargetMember::share, "1")
        .above(0)
        .says("Its part beside the others of its priority; none: in proportion to the water above its dead level.");
    keys.integer("priority", &TargetMember::priority)
        .at_least(1)
        .at_most(1000)
        .says("1 gives first; the next only what that cannot.");
    keys.number("travel_time", &TargetMember::travel_time, "s")
        .above(0)
        .says("How long its wave takes to the station; none: computed from the steady profiles of the river.");
    return keys.done();
}

}  // namespace

TablePointer rule() {
    KeyBuilder<OperationRule> keys("rule",
                                   "Sets a structure, or a reservoir's release, while all its conditions hold.");
    keys.text("name", &OperationRule::name).required().says("Its name, for messages.");
    keys.text("structure", &OperationRule::structure).says("What it sets; this or `reservoir`.");
    keys.text("reservoir", &OperationRule::reservoir).says("Whose release it sets; the reservoir needs `storage`.");
    keys.integer("priority", &OperationRule::priority)
        .at_least(1)
        .at_most(1000)
        .says("Of several rules that hold for one target the smallest counts, then the first.");
    keys.tables("when", &OperationRule::when, condition()).says("Conditions; all must hold.");
    keys.text("dates", &OperationRule::dates).says("Only on these days, both included: \"11-01 to 03-31\".");
    keys.text("hours", &OperationRule::hours).says("Only in these hours of the local clock: \"22:00 to 06:00\".");
    keys.series("setting", &OperationRule::setting, "1")
        .says("Of the structure, in its own unit: metres of opening or of crest, a share, a number of pumps.");
    keys.series("release", &OperationRule::release, "m3/s").at_least(0).says("Of the reservoir.");
    keys.number("rate_up", &OperationRule::rate_up, "1/s")
        .above(0)
        .says("How fast the setting may grow, in its unit: \"0.2 1/h\".");
    keys.number("rate_down", &OperationRule::rate_down, "1/s").above(0).says("How fast the setting may fall.");
    keys.part(&OperationRule::provenance, provenance());
    return keys.done();
}

TablePointer target_flow() {
    KeyBuilder<TargetFlow> keys("target_flow",
                                "Reservoirs that release so that a station far below them meets its target, each "
                                "allowing for its travel time and for what the others send.");
    keys.text("name", &TargetFlow::name).required().says("Its name, for messages.");
    keys.text("station", &TargetFlow::station).required().says("The station.");
    keys.series("target", &TargetFlow::target, "m3/s")
        .at_least(0)
        .says("Its discharge; none: the station's own `target`. Outside a table's rows there is none.");
    keys.number("smoothing_time", &TargetFlow::smoothing_time, "s")
        .at_least(0)
        .says("Over which the natural flow at the station is averaged.");
    keys.tables("reservoirs", &TargetFlow::reservoirs, member()).required().says("Those that help.");
    keys.part(&TargetFlow::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
