#include "viz/render/surface_field.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "viz/render/class_field.h"

namespace liriver::viz::render {

using data::results::SurfaceReader;
using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;

namespace {

/// One field, or the two parts of a vector.
struct Choice {
    std::size_t first = 0;
    std::optional<std::size_t> second;
    std::string name;
};

std::string without_end(const std::string& text, const std::string& end) {
    const bool there = text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
    return there ? text.substr(0, text.size() - end.size()) : std::string();
}

/// Everything that can be shown: scalars and vectors on cells.
std::vector<Choice> choices(const SurfaceReader& run) {
    std::vector<Choice> all;
    for (std::size_t i = 0; i < run.fields().size(); ++i) {
        if (run.fields()[i].location != Location::face)
            continue;
        const std::string& name = run.fields()[i].name;
        all.push_back({i, std::nullopt, name});
        if (const std::string stem = without_end(name, "_x"); !stem.empty())
            if (const auto second = run.find(stem + "_y"))
                all.push_back({i, second, stem});
    }
    return all;
}

tl::expected<Choice, Error> choose(const SurfaceReader& run, const std::string& asked) {
    const std::vector<Choice> all = choices(run);
    std::string names;
    for (const Choice& choice : all) {
        if (choice.name == (asked.empty() ? "depth" : asked))
            return choice;
        names += (names.empty() ? "" : ", ") + choice.name;
    }
    if (asked.empty() && !all.empty())
        return all.front();
    return tl::unexpected(Error{"field", '"' + asked + '"', "one of " + names});
}

/// Times are read in the unit that gives them numbers of one or two digits.
void suit_unit(SurfaceField& field) {
    if (field.description.unit != "s")
        return;
    double longest = 0.0;
    for (const double value : field.values)
        longest = std::isnan(value) ? longest : std::max(longest, value);
    struct Unit {
        const char* name;
        double seconds, from;  ///< from so many seconds on
    };
    for (const Unit& unit :
         {Unit{"d", 86400.0, 96.0 * 3600.0}, Unit{"h", 3600.0, 2.0 * 3600.0}, Unit{"min", 60.0, 120.0}})
        if (longest >= unit.from) {
            field.description.unit = unit.name;
            for (double& value : field.values)
                value /= unit.seconds;
            return;
        }
}

}  // namespace

tl::expected<SurfaceField, Error> read_surface_field(const SurfaceReader& run, const std::string& asked,
                                                     std::size_t level) {
    const auto choice = choose(run, asked);
    if (!choice)
        return tl::unexpected(choice.error());
    auto values = run.values(choice->first, level);
    if (!values)
        return tl::unexpected(values.error());
    SurfaceField field;
    field.description = run.fields()[choice->first];
    field.over_time = run.over_time(choice->first);
    field.values = std::move(*values);
    if (choice->second) {
        const auto along_y = run.values(*choice->second, level);
        if (!along_y)
            return tl::unexpected(along_y.error());
        for (std::size_t i = 0; i < field.values.size(); ++i)
            field.values[i] = std::hypot(field.values[i], (*along_y)[i]);
        field.description.name = choice->name;
        if (const std::string words = without_end(field.description.long_name, ", x-component"); !words.empty())
            field.description.long_name = words;
    }
    const auto depth = run.find("depth");
    if (field.over_time && depth) {
        const auto depths = run.values(*depth, level);
        if (!depths)
            return tl::unexpected(depths.error());
        for (std::size_t i = 0; i < field.values.size(); ++i)
            if (!((*depths)[i] >= least_depth_shown))
                field.values[i] = std::numeric_limits<double>::quiet_NaN();
    }
    for (double& value : field.values)
        if (!std::isfinite(value)) {
            value = std::numeric_limits<double>::quiet_NaN();
            field.dry = true;
        }
    if (const std::size_t aside = field.description.long_name.find(" ("); aside != std::string::npos)
        field.description.long_name.resize(aside);  // a heading has a bracket already: its unit
    suit_unit(field);
    return field;
}

tl::expected<SurfaceField, Error> read_surface_classes(const SurfaceReader& run, const std::string& asked,
                                                       std::size_t level) {
    std::vector<FieldValues> fields;
    for (const Description& description : run.fields()) {
        if (description.location != Location::face || !has_classes(description) ||
            (!asked.empty() && description.name != asked))
            continue;
        auto field = read_surface_field(run, description.name, level);
        if (!field)
            return tl::unexpected(field.error());
        fields.push_back({description, std::move(field->values)});
    }
    auto classes = class_field(fields, run.times()[level], run.provenance().time_zone);
    if (!classes)
        return tl::unexpected(classes.error());
    SurfaceField field;
    field.description = class_description(*classes, !asked.empty());
    field.values = std::move(classes->values);
    field.over_time = true;
    field.dry = std::any_of(field.values.begin(), field.values.end(), [](double value) { return std::isnan(value); });
    return field;
}

}  // namespace liriver::viz::render
