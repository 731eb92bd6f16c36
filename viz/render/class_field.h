#pragma once
// Values of constituents as classes of water, for maps coloured by class.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"
#include "viz/render/colour.h"

namespace liriver::viz::render {

/// A field at one time.
struct FieldValues {
    mesh::field::Description description;
    std::vector<double> values;  ///< [places]; NaN: none
};

struct ClassField {
    std::string standard;
    std::vector<std::string> items;  ///< that were judged, in the order of the standard
    std::vector<double> values;      ///< [places] index of the worst item's class, 0 to 5; NaN: no value to judge
};

/// Whether a field's name and unit are those of an item with limits for classes.
[[nodiscard]] bool has_classes(const mesh::field::Description& field);

/// The class of each place by its worst item (GB 3838-2002, items as 环办〔2011〕22号 takes them), of the values as
/// they are: no daily means. Fields that are no item are left out. Fails when none is one, naming the items there are.
[[nodiscard]] tl::expected<ClassField, mesh::field::Error> class_field(const std::vector<FieldValues>& fields,
                                                                       data::tables::Time time,
                                                                       std::chrono::minutes time_zone);

/// What a map by class is headed with: the standard, the items, and that values are those of the moment. Its name,
/// which pictures are saved by, is "class", or "NH3-N-class" of one item that was asked for.
[[nodiscard]] mesh::field::Description class_description(const ClassField& field, bool one_item);

/// A class's colour on maps and charts, by its index: I and II blue, III green, IV yellow, V orange, worse red.
[[nodiscard]] Colour class_colour(double index);

/// The same for style sheets: "#3aa655".
[[nodiscard]] std::string class_colour_code(double index);

/// What a legend says of each colour.
[[nodiscard]] std::vector<std::pair<Colour, std::string>> class_legend();

}  // namespace liriver::viz::render
