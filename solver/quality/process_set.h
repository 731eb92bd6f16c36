#pragma once
// Process sets as declared: a table of processes by constituents (stoichiometry) with rates and parameters.
#include <string>
#include <vector>

namespace liriver::solver::quality {

/// A number that rates and stoichiometry use, by its name.
struct Parameter {
    std::string name;
    std::string unit;
    double value = 0.0;  ///< its default where the set is a preset
    double least = 0.0, largest = 0.0;
    std::string source;  ///< where the value comes from; "assumed" where nobody says so
    std::string says;    ///< what it is
};

/// A state variable of the kinetics.
struct ReactingConstituent {
    std::string name;
    std::string unit;          ///< in which the rates know it: "mg/L", "g/m2" of what is stored
    std::string says;          ///< a few words
    bool optional = false;     ///< of a preset: its processes are left out where the run does not carry it
    bool stored = false;       ///< lies on the bed, amount per area, and is not transported
    bool non_negative = true;  ///< false for a temperature in deg C
    double scale = 1.0;        ///< an ordinary size in its unit: errors below `absolute` times it do not matter
};

/// What one unit of a rate does to one constituent.
struct Term {
    std::string constituent;
    std::string coefficient;  ///< a number or an expression of parameters: "-1", "r_oc*r_c*138/106"
};

/// One rate and its row of the stoichiometric table.
struct Reaction {
    std::string name;
    std::vector<Term> terms;
};

/// A law with what it works on, or a rate of the user's own.
struct Process {
    std::string name;
    std::string law;                      ///< of the registry; empty: `expression`
    std::vector<std::string> inputs;      ///< constituents, in the law's order; "?TSS": 0 where it is not carried
    std::vector<std::string> parameters;  ///< parameters of the set, in the law's order
    std::string expression;               ///< of constituents, parameters and quantities of the place
    std::string unit;                     ///< of the expression's result: "mg/L/d", "g/m2/d"
    std::vector<Reaction> reactions;      ///< one for each of the law's outputs
};

/// How much of an element each constituent holds, per unit of it: what TN and TP add up, and what must balance.
struct Element {
    std::string name;           ///< "N", "P"
    std::vector<Term> content;  ///< for each constituent that holds some
};

/// What is judged but not carried: a weighted sum of constituents.
struct DerivedQuantity {
    std::string name;         ///< "TN", "BOD5"
    std::string unit;         ///< that of its sum, in the constituents' units
    std::string says;         ///< a few words
    std::vector<Term> terms;  ///< "?CBOD-slow": nothing where it is not carried; any other has to be
};

struct ProcessSet {
    std::string name;
    std::string says;
    std::vector<ReactingConstituent> constituents;
    std::vector<Element> elements;
    std::vector<DerivedQuantity> derived;
    std::vector<Parameter> parameters;
    std::vector<Process> processes;
};

/// The presets in the order of the reference: `nh3n`, `streeter-phelps`, `eutro`, `black-odour`.
const std::vector<ProcessSet>& presets();

/// The preset of that name; none: nullptr.
const ProcessSet* find_preset(const std::string& name);

/// What a constituent of the user's own does: first-order loss and settling.
struct FirstOrderFate {
    double loss = 0.0;                ///< 1/d at 20 degC
    double temperature_factor = 1.0;  ///< theta
    double settling = 0.0;            ///< m/d
    std::string source;               ///< of these values
};

/// Adds a constituent (a metal, a pesticide, any other) to a set, with its parameters `k_`, `theta_` and `v_` followed
/// by its name as an identifier, and a process for each of loss and settling that is not 0: conservative if both are.
void add_constituent(ProcessSet& set, const ReactingConstituent& constituent, const FirstOrderFate& fate);

/// Lets the process `reaeration` of a set follow another law: "given", "oconnor-dobbins", "churchill", "owens-gibbs" or
/// "covar". False if the set has no such process, or the registry no such law.
bool choose_reaeration(ProcessSet& set, const std::string& formula);

/// The set without the optional constituents that are not among `carried`, and without what needs them: processes
/// that have one of them as an input (but "?" inputs) and terms on them. A reaction without terms goes too, and a
/// derived quantity that lacks a part.
ProcessSet reduced(const ProcessSet& set, const std::vector<std::string>& carried);

}  // namespace liriver::solver::quality
