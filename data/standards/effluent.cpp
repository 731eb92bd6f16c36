#include "data/standards/effluent.h"

namespace liriver::data::standards {

EffluentVerdict judge_effluent(const Standards& standards, const EffluentBasis& basis, const Reading& reading) {
    EffluentVerdict verdict{reading.item, reading.value, EffluentOutcome::no_limit, nullptr};
    for (const Limit& limit : standards.limits) {
        if (limit.standard != basis.standard || limit.item != reading.item || limit.grade != basis.grade ||
            limit.statistic != basis.statistic || !limit.provenance.valid.holds(basis.day))
            continue;
        if (!limit.condition.name.empty()) {
            const auto given = limit.condition.name == "temperature" ? basis.temperature
                               : limit.condition.name == "built" && basis.built
                                   ? std::optional<double>(static_cast<double>(*basis.built))
                                   : std::nullopt;
            if (!given) {
                verdict.outcome = EffluentOutcome::condition_unknown;
                verdict.limit = &limit;
                continue;
            }
            if (!limit.condition.holds(*given))
                continue;
        }
        if (!limit.value) {
            verdict.outcome = EffluentOutcome::unread;
            verdict.limit = &limit;
            continue;
        }
        const bool met = meets(reading.value, limit.comparison, *limit.value);
        // Of a lower and an upper limit (pH) the broken one decides.
        if (verdict.outcome == EffluentOutcome::above)
            continue;
        verdict.outcome = met ? EffluentOutcome::within : EffluentOutcome::above;
        verdict.limit = &limit;
    }
    return verdict;
}

}  // namespace liriver::data::standards
