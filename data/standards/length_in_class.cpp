#include "data/standards/length_in_class.h"

#include <algorithm>
#include <vector>

namespace liriver::data::standards {

LengthInClass length_in_class(std::span<const ClassPlace> places, std::optional<double> from,
                              std::optional<double> to) {
    LengthInClass length;
    std::vector<ClassPlace> sorted(places.begin(), places.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const ClassPlace& a, const ClassPlace& b) { return a.chainage < b.chainage; });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const double begin =
            i == 0 ? from.value_or(sorted[i].chainage) : 0.5 * (sorted[i - 1].chainage + sorted[i].chainage);
        const double end = i + 1 == sorted.size() ? to.value_or(sorted[i].chainage)
                                                  : 0.5 * (sorted[i].chainage + sorted[i + 1].chainage);
        (sorted[i].quality ? length.metres[index_of(*sorted[i].quality)] : length.not_assessed) += end - begin;
    }
    return length;
}

}  // namespace liriver::data::standards
