#include "mesh/sections/stretch.h"

namespace liriver::mesh::sections {

void stretch_channel(Section& section, double factor) {
    double moved = 0.0;  // m, of the point at hand
    for (std::size_t p = 0; p + 1 < section.points.size(); ++p) {
        SectionPoint& point = section.points[p];
        const double width = section.points[p + 1].offset - point.offset;
        point.offset += moved;
        if (point.zone.empty() || point.zone == "channel")
            moved += (factor - 1.0) * width;
    }
    section.points.back().offset += moved;
}

}  // namespace liriver::mesh::sections
