#include "solver/quality/expression_words.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "solver/quality/expression.h"

namespace liriver::solver::quality {
namespace {

bool is_part(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) != 0 || c == '_' || byte > 127;
}

void add_names(const std::vector<Term>& terms, std::set<std::string>& names) {
    for (const Term& term : terms)
        names.merge(names_in(term.coefficient));
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_part(text[end]))
            ++end;
        words.emplace_back(text.substr(at, std::max<std::size_t>(end - at, 1)));
        at += words.back().size();
    }
    return words;
}

std::set<std::string> names_in(std::string_view text) {
    std::set<std::string> names;
    for (std::string& word : words_of(text))
        if (is_part(word.front()) && std::isdigit(static_cast<unsigned char>(word.front())) == 0)
            names.insert(std::move(word));
    return names;
}

std::vector<Parameter> used_parameters(const ProcessSet& set) {
    std::set<std::string> names;
    for (const Process& process : set.processes) {
        for (const std::string& parameter : process.parameters)
            names.insert(as_identifier(parameter));
        names.merge(names_in(process.expression));
        for (const Reaction& reaction : process.reactions)
            add_names(reaction.terms, names);
    }
    for (const Element& element : set.elements)
        add_names(element.content, names);
    for (const DerivedQuantity& quantity : set.derived)
        for (const Term& term : quantity.terms) {
            const bool optional = term.constituent[0] == '?';
            const bool carried = !optional || std::any_of(set.constituents.begin(), set.constituents.end(),
                                                          [&](const ReactingConstituent& one) {
                                                              return "?" + one.name == term.constituent;
                                                          });
            if (carried)
                names.merge(names_in(term.coefficient));
        }
    std::vector<Parameter> used;
    std::copy_if(set.parameters.begin(), set.parameters.end(), std::back_inserter(used),
                 [&](const Parameter& parameter) { return names.count(as_identifier(parameter.name)) != 0; });
    return used;
}

}  // namespace liriver::solver::quality
