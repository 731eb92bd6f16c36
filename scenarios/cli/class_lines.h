#pragma once
// Judged water as lines of a run's report.
#include "scenarios/studies/classify.h"
#include "viz/report/run_report.h"

namespace liriver::scenarios::cli {

/// The months of each section by the first standard, and by what they were judged.
void add_classes(const studies::Classification& result, viz::report::ReportOptions& report);

}  // namespace liriver::scenarios::cli
