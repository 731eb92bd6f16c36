#include "solver/quality/reference.h"

#include <array>
#include <charconv>
#include <vector>

#include "solver/quality/law.h"
#include "solver/quality/process_set.h"

namespace liriver::solver::quality {

namespace {

std::string number(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 7).ptr;
    return {text.data(), end};
}

std::string code(std::string_view text) { return text.empty() ? "" : "`" + std::string(text) + "`"; }

/// "`a`, `b`".
template <class Names>
std::string listed(const Names& names) {
    std::string all;
    for (const auto& name : names)
        all += (all.empty() ? "" : ", ") + code(name);
    return all;
}

std::string row(const std::vector<std::string>& cells) {
    std::string all = "|";
    for (const std::string& cell : cells)
        all += cell.empty() ? " |" : " " + cell + " |";
    return all + "\n";
}

std::string head(const std::vector<std::string>& cells) {
    std::string rule = "|";
    for (std::size_t i = 0; i < cells.size(); ++i)
        rule += "---|";
    return row(cells) + rule + "\n";
}

std::string place_table() {
    std::string all = "## What a place offers\n\n" + head({"name", "unit", "is"});
    for (const QuantityRow& quantity : quantities())
        all += row({code(quantity.name), std::string(quantity.unit), std::string(quantity.says)});
    return all + "\n";
}

std::string law_table() {
    std::string all =
        "## Rate laws\n\n" + head({"law", "rate, per day", "works on", "parameters", "of the place", "source"});
    for (const Law& law : laws()) {
        std::vector<std::string_view> place;
        for (const Quantity quantity : law.place)
            place.push_back(quantities()[index(quantity)].name);
        all += row({code(law.name), code(law.equation), listed(law.inputs), listed(law.parameters), listed(place),
                    std::string(law.source)});
    }
    return all + "\n";
}

std::string stoichiometry(const Reaction& reaction) {
    std::string all;
    for (const Term& term : reaction.terms)
        all += (all.empty() ? "" : ", ") + term.constituent + " " + code(term.coefficient);
    return all;
}

std::string sum_of(const std::vector<Term>& terms) {
    std::string all;
    for (const Term& term : terms) {
        const bool may_lack = term.constituent[0] == '?';
        all += (all.empty() ? "" : " + ") + (term.coefficient == "1" ? "" : "(" + code(term.coefficient) + ") x ") +
               term.constituent.substr(may_lack ? 1 : 0) + (may_lack ? " where it is carried" : "");
    }
    return all;
}

std::string preset_tables(const ProcessSet& set) {
    std::string all = "## Preset `" + set.name + "`\n\n" + set.says + "\n\n" + head({"constituent", "unit", "is", ""});
    for (const ReactingConstituent& constituent : set.constituents)
        all +=
            row({code(constituent.name), constituent.unit, constituent.says, constituent.optional ? "optional" : ""});
    all += "\n" + head({"reaction", "law", "works on", "with", "changes, per unit of its rate"});
    for (const Process& process : set.processes)
        for (const Reaction& reaction : process.reactions)
            all += row({code(reaction.name), code(process.law), listed(process.inputs), listed(process.parameters),
                        stoichiometry(reaction)});
    all += "\n" + head({"parameter", "unit", "default", "least", "largest", "is", "source"});
    for (const Parameter& parameter : set.parameters)
        all += row({code(parameter.name), parameter.unit, number(parameter.value), number(parameter.least),
                    number(parameter.largest), parameter.says, parameter.source});
    for (const Element& element : set.elements)
        all += "\nTotal " + element.name + ": " + sum_of(element.content) + ".\n";
    for (const DerivedQuantity& quantity : set.derived)
        all += "\nDerived " + code(quantity.name) + " (" + quantity.unit + "), " + quantity.says + ": " +
               sum_of(quantity.terms) + ".\n";
    return all;
}

}  // namespace

std::string quality_reference() {
    std::string all =
        "# Reference: water quality\n\n"
        "Written by `docs/make.sh` from the tables that run; equations and reasons are in [the "
        "explanation](../explanation/quality.md).\n"
        "A constituent marked optional takes part where the run carries it; `?` marks an input that counts as 0 where "
        "it is not carried.\n"
        "Values marked assumed are of the usual order (Bowie et al. 1985, EPA/600/3-85/040) and are to be "
        "calibrated.\n\n";
    all += place_table() + law_table();
    for (std::size_t i = 0; i < presets().size(); ++i)
        all += (i == 0 ? "" : "\n") + preset_tables(presets()[i]);
    return all;
}

}  // namespace liriver::solver::quality
