#pragma once
// Water standards as dated tables: what an item is called, which limit holds when, and the numbers of the rules by
// which waters are judged. All numbers come from tables (`standards_reader.h`); none stands in code.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/standards/class_names.h"
#include "data/standards/date.h"

namespace liriver::data::standards {

/// What is measured: "NH3-N".
struct Item {
    std::string id;
    std::string chinese, english;
    std::string unit;       ///< of every value inside: "mg/L", "1/L", "degC", "m", "mV", "1"
    bool priority = false;  ///< goes first among main pollutants: cyanide and heavy metals
    std::vector<std::string> other_names;
};

/// How sure a figure is: `high` the standard's own text or two sources that agree, `medium` one secondary source, `low`
/// memory, `unread` none: the figure could not be read and is empty.
enum class Confidence { high, medium, low, unread };
[[nodiscard]] const char* to_string(Confidence confidence);

enum class Comparison { at_most, below, at_least, above };
[[nodiscard]] const char* to_string(Comparison comparison);
[[nodiscard]] bool meets(double value, Comparison comparison, double limit);

enum class Water { any, river, lake };
[[nodiscard]] const char* to_string(Water water);

/// When a limit holds beside its dates: "temperature<=12" (degC), "built<2006" (year), "depth<0.25" (m), or a choice
/// that is made by name: "oxygen=7.5".
struct LimitCondition {
    std::string name;       ///< empty: always
    std::string operation;  ///< "<", "<=", ">", ">=" or "="
    std::string word;       ///< what it is compared with, as written
    double value = 0.0;     ///< the same as a number, where it is one

    [[nodiscard]] bool holds(double given) const;
};

/// Where a row of a table stands and how sure it is.
struct Provenance {
    std::string file;
    int line = 0;
    std::optional<std::string> clause;  ///< nothing: it could not be read, and is not shown
    Validity valid;
    std::string superseded_by, source, note;
    Confidence confidence = Confidence::low;
};

/// How the number of a limit is to be taken.
enum class LimitBasis { of_value, of_saturation, of_depth };

/// One limit of one item and grade.
struct Limit {
    std::string standard, item, grade;  ///< grade: "III", "1A", "severe", "drinking"
    Water water = Water::any;
    LimitCondition condition;
    std::string statistic;  ///< "daily mean", "instantaneous"; empty: any value
    Comparison comparison = Comparison::at_most;
    std::optional<double> value;  ///< in the item's unit, or a share of saturation or depth; nothing: unread
    std::string number, unit;     ///< as the table has them: "0.5", "mg/L"
    LimitBasis basis = LimitBasis::of_value;
    Provenance provenance;
};

/// One number of a rule.
struct RuleValue {
    std::string rule, parameter, subject;
    double value = 0.0;  ///< shares as parts of one
    Provenance provenance;
};

/// All tables together. Verdicts point to their limits: it is moved, never copied.
class Standards {
  public:
    Standards() = default;
    Standards(Standards&&) = default;
    Standards& operator=(Standards&&) = default;
    Standards(const Standards&) = delete;
    Standards& operator=(const Standards&) = delete;
    ~Standards() = default;

    std::vector<Item> items;
    std::vector<Limit> limits;
    std::vector<RuleValue> rules;

    /// The item of that name: its id, its Chinese or English name or another one, whatever its case and with blanks for
    /// underscores. Null: none.
    [[nodiscard]] const Item* find_item(std::string_view name) const;
    /// The item of an id that is in the tables.
    [[nodiscard]] const Item& item(std::string_view id) const;

    /// Names of the standards with limits for the classes I to V, of all standards, and of rules.
    [[nodiscard]] std::vector<std::string> class_standards() const;
    [[nodiscard]] std::vector<std::string> standard_names() const;
    [[nodiscard]] std::vector<std::string> rule_names() const;

    /// A rule's number on a day; nothing: the rule has none.
    [[nodiscard]] std::optional<double> rule_value(std::string_view rule, std::string_view parameter,
                                                   std::string_view subject, Day day) const;
    /// All rows of a parameter that hold on a day, in the order of the table.
    [[nodiscard]] std::vector<const RuleValue*> rule_values(std::string_view rule, std::string_view parameter,
                                                            Day day) const;
};

/// Saturation of dissolved oxygen, mg/L, as the standards' indices have it: 468 / (31.6 + T), T in degC (HJ 2.3-2018).
/// Kinetics use Benson and Krause's; the two are up to 1.3 % apart.
[[nodiscard]] double index_saturation(double temperature);

/// Whether two names are the same but for case and for blanks and underscores.
[[nodiscard]] bool same_name(std::string_view one, std::string_view other);

}  // namespace liriver::data::standards
