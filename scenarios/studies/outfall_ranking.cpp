#include "scenarios/studies/outfall_ranking.h"

#include <algorithm>
#include <tuple>

namespace liriver::scenarios::studies {

namespace {
// What part of `available` has to go; nothing: more than there is.
std::optional<double> cut(double excess, double available) {
    if (!(excess > 0.0))
        return 0.0;
    return available >= excess ? std::optional(excess / available) : std::nullopt;
}
}  // namespace

OutfallRanking rank_outfalls(std::span<const SourcePart> parts, double allowed) {
    OutfallRanking ranking;
    double total = 0.0;
    double of_outfalls = 0.0;
    for (const SourcePart& part : parts) {
        total += part.concentration;
        if (part.kind != "outfall")
            continue;
        of_outfalls += part.concentration;
        ranking.outfalls.push_back({part.source, part.concentration, 0.0, {}});
    }
    ranking.excess = std::max(0.0, total - allowed);
    ranking.equal_cut = cut(ranking.excess, of_outfalls);
    for (RankedOutfall& one : ranking.outfalls) {
        one.share = total > 0.0 ? one.concentration / total : 0.0;
        one.cut_alone = cut(ranking.excess, one.concentration);
    }
    std::sort(ranking.outfalls.begin(), ranking.outfalls.end(), [](const RankedOutfall& a, const RankedOutfall& b) {
        return std::tie(b.concentration, a.outfall) < std::tie(a.concentration, b.outfall);
    });
    return ranking;
}

}  // namespace liriver::scenarios::studies
