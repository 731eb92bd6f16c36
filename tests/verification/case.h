#pragma once
// A verification case: a function that runs it and returns one error, the bound the error must keep, and where the
// right answer comes from.
#include <functional>
#include <string>
#include <vector>

namespace liriver::tests::verification {

struct Case {
    std::string name;
    std::string metric;
    double bound;        ///< the metric must not exceed it
    std::string source;  ///< where the right answer comes from
    std::function<double()> run;
    bool quick = true;  ///< false: takes long; left to the full test run
};

/// Prints each as a JSON line {"case","metric","value","bound","source"}; what a table's `main` returns: 0 when every
/// bound is kept, 1 when one is not, 3 when one could not be run.
int print_table(const std::vector<Case>& cases);

}  // namespace liriver::tests::verification
