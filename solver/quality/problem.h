#pragma once
// What is wrong with a process set, for whoever knows its file to tell.
#include <cstddef>
#include <string>

namespace liriver::solver::quality {

struct Problem {
    enum class Kind {
        unknown_name,   ///< found is not among what is known
        syntax,         ///< an expression that cannot be read
        out_of_range,   ///< a parameter's value
        wrong_count,    ///< of inputs, parameters or reactions of a law
        unknown_unit,   ///< of an expression's result
        repeated_name,  ///< two of one kind with one name
        not_offered,    ///< a quantity that the place lacks
    };
    Kind kind = Kind::unknown_name;
    std::string where;  ///< the process, parameter or constituent: "process algae.nutrients"
    std::string key;    ///< which of its entries: "expression", "law", "inputs", "coefficient", "value", "unit"
    std::string found;
    std::string expected;
    /// In `found`'s expression, counted from 1 (columns in bytes); 0: the whole entry.
    std::size_t line = 0, column = 0;
};

}  // namespace liriver::solver::quality
