// What of a run's operation a checkpoint keeps.
#include "scenarios/runner/operation.h"

#include <fmt/format.h>

namespace liriver::scenarios::runner {

using mesh::field::Location;

std::vector<mesh::field::MutableField> Operation::checkpoint_fields() {
    std::vector<mesh::field::MutableField> fields;
    if (!active_)
        return fields;
    const auto keep = [&](std::string name, const char* words, const char* unit, std::span<double> values) {
        if (!values.empty())
            fields.push_back({{std::move(name), words, "", unit, Location::network}, values});
    };
    keep("pool_volume", "water of each pool", "m3", volume_);
    keep("pool_release", "release of each pool in the last step", "m3 s-1", release_);
    keep("pool_order", "release ordered of each pool", "m3 s-1", order_);
    keep("pool_let_go", "water let go since the last decision", "m3", let_go_);
    keep("pool_since_output", "sums since the last output", "1", since_output_);
    keep("target_passed", "water past stations since the last decision", "1", passed_);
    keep("rule_settings", "settings of what rules set", "1", rules_.setting_memory());
    for (std::size_t k = 0; k < target_flows_.size(); ++k) {
        keep(fmt::format("target_flow_{}_natural", k), "natural flow at the station", "m3 s-1",
             target_flows_[k].memory());
        keep(fmt::format("target_flow_{}_record", k), "releases of the past", "m3 s-1",
             target_flows_[k].record().values());
    }
    for (auto& field : accounts_.checkpoint_fields())
        if (!field.values.empty())
            fields.push_back(std::move(field));
    return fields;
}

std::vector<mesh::field::MutableIntegers> Operation::checkpoint_integers() {
    std::vector<mesh::field::MutableIntegers> integers;
    if (!active_)
        return integers;
    const auto keep = [&](std::string name, std::span<std::int64_t> values) {
        if (!values.empty())
            integers.push_back({std::move(name), values});
    };
    keep("operation_decisions", decisions_);
    keep("pool_wanted", wanted_);
    keep("rule_thresholds", rules_.threshold_memory());
    keep("rule_in_force", rules_.force_memory());
    keep("rule_moved_by", rules_.mover_memory());
    for (std::size_t k = 0; k < target_flows_.size(); ++k)
        keep(fmt::format("target_flow_{}_head", k), target_flows_[k].record().head());
    return integers;
}

}  // namespace liriver::scenarios::runner
