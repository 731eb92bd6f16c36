#pragma once
// The reference page of all tables of standards.
#include <string>

#include "data/standards/standards.h"

namespace liriver::data::standards {

/// Markdown: items with their names, limits of each standard and grade with clause, dates and confidence, the numbers
/// of the rules. Limits that could not be read are shown as such.
[[nodiscard]] std::string markdown_reference(const Standards& standards);

}  // namespace liriver::data::standards
