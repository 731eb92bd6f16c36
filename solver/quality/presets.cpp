#include <algorithm>

#include "solver/quality/expression.h"
#include "solver/quality/law.h"
#include "solver/quality/preset_rows.h"

namespace liriver::solver::quality {

void add_reaeration_parameters(ProcessSet& set) {
    set.parameters.push_back(
        {"theta_a", "1", 1.024, 1.0, 1.1, "Elmore and West 1961; Chapra 1997", "temperature factor of reaeration"});
    set.parameters.push_back(
        {"k_a", "1/d", 0.7, 0.0, 1000.0, assumed, "reaeration at 20 degC; only where its law is reaeration-given"});
}

void add_bod5(ProcessSet& set, bool slow, bool algae) {
    DerivedQuantity bod{"BOD5", "mg/L", "five-day demand at 20 degC of the ultimate demand, L (1 - exp(-5 k))", {}};
    bod.terms.push_back({"CBOD", "1 - exp(-5*k_5)"});
    set.parameters.push_back(
        {"k_5", "1/d", 0.23, 0.0, 5.0, assumed, "of the demand in its bottle at 20 degC, for BOD5"});
    if (slow) {
        bod.terms.push_back({"?CBOD-slow", "1 - exp(-5*k_5s)"});
        set.parameters.push_back(
            {"k_5s", "1/d", 0.05, 0.0, 5.0, assumed, "of the slow demand in its bottle, for BOD5"});
    }
    if (algae) {
        bod.terms.push_back({"CHLA", "f_5*r_oc*r_c*(1 - exp(-5*k_5))"});
        set.parameters.push_back({"f_5", "1", 0.0, 0.0, 1.0, assumed, "share of live algae that BOD5 counts"});
    }
    set.derived.push_back(std::move(bod));
}

Process loss(const std::string& name, const std::string& law, const std::vector<std::string>& inputs,
             const std::vector<std::string>& parameters, const std::vector<Term>& terms) {
    return {name, law, inputs, parameters, "", "", {{name, terms}}};
}

const std::vector<ProcessSet>& presets() {
    static const std::vector<ProcessSet> rows = {nh3n_preset(), streeter_phelps_preset(), eutro_preset(),
                                                 black_odour_preset()};
    return rows;
}

const ProcessSet* find_preset(const std::string& name) {
    const std::vector<ProcessSet>& rows = presets();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ProcessSet& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

void add_constituent(ProcessSet& set, const ReactingConstituent& constituent, const FirstOrderFate& fate) {
    const std::string name = as_identifier(constituent.name);
    set.constituents.push_back(constituent);
    if (fate.loss != 0.0) {
        set.parameters.push_back(
            {"k_" + name, "1/d", fate.loss, 0.0, 1000.0, fate.source, "first-order loss at 20 degC"});
        set.parameters.push_back(
            {"theta_" + name, "1", fate.temperature_factor, 0.5, 2.0, fate.source, "its temperature factor"});
        set.processes.push_back(loss(name + "_loss", "first-order", {constituent.name}, {"k_" + name, "theta_" + name},
                                     {{constituent.name, "-1"}}));
    }
    if (fate.settling != 0.0) {
        set.parameters.push_back({"v_" + name, "m/d", fate.settling, 0.0, 1000.0, fate.source, "settling"});
        set.processes.push_back(
            loss(name + "_settling", "settling", {constituent.name}, {"v_" + name}, {{constituent.name, "-1"}}));
    }
}

bool choose_reaeration(ProcessSet& set, const std::string& formula) {
    const auto process = std::find_if(set.processes.begin(), set.processes.end(),
                                      [](const Process& row) { return row.name == "reaeration"; });
    const std::string law = "reaeration-" + formula;
    if (process == set.processes.end() || find_law(law) == nullptr)
        return false;
    process->law = law;
    process->parameters =
        formula == "given" ? std::vector<std::string>{"k_a", "theta_a"} : std::vector<std::string>{"theta_a"};
    return true;
}

ProcessSet reduced(const ProcessSet& set, const std::vector<std::string>& carried) {
    std::vector<std::string> absent;
    for (const ReactingConstituent& row : set.constituents)
        if (row.optional && std::find(carried.begin(), carried.end(), row.name) == carried.end())
            absent.push_back(row.name);
    const auto lacks = [&](const std::string& name) {
        return std::find(absent.begin(), absent.end(), name) != absent.end();
    };
    ProcessSet left = set;
    std::erase_if(left.constituents, [&](const ReactingConstituent& row) { return lacks(row.name); });
    std::erase_if(left.processes, [&](const Process& process) {
        return std::any_of(process.inputs.begin(), process.inputs.end(), lacks);
    });
    for (Process& process : left.processes)
        for (Reaction& reaction : process.reactions)
            std::erase_if(reaction.terms, [&](const Term& term) { return lacks(term.constituent); });
    std::erase_if(left.processes, [](const Process& process) {
        return std::all_of(process.reactions.begin(), process.reactions.end(),
                           [](const Reaction& reaction) { return reaction.terms.empty(); });
    });
    for (Element& element : left.elements)
        std::erase_if(element.content, [&](const Term& term) { return lacks(term.constituent); });
    std::erase_if(left.derived, [&](const DerivedQuantity& quantity) {
        return std::any_of(quantity.terms.begin(), quantity.terms.end(),
                           [&](const Term& term) { return lacks(term.constituent); });
    });
    return left;
}

}  // namespace liriver::solver::quality
