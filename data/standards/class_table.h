#pragma once
// The class of a water by single factors: the class of its worst item (GB 3838-2002).
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/standards/standards.h"
#include "data/tables/problem.h"

namespace liriver::data::standards {

/// By what a water is judged.
struct Basis {
    std::string standard = "GB 3838-2002";
    std::string rule = "mee-2011-22";
    Water water = Water::river;
    /// Which of the limits of dissolved oxygen of class I counts: "7.5" (mg/L), "saturation" (90 %), or "either".
    std::string oxygen = "7.5";
    Day day{};  ///< on which limits and rules must hold
};

/// One value of an item, in the item's unit.
struct Reading {
    std::string item;
    double value = 0.0;
};

/// What one value comes to.
struct ItemVerdict {
    std::string item;
    double value = 0.0;     ///< as given
    double compared = 0.0;  ///< as it was compared: rounded, where the rule says to how many decimals
    QualityClass quality = QualityClass::i;
    const Limit* met = nullptr;     ///< the limit of the class it has; null: it meets none
    const Limit* broken = nullptr;  ///< the limit of the next better class that it does not meet; null: class I
    bool sets_class = true;         ///< the rule lets this item set the class; else it is reported only
    /// value / limit - 1 against class III and against the target; none for DO, pH and temperature.
    std::optional<double> over_class_iii, over_target;
};

/// What all values of one place and time come to.
struct Assessment {
    std::optional<QualityClass> quality;    ///< nothing: not assessed
    std::vector<std::string> governing;     ///< items of that class, where it is worse than I
    std::vector<ItemVerdict> items;         ///< in the order of the table
    std::vector<std::string> not_assessed;  ///< items that the rule asks for and that have no value (or no limit)
    std::optional<bool> meets_target;       ///< nothing: no target, or not assessed
};

/// The limits of one standard, rule and kind of water on one day, by item and class. It refers to the `Standards` that
/// it was made from.
class ClassTable {
  public:
    /// Fails when there is no such standard, rule or choice, naming those there are, or none that holds on that day.
    [[nodiscard]] static tl::expected<ClassTable, tables::Problem> make(const Standards& standards, const Basis& basis);

    /// Items that may set the class, and items that have limits but never set it, in the order of the table.
    [[nodiscard]] const std::vector<std::string>& items() const { return setting_; }
    [[nodiscard]] const std::vector<std::string>& reported_items() const { return reported_; }

    /// The one largest value that a class allows of an item; null: it has none, several, or a least one (oxygen).
    [[nodiscard]] const Limit* largest_value(const std::string& item, QualityClass quality) const;

    /// The class of one value; nothing when the item has no limits here, or when 90 % of saturation is asked for and
    /// the `temperature` (degC) is not known. A value exactly at a limit meets it where the standard has "at most" or
    /// "at least".
    [[nodiscard]] std::optional<ItemVerdict> judge(const Reading& reading, std::optional<double> temperature,
                                                   std::optional<QualityClass> target) const;

    /// All values of a place and time; a missing item is not assessed, and never good. `only` restricts the items that
    /// set the class (the two of a water function zone); empty: all of the rule's.
    [[nodiscard]] Assessment assess(std::span<const Reading> readings, std::optional<QualityClass> target = {},
                                    std::span<const std::string> only = {}) const;

    [[nodiscard]] const Basis& basis() const { return basis_; }
    [[nodiscard]] const Standards& standards() const { return *standards_; }

  private:
    /// Limits of one class: all must hold, but of several choices of oxygen one.
    using Rungs = std::vector<const Limit*>;
    struct Ladder {
        std::vector<Rungs> classes = std::vector<Rungs>(limited_classes);
        int decimals = -1;  ///< -1: compared as it is
        bool sets_class = true;
    };

    ClassTable(const Standards& standards, Basis basis) : standards_(&standards), basis_(std::move(basis)) {}
    [[nodiscard]] bool admits(const Limit& limit) const;
    void add(const Limit& limit);
    /// The limit that is not met, or null; `met` becomes one that is.
    [[nodiscard]] const Limit* broken(const Rungs& rungs, double value, std::optional<double> temperature,
                                      const Limit*& met) const;
    [[nodiscard]] static const Limit* largest_value(const Ladder& ladder, QualityClass quality);
    [[nodiscard]] static std::optional<double> over(const Ladder& ladder, double value, QualityClass quality);

    const Standards* standards_;
    Basis basis_;
    std::map<std::string, Ladder> ladders_;
    std::vector<std::string> setting_, reported_;
};

}  // namespace liriver::data::standards
