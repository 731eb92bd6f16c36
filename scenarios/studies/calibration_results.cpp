// What is made of a calibration's end: intervals, what the data can tell, and the files.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "data/tables/file.h"
#include "scenarios/studies/calibration_work.h"
#include "solver/assimilation/identifiability.h"
#include "solver/assimilation/student_t.h"

namespace liriver::scenarios::studies {

using data::tables::Problem;

Fit CalibrationWork::fit(std::size_t s, const std::vector<double>& simulated) const {
    const ObservedSeries& series = in_.observations.series[s];
    return measure_fit(series.time, series.value,
                       std::span(simulated).subspan(in_.observations.begin(s), series.size()));
}

void CalibrationWork::describe() {
    const std::size_t count = best_.point.size();
    std::vector<bool> free(count);
    std::vector<std::size_t> inside;
    const auto values = parameters_at(best_.point);
    const auto sensitivity = solver::assimilation::mean_square_sensitivity(best_.jacobian);
    for (std::size_t j = 0; j < count; ++j) {
        FittedParameter p;
        p.asked = in_.study.parameters[j];
        p.value = values[j];
        p.at_lower = best_.point[j] <= lower_[j];
        p.at_upper = best_.point[j] >= upper_[j];
        p.sensitivity = sensitivity[j];
        free[j] = !p.at_lower && !p.at_upper;
        if (free[j])
            inside.push_back(j);
        out_.parameters.push_back(p);
    }
    out_.degrees_of_freedom = static_cast<double>(in_.observations.size() - inside.size());
    out_.variance = std::max(1.0, out_.sum_after / out_.degrees_of_freedom);
    const auto covariance = solver::assimilation::covariance(best_.jacobian, free, out_.variance);
    const double t = solver::assimilation::student_t_quantile(0.5 + 0.5 * method_.confidence, out_.degrees_of_freedom);
    for (std::size_t j = 0; j < count; ++j) {
        FittedParameter& p = out_.parameters[j];
        p.standard_error = covariance.standard_error[j];
        p.low = p.value * std::exp(-t * p.standard_error);
        p.high = p.value * std::exp(t * p.standard_error);
    }
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b)
            out_.pairs.push_back({a, b, solver::assimilation::collinearity_index(best_.jacobian, std::vector{a, b}),
                                  covariance.correlation[a][b]});
    const auto singular = solver::assimilation::singular_values(best_.jacobian);
    out_.singular_values = singular.values;
    out_.singular_vectors = singular.vectors;
    std::vector<double> weakest(count, 0.0);
    if (inside.size() > 1) {
        out_.collinearity = solver::assimilation::collinearity_index(best_.jacobian, inside);
        const auto direction = solver::assimilation::weakest_direction(best_.jacobian, inside);
        // Columns were scaled to length 1: by what share each parameter moves, the largest share being 1.
        double largest = 0.0;
        for (std::size_t k = 0; k < inside.size(); ++k) {
            weakest[inside[k]] = sensitivity[inside[k]] > 0.0 ? direction[k] / sensitivity[inside[k]] : 0.0;
            largest = std::max(largest, std::abs(weakest[inside[k]]));
        }
        for (double& share : weakest)
            share = largest > 0.0 ? share / largest : 0.0;
    }
    for (std::size_t s = 0; s < in_.observations.series.size(); ++s)
        out_.series.push_back({fit(s, as_is_), fit(s, before_), fit(s, after_)});
    out_.notes = in_.observations.notes;
    out_.findings = findings_of(in_, out_, weakest);
}

void CalibrationWork::write() {
    out_.members = members_.all().size();
    const auto fail = [&](const Problem& problem) {
        out_.exit_code = 3;
        out_.message = to_string(problem);
    };
    std::vector<language::ScenarioChange> changes;
    std::string head = fmt::format("# Fitted by liriver study {} against {} observations:\n",
                                   in_.study.file.filename().string(), in_.observations.size());
    for (std::size_t j = 0; j < out_.parameters.size(); ++j) {
        const FittedParameter& p = out_.parameters[j];
        head += fmt::format("#   {} = {:.6g}\n", p.asked.name, p.value);
        for (language::ScenarioChange change : in_.changes[j]) {
            change.value = p.value;
            changes.push_back(change);
        }
    }
    const auto text = language::rewrite_scenario(in_.model.scenario, changes, options_.output);
    if (!text) {
        fail(text.error().front());
        return;
    }
    for (const auto& [name, content] : {std::pair<const char*, std::string>{"calibrated.toml", head + *text},
                                        {"calibration.json", calibration_json(in_, options_, out_)}}) {
        if (const auto written = data::tables::write_file(options_.output / name, content); !written) {
            fail(written.error());
            return;
        }
        out_.files.push_back(options_.output / name);
    }
    out_.files.push_back(options_.output / "calibration.csv");
    out_.files.push_back(options_.output / "members");
}

}  // namespace liriver::scenarios::studies
