#pragma once
// "Why this class?": item, value, limit and clause, in English and Chinese. Clauses are named only where they were
// read.
#include <string>

#include "data/standards/class_table.h"

namespace liriver::data::standards {

struct Reason {
    std::string english, chinese;
};

/// "NH3-N 1.2 mg/L: above 1.0 mg/L, the limit of class III (GB 3838-2002, table 1 no. 7); within 1.5 mg/L of class IV".
[[nodiscard]] Reason reason_of(const Standards& standards, const ItemVerdict& verdict);

/// The reasons of the items that govern an assessment, one after another; of class I, and of what could not be
/// assessed, that no item is worse, and how many of the rule's items had a value.
[[nodiscard]] Reason reason_of(const ClassTable& table, const Assessment& assessment);

/// A limit as its table has it: "1.0 mg/L", "90 % of saturation".
[[nodiscard]] std::string in_words(const Limit& limit);

/// A value in an item's unit: "1.2 mg/L"; pH has none.
[[nodiscard]] std::string in_words(const Item& item, double value);

}  // namespace liriver::data::standards
