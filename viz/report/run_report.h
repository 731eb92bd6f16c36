#pragma once
// One page about one run, from its result files alone: what it did, its stations over time, balances, events and
// assumptions, with the pictures that `render` has drawn.
#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::viz::report {

/// A section's water in one period as a standard judges it.
struct ClassLine {
    std::string section, period;    ///< "Guilin 桂林", "2025-11"
    std::string quality;            ///< "III Ⅲ类"; empty: not assessed
    std::string colour;             ///< of that class, for style sheets: "#3aa655"
    std::string target;             ///< "III, met"; empty: no target
    std::string reason, reason_zh;  ///< why, in English and in Chinese
};

struct ReportOptions {
    std::filesystem::path file;      ///< empty: `<folder>/report.html`
    std::vector<ClassLine> classes;  ///< empty: nothing was judged
    std::string classes_by;          ///< by which standard, rule and items, in a sentence
};

/// Writes one self-contained HTML page, UTF-8, and returns its name. Fails
/// when a result file is missing or damaged, or the page cannot be written.
[[nodiscard]] tl::expected<std::filesystem::path, mesh::field::Error> write_run_report(
    const std::filesystem::path& folder, const ReportOptions& options);

}  // namespace liriver::viz::report
