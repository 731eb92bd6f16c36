#include "scenarios/cli/report.h"

#include <ostream>

namespace liriver::scenarios::cli {

Exit report_problems(const data::tables::Problems& problems, std::ostream& err) {
    for (const data::tables::Problem& problem : problems)
        err << to_string(problem) << '\n';
    err << problems.size() << (problems.size() == 1 ? " problem" : " problems") << "; nothing was written.\n";
    return Exit::bad_input;
}

}  // namespace liriver::scenarios::cli
