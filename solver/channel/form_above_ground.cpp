#include "solver/channel/form_above_ground.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace liriver::solver::channel {

FormAboveGround::FormAboveGround(const SectionForm& form)
    : outline_(form.outline.begin(), form.outline.end()),
      roughness_(form.roughness),
      ineffective_(form.ineffective.begin(), form.ineffective.end()),
      levees_(form.levees.begin(), form.levees.end()) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const OutlinePoint& point : outline_)
        lowest = std::min(lowest, point.elevation);
    const auto above = [lowest](double level) {
        constexpr double roundings = 4.0 * std::numeric_limits<double>::epsilon();
        const double height = level - lowest;
        const double whole = std::round(height * 1e6) / 1e6;
        return std::abs(height - whole) <= roundings * std::max(std::abs(level), std::abs(lowest)) ? whole : height;
    };
    for (OutlinePoint& point : outline_)
        point.elevation = above(point.elevation);
    for (IneffectiveArea& area : ineffective_)
        area.until = above(area.until);
    for (Levee& levee : levees_)
        levee.crest = above(levee.crest);
}

std::string FormAboveGround::numbers(Walls walls) const {
    std::string bytes;
    bytes.reserve((5 + 4 * outline_.size()) * sizeof(double));
    const auto add = [&bytes](double number) {
        char raw[sizeof number];
        number += 0.0;  // -0 is 0
        std::memcpy(raw, &number, sizeof number);
        bytes.append(raw, sizeof number);
    };
    const auto add_count = [&add](std::size_t count) { add(static_cast<double>(count)); };
    add(walls == Walls::wetted ? 1.0 : 0.0);
    add_count(outline_.size());
    for (const OutlinePoint& point : outline_)
        for (const double number : {point.offset, point.elevation, point.manning_n, static_cast<double>(point.zone)})
            add(number);
    add_count(roughness_.size());
    for (const DepthRoughness& zone : roughness_) {
        add(zone.zone);
        add_count(zone.depth.size());
        for (const std::vector<double>* list : {&zone.depth, &zone.manning_n})
            for (const double number : *list)
                add(number);
    }
    add_count(ineffective_.size());
    for (const IneffectiveArea& area : ineffective_)
        for (const double number : {area.from, area.to, area.until})
            add(number);
    add_count(levees_.size());
    for (const Levee& levee : levees_)
        for (const double number : {levee.offset, levee.crest, levee.left_bank ? 1.0 : 0.0})
            add(number);
    return bytes;
}

}  // namespace liriver::solver::channel
