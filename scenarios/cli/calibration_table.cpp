#include "scenarios/cli/calibration_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/cli/columns.h"

namespace liriver::scenarios::cli {

namespace {
std::string shown(double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-"; }

std::string parameters(const studies::LoadedStudy& study, const studies::Calibration& result) {
    std::size_t width = 11;
    for (const auto& p : result.parameters)
        width = std::max(width, columns(p.asked.name) + 2);
    const std::string interval = fmt::format("{:.4g} % interval", 100.0 * study.study.method.confidence);
    std::string text = fmt::format("{}{:>10}{:>10}{:>24}{:>14}\n", padded("parameter", width), "start", "fitted",
                                   interval, "sensitivity");
    for (const auto& p : result.parameters) {
        const std::string range =
            p.at_lower || p.at_upper          ? fmt::format("at its {} bound", p.at_lower ? "lower" : "upper")
            : std::isfinite(p.standard_error) ? fmt::format("{} to {}", shown(p.low), shown(p.high))
                                              : "not identified";
        text += fmt::format("{}{:>10}{:>10}{:>24}{:>14}\n", padded(p.asked.name, width), shown(p.asked.start),
                            shown(p.value), range, shown(p.sensitivity));
    }
    return text;
}

std::string fits(const studies::LoadedStudy& study, const studies::Calibration& result) {
    std::size_t width = 8;
    for (const auto& series : study.observations.series)
        width = std::max(width, columns(series.name) + 2);
    std::string text = fmt::format("{}{:>8}{:>10}{:>10}{:>10}{:>10}{:>12}{:>12}\n", padded("series", width), "fit",
                                   "NSE", "RMSE", "bias", "peak", "peak late", "left out");
    text += fmt::format("{}{:>8}{:>10}{:>10}{:>10}{:>10}{:>12}{:>12}\n", padded("", width), "", "", "", "", "error",
                        "h", "RMSE");
    for (std::size_t s = 0; s < result.series.size(); ++s) {
        const auto row = [&](const std::string& name, const char* which, const studies::Fit& fit,
                             const std::string& left) {
            text += fmt::format("{}{:>8}{:>10}{:>10}{:>10}{:>10}{:>12}{:>12}\n", padded(name, width), which,
                                shown(fit.nse), shown(fit.rmse), shown(fit.bias), shown(fit.peak_error),
                                shown(fit.peak_time_error / 3600.0), left);
        };
        row(study.observations.series[s].name, "before", result.series[s].as_is, "");
        const bool left = !result.left_out.empty() && result.left_out[s].trouble.empty();
        row("", "after", result.series[s].after, left ? shown(result.left_out[s].prediction.rmse) : "");
    }
    return text;
}
}  // namespace

std::string calibration_table(const studies::LoadedStudy& study, const studies::Calibration& result) {
    std::string text = fmt::format(
        "{}: {} after {} linearisations, {} members ({} failed); sum of squares {:.5g} -> {:.5g} over {} "
        "observations\n\n",
        study.study.study.name, result.search, result.iterations, result.members, result.failed_members,
        result.sum_before, result.sum_after, study.observations.size());
    text += parameters(study, result) + "\n" + fits(study, result) + "\n";
    for (const std::string& finding : result.findings)
        text += finding + "\n";
    if (result.findings.empty())
        text += "Every parameter is identified by the observations.\n";
    for (const std::string& note : result.notes)
        text += note + "\n";
    return text;
}

}  // namespace liriver::scenarios::cli
