#pragma once
// How commands report problems.
#include <iosfwd>

#include "data/tables/problem.h"
#include "scenarios/cli/command_line.h"

namespace liriver::scenarios::cli {

/// Prints each problem on a line of its own, then how many there are and that nothing was written. Returns
/// `Exit::bad_input`.
Exit report_problems(const data::tables::Problems& problems, std::ostream& err);

}  // namespace liriver::scenarios::cli
