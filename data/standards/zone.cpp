#include "data/standards/zone.h"

namespace liriver::data::standards {

ZoneCompliance zone_compliance(const ClassTable& table, std::span<const std::optional<bool>> assessments,
                               std::optional<bool> yearly_mean) {
    const Basis& basis = table.basis();
    ZoneCompliance zone;
    for (const auto& one : assessments) {
        zone.assessments += one ? 1 : 0;
        zone.complying += one && *one ? 1 : 0;
    }
    const auto share = table.standards().rule_value(basis.rule, "zone-least-share", "", basis.day);
    const auto fewest = table.standards().rule_value(basis.rule, "zone-fewest-assessments", "", basis.day);
    if (!share || !fewest)
        return zone;
    if (static_cast<double>(zone.assessments) < *fewest) {
        zone.by_yearly_mean = true;
        zone.complies = yearly_mean;
        return zone;
    }
    const double met = static_cast<double>(zone.complying) / static_cast<double>(zone.assessments);
    zone.complies = met >= *share - 1e-12;
    return zone;
}

std::vector<std::string> two_items(const ClassTable& table) {
    std::vector<std::string> items;
    for (const RuleValue* row : table.standards().rule_values(table.basis().rule, "zone-two-items", table.basis().day))
        items.push_back(row->subject);
    return items;
}

bool has_two_items(const Assessment& assessment) {
    bool ammonia = false, demand = false;
    for (const ItemVerdict& verdict : assessment.items) {
        ammonia = ammonia || (verdict.sets_class && verdict.item == "NH3-N");
        demand = demand || (verdict.sets_class && (verdict.item == "CODMn" || verdict.item == "COD"));
    }
    return ammonia && demand;
}

}  // namespace liriver::data::standards
