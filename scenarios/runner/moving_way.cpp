#include "scenarios/runner/moving_way.h"

#include <algorithm>
#include <cmath>

namespace liriver::scenarios::runner {
namespace {

// One piece of the timetable, at an even speed from one position to another.
struct Leg {
    double seconds, from, to;
};

// The stretch that holds a position.
std::size_t stretch_at(const MovingSource& source, double position) {
    const auto after = std::upper_bound(source.stretches.begin(), source.stretches.end(), position,
                                        [](double x, const VolumeStretch& stretch) { return x < stretch.from; });
    return after == source.stretches.begin() ? 0 : static_cast<std::size_t>(after - source.stretches.begin()) - 1;
}

void add(std::int32_t volume, double seconds, double metres, std::vector<Passage>& passages) {
    const auto at = std::find_if(passages.begin(), passages.end(),
                                 [volume](const Passage& passage) { return passage.volume == volume; });
    if (at == passages.end()) {
        passages.push_back({volume, seconds, metres});
        return;
    }
    at->seconds += seconds;
    at->metres += metres;
}

void pass(const MovingSource& source, const Leg& leg, std::vector<Passage>& passages) {
    const double low = std::min(leg.from, leg.to), high = std::max(leg.from, leg.to);
    const double way = high - low;
    const std::size_t first = stretch_at(source, low), last = stretch_at(source, high);
    if (first == last || !(way > 0.0)) {
        add(source.stretches[first].volume, leg.seconds, way, passages);
        return;
    }
    for (std::size_t s = first; s <= last; ++s) {
        const VolumeStretch& stretch = source.stretches[s];
        const double inside = (s == last ? high : stretch.to) - (s == first ? low : stretch.from);
        add(stretch.volume, leg.seconds * (inside / way), inside, passages);
    }
}

}  // namespace

void find_passages(const MovingSource& source, double t0, double t1, std::vector<Passage>& passages) {
    passages.clear();
    const auto& times = source.times;
    for (std::size_t row = 0; row + 1 < times.size(); ++row) {
        const double begin = std::max(t0, times[row]), end = std::min(t1, times[row + 1]);
        if (!(end > begin))
            continue;
        const auto position = [&](double t) {
            const double share = (t - times[row]) / (times[row + 1] - times[row]);
            return source.positions[row] + share * (source.positions[row + 1] - source.positions[row]);
        };
        pass(source, {end - begin, position(begin), position(end)}, passages);
    }
    std::sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) { return a.volume < b.volume; });
}

}  // namespace liriver::scenarios::runner
