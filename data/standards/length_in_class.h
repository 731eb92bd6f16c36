#pragma once
// How much of a river is in each class.
#include <array>
#include <optional>
#include <span>

#include "data/standards/class_names.h"

namespace liriver::data::standards {

/// A place of a reach whose class is known, or which could not be assessed.
struct ClassPlace {
    double chainage = 0.0;  ///< m
    std::optional<QualityClass> quality;
};

struct LengthInClass {
    std::array<double, 6> metres{};
    double not_assessed = 0.0;  ///< m
};

/// Each place stands for the stretch to halfway to its neighbours, the first and the last for what is left of `from` to
/// `to`, m. Without these the river is taken from the first place to the last. Places in any order; their sum is
/// to - from. Nothing stands for a stretch where there is no place.
[[nodiscard]] LengthInClass length_in_class(std::span<const ClassPlace> places, std::optional<double> from = {},
                                            std::optional<double> to = {});

}  // namespace liriver::data::standards
