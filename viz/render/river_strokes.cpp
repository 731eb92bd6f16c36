#include "viz/render/river_strokes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/render/class_field.h"
#include "viz/render/numbers.h"

namespace liriver::viz::render {

using data::results::NetworkReader;
using mesh::field::Error;
using mesh::field::Location;

namespace {

/// A field's values at the two ends of every edge.
struct Ends {
    std::vector<double> from, to;
};

tl::expected<Ends, Error> at_ends(const NetworkReader& run, std::size_t field, std::size_t level) {
    const auto values = run.values(field, level);
    if (!values)
        return tl::unexpected(values.error());
    if (run.fields()[field].location == Location::edge)
        return Ends{*values, *values};
    Ends ends;
    for (std::size_t e = 0; e < run.mesh().edge_count(); ++e) {
        ends.from.push_back((*values)[static_cast<std::size_t>(run.mesh().edge_from[e])]);
        ends.to.push_back((*values)[static_cast<std::size_t>(run.mesh().edge_to[e])]);
    }
    return ends;
}

void set_range(Rivers& rivers) {
    std::vector<double> values;
    for (const RiverStroke& stroke : rivers.strokes)
        for (const double value : {stroke.from_value, stroke.to_value}) {
            if (std::isfinite(value))
                values.push_back(value);
            else
                rivers.dry = true;
        }
    if (values.empty())
        return;
    const ValueRange range = value_range(std::move(values));
    rivers.low = range.low;
    rivers.high = range.high;
    rivers.below = range.below;
    rivers.above = range.above;
}

// Strokes with values at the ends of every edge, as wide as the water that flows.
tl::expected<Rivers, Error> strokes_of(const NetworkReader& run, const Ends& colours, std::size_t level) {
    Rivers rivers;
    Ends flows{std::vector<double>(run.mesh().edge_count(), 0.0), std::vector<double>(run.mesh().edge_count(), 0.0)};
    for (const char* name : {"discharge", "top_width"}) {
        const auto index = run.find(name);
        if (!index || run.fields()[*index].location == Location::network)
            continue;
        auto read = at_ends(run, *index, level);
        if (!read)
            return tl::unexpected(read.error());
        flows = std::move(*read);
        rivers.flow = run.fields()[*index];
        break;
    }
    for (std::size_t e = 0; e < run.mesh().edge_count(); ++e) {
        RiverStroke stroke;
        stroke.from = static_cast<std::size_t>(run.mesh().edge_from[e]);
        stroke.to = static_cast<std::size_t>(run.mesh().edge_to[e]);
        stroke.from_value = colours.from[e];
        stroke.to_value = colours.to[e];
        stroke.from_flow = std::isfinite(flows.from[e]) ? std::abs(flows.from[e]) : 0.0;
        stroke.to_flow = std::isfinite(flows.to[e]) ? std::abs(flows.to[e]) : 0.0;
        rivers.largest_flow = std::max({rivers.largest_flow, stroke.from_flow, stroke.to_flow});
        rivers.strokes.push_back(stroke);
    }
    set_range(rivers);
    return rivers;
}

}  // namespace

tl::expected<Rivers, Error> read_rivers(const NetworkReader& run, std::size_t field, std::size_t level) {
    const auto colours = at_ends(run, field, level);
    if (!colours)
        return tl::unexpected(colours.error());
    auto rivers = strokes_of(run, *colours, level);
    if (rivers)
        rivers->field = run.fields()[field];
    return rivers;
}

tl::expected<Rivers, Error> read_river_classes(const NetworkReader& run, std::optional<std::size_t> field,
                                               std::size_t level) {
    std::vector<FieldValues> fields;
    for (std::size_t k = 0; k < run.fields().size(); ++k) {
        if (run.fields()[k].location != Location::node || (field && k != *field) || !has_classes(run.fields()[k]))
            continue;
        auto values = run.values(k, level);
        if (!values)
            return tl::unexpected(values.error());
        fields.push_back({run.fields()[k], std::move(*values)});
    }
    const auto classes = class_field(fields, run.times()[level], run.provenance().time_zone);
    if (!classes)
        return tl::unexpected(classes.error());
    Ends ends;
    for (std::size_t e = 0; e < run.mesh().edge_count(); ++e) {
        const double from = classes->values[static_cast<std::size_t>(run.mesh().edge_from[e])];
        const double to = classes->values[static_cast<std::size_t>(run.mesh().edge_to[e])];
        ends.from.push_back(std::fmax(from, to));
        ends.to.push_back(ends.from.back());
    }
    auto rivers = strokes_of(run, ends, level);
    if (rivers)
        rivers->field = class_description(*classes, field.has_value());
    return rivers;
}

double stroke_width(double flow, double largest, double unit) {
    return (largest > 0.0 ? 2.4 + 7.6 * std::sqrt(std::min(flow / largest, 1.0)) : 4.5) * unit;
}

}  // namespace liriver::viz::render
