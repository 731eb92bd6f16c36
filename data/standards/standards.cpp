#include "data/standards/standards.h"

#include <algorithm>
#include <cassert>
#include <cctype>

namespace liriver::data::standards {

namespace {
char plain(char letter) {
    return letter == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}
}  // namespace

const char* to_string(Confidence confidence) {
    switch (confidence) {
        case Confidence::high:
            return "H";
        case Confidence::medium:
            return "M";
        case Confidence::low:
            return "L";
        case Confidence::unread:
            break;
    }
    return "unread";
}

const char* to_string(Comparison comparison) {
    switch (comparison) {
        case Comparison::at_most:
            return "<=";
        case Comparison::below:
            return "<";
        case Comparison::at_least:
            return ">=";
        case Comparison::above:
            break;
    }
    return ">";
}

bool meets(double value, Comparison comparison, double limit) {
    switch (comparison) {
        case Comparison::at_most:
            return value <= limit;
        case Comparison::below:
            return value < limit;
        case Comparison::at_least:
            return value >= limit;
        case Comparison::above:
            break;
    }
    return value > limit;
}

const char* to_string(Water water) { return water == Water::any ? "any" : water == Water::river ? "river" : "lake"; }

bool LimitCondition::holds(double given) const {
    return name.empty() || (operation == "<" && given < value) || (operation == "<=" && given <= value) ||
           (operation == ">" && given > value) || (operation == ">=" && given >= value) ||
           (operation == "=" && given == value);
}

bool same_name(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return plain(a) == plain(b); });
}

const Item* Standards::find_item(std::string_view name) const {
    for (const Item& item : items)
        if (same_name(name, item.id) || same_name(name, item.chinese) || same_name(name, item.english) ||
            std::any_of(item.other_names.begin(), item.other_names.end(),
                        [name](const std::string& other) { return same_name(name, other); }))
            return &item;
    return nullptr;
}

const Item& Standards::item(std::string_view id) const {
    const auto found = std::find_if(items.begin(), items.end(), [id](const Item& item) { return item.id == id; });
    assert(found != items.end());
    return *found;
}

std::vector<std::string> Standards::class_standards() const {
    std::vector<std::string> names;
    for (const Limit& limit : limits)
        if (limit.grade == in_english(QualityClass::iii))
            add_once(names, limit.standard);
    return names;
}

std::vector<std::string> Standards::standard_names() const {
    std::vector<std::string> names;
    for (const Limit& limit : limits)
        add_once(names, limit.standard);
    return names;
}

std::vector<std::string> Standards::rule_names() const {
    std::vector<std::string> names;
    for (const RuleValue& rule : rules)
        add_once(names, rule.rule);
    return names;
}

std::optional<double> Standards::rule_value(std::string_view rule, std::string_view parameter, std::string_view subject,
                                            Day day) const {
    for (const RuleValue* row : rule_values(rule, parameter, day))
        if (row->subject == subject)
            return row->value;
    return std::nullopt;
}

std::vector<const RuleValue*> Standards::rule_values(std::string_view rule, std::string_view parameter, Day day) const {
    std::vector<const RuleValue*> found;
    for (const RuleValue& row : rules)
        if (row.rule == rule && row.parameter == parameter && row.provenance.valid.holds(day))
            found.push_back(&row);
    return found;
}

double index_saturation(double temperature) { return 468.0 / (31.6 + temperature); }

}  // namespace liriver::data::standards
