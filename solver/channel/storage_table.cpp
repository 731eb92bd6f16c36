// Tables of storage nodes: volume and water surface in the place of a section's area and width.
#include <stdexcept>

#include "solver/channel/hydraulic_table.h"

namespace liriver::solver::channel {
namespace {

void need_rows(std::span<const double> level, std::span<const double> other) {
    if (level.size() != other.size() || level.size() < 2)
        throw std::invalid_argument("a storage table needs two rows or more");
    for (std::size_t i = 1; i < level.size(); ++i)
        if (!(level[i] > level[i - 1]))
            throw std::invalid_argument("the levels of a storage table rise");
}

}  // namespace

std::int32_t HydraulicTables::close_storage() {
    if (!still_.empty())
        still_.resize(intervals_.size());
    first_.push_back(static_cast<std::int32_t>(intervals_.size()));
    return size() - 1;
}

std::int32_t HydraulicTables::add_storage(std::span<const double> level, std::span<const double> surface) {
    need_rows(level, surface);
    for (std::size_t i = 0; i < surface.size(); ++i)
        if (!(surface[i] > 0.0) || (i > 0 && surface[i] < surface[i - 1]))
            throw std::invalid_argument("the surfaces of a storage table are above 0 and do not fall");
    double volume = 0.0;
    for (std::size_t i = 0; i < level.size(); ++i) {
        const bool last = i + 1 == level.size();
        const double height = last ? 1.0 : level[i + 1] - level[i];
        DepthInterval interval;
        interval.depth = level[i] - level[0];
        interval.area = volume;
        interval.top_width = surface[i];
        interval.widening = last ? 0.0 : (surface[i + 1] - surface[i]) / height;
        intervals_.push_back(interval);
        volume += last ? 0.0 : 0.5 * (surface[i] + surface[i + 1]) * height;
    }
    return close_storage();
}

std::int32_t HydraulicTables::add_storage_volumes(std::span<const double> level, std::span<const double> volume) {
    need_rows(level, volume);
    if (volume[0] != 0.0)
        throw std::invalid_argument("the volumes of a storage table begin at 0");
    for (std::size_t i = 1; i < volume.size(); ++i)
        if (!(volume[i] > volume[i - 1]))
            throw std::invalid_argument("the volumes of a storage table rise");
    for (std::size_t i = 0; i + 1 < level.size(); ++i) {
        DepthInterval interval;
        interval.depth = level[i] - level[0];
        interval.area = volume[i];
        interval.top_width = (volume[i + 1] - volume[i]) / (level[i + 1] - level[i]);
        intervals_.push_back(interval);
    }
    return close_storage();
}

}  // namespace liriver::solver::channel
