#pragma once
// Which outfall to cut first for a section, and by how much: from what each brings to it.
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace liriver::scenarios::studies {

/// What one source brings to a section.
struct SourcePart {
    std::string kind, source;    ///< as tagged_sources.csv has them: "outfall", "works"
    double concentration = 0.0;  ///< its part of the mean concentration
};

struct RankedOutfall {
    std::string outfall;
    double concentration = 0.0;
    double share = 0.0;  ///< of the section's concentration
    /// The share of its load that has to go for the section to hold, if it alone is cut: 0 when it holds; nothing: all
    /// of it is not enough.
    std::optional<double> cut_alone;
};

struct OutfallRanking {
    std::vector<RankedOutfall> outfalls;  ///< the largest part first; equal ones by name
    double excess = 0.0;                  ///< of the concentration over what is allowed, at least 0
    /// The share that has to go from every outfall alike; nothing: without any of them the section does not hold.
    std::optional<double> equal_cut;
};

/// Ranks a section's outfalls. Concentrations are proportional to loads where transport and kinetics are linear, so
/// that a share c of a load takes c of its part away. `allowed`: the limit less the margin, in the parts' unit. Parts
/// of other kinds than "outfall" are what cannot be cut.
[[nodiscard]] OutfallRanking rank_outfalls(std::span<const SourcePart> parts, double allowed);

}  // namespace liriver::scenarios::studies
