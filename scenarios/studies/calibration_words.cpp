// calibration.json, and what the data cannot identify, in words.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "data/checkpoint/checksum.h"
#include "scenarios/studies/calibrate.h"

namespace liriver::scenarios::studies {

using Json = nlohmann::ordered_json;

namespace {

// A parameter that moves observed values by less than a hundredth of their error when it changes by 100 % moves
// nothing.
constexpr double least_sensitivity = 0.01;
// A smaller part of the weakest direction is not worth a word.
constexpr double worth_a_word = 0.1;

// JSON has no infinity: what has no end, or does not exist, is null.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json fit_json(const Fit& fit) {
    return {{"nse", number(fit.nse)},
            {"rmse", fit.rmse},
            {"bias", fit.bias},
            {"peak_error", fit.peak_error},
            {"peak_time_error_s", fit.peak_time_error}};
}

Json values_json(const std::vector<language::StudyParameter>& parameters, const std::vector<double>& values) {
    Json json = Json::object();
    for (std::size_t j = 0; j < values.size(); ++j)
        json[parameters[j].name] = values[j];
    return json;
}

Json parameter_json(const FittedParameter& p) {
    Json json{{"name", p.asked.name}, {"what", in_words(p.asked.what)}};
    if (p.asked.what == language::ParameterKind::manning_n)
        json["zone"] = p.asked.zone;
    json["reaches"] = p.asked.reaches;
    json["lower"] = p.asked.lower;
    json["upper"] = p.asked.upper;
    json["start"] = p.asked.start;
    json["assumed"] = p.asked.provenance.assumed;
    json["source"] = p.asked.provenance.source;
    json["value"] = p.value;
    json["standard_error_relative"] = number(p.standard_error);
    json["confidence_low"] = std::isfinite(p.standard_error) ? Json(p.low) : Json(nullptr);
    json["confidence_high"] = std::isfinite(p.standard_error) ? number(p.high) : Json(nullptr);
    json["at_bound"] = p.at_lower ? Json("lower") : p.at_upper ? Json("upper") : Json(nullptr);
    json["sensitivity"] = p.sensitivity;
    return json;
}

Json inputs_json(const LoadedStudy& in) {
    Json json = Json::object();
    const auto folder = in.study.file.parent_path();
    const auto add = [&](const std::filesystem::path& file) {
        const auto checksum = data::checkpoint::file_checksum(file);
        json[file.lexically_proximate(folder).generic_string()] =
            checksum ? data::checkpoint::hex(*checksum) : "unreadable";
    };
    add(in.study.file);
    for (const auto& file : in.model.river.inputs)
        add(file);
    for (const auto& table : in.study.observations)
        add(table.file.path);
    return json;
}

}  // namespace

std::vector<std::string> findings_of(const LoadedStudy& in, const Calibration& result,
                                     const std::vector<double>& weakest) {
    std::vector<std::string> findings;
    const double limit = in.study.method.collinearity_limit;
    std::size_t together = 0;
    std::string names;
    for (std::size_t j = 0; j < result.parameters.size(); ++j) {
        const FittedParameter& p = result.parameters[j];
        if (p.at_lower || p.at_upper)
            findings.push_back(
                fmt::format("{} stands at its {} bound, {:.6g}: the observations ask for {} than the bounds allow, or "
                            "the model lacks "
                            "something; it has no confidence interval.",
                            p.asked.name, p.at_lower ? "lower" : "upper", p.value, p.at_lower ? "less" : "more"));
        else if (p.sensitivity < least_sensitivity)
            findings.push_back(
                fmt::format("{} moves nothing that was observed (a change by 100 % moves it by {:.2g} of its error): "
                            "the observations "
                            "cannot identify it.",
                            p.asked.name, p.sensitivity));
        else if (std::isfinite(p.standard_error) && p.low < p.asked.lower && p.high > p.asked.upper)
            findings.push_back(fmt::format(
                "{} is not narrowed by the observations: its confidence interval, {:.3g} to {:.3g}, is wider than its "
                "bounds.",
                p.asked.name, p.low, p.high));
        if (std::abs(weakest[j]) >= worth_a_word) {
            ++together;
            names += fmt::format("{}{} by {:+.2g} %", names.empty() ? "" : ", ", p.asked.name, weakest[j]);
        }
    }
    if (together > 1 && result.collinearity > limit)
        findings.push_back(fmt::format(
            "The observations cannot tell these apart (collinearity index {:.3g}, limit {:.3g}): a change of {} leaves "
            "what was observed nearly as it is. Only a combination of them is found; fix one, or observe elsewhere.",
            result.collinearity, limit, names));
    for (const PairOfParameters& pair : result.pairs) {
        const bool inside = weakest[pair.a] != 0.0 && weakest[pair.b] != 0.0;
        if (result.parameters.size() > 2 && inside && pair.collinearity > limit)
            findings.push_back(fmt::format("Among them {} and {} alone have a collinearity index of {:.3g}.",
                                           result.parameters[pair.a].asked.name, result.parameters[pair.b].asked.name,
                                           pair.collinearity));
    }
    return findings;
}

namespace {

void add_fits(const LoadedStudy& in, const Calibration& result, Json& json) {
    Json& fits = json["fit"] = Json::array();
    for (std::size_t s = 0; s < result.series.size(); ++s) {
        const ObservedSeries& series = in.observations.series[s];
        fits.push_back({{"series", series.name},
                        {"station", series.station},
                        {"quantity", column_of(series.quantity)},
                        {"observations", series.size()},
                        {"as_it_stands", fit_json(result.series[s].as_is)},
                        {"start", fit_json(result.series[s].before)},
                        {"fitted", fit_json(result.series[s].after)}});
    }
    Json& left_out = json["left_out"] = Json::array();
    for (std::size_t s = 0; s < result.left_out.size(); ++s) {
        const LeftOut& left = result.left_out[s];
        Json one{{"series", in.observations.series[s].name}};
        if (left.trouble.empty()) {
            one["search_ended"] = left.search;
            one["parameters"] = values_json(in.study.parameters, left.parameters);
            one["prediction"] = fit_json(left.prediction);
        } else {
            one["trouble"] = left.trouble;
        }
        left_out.push_back(one);
    }
}

Json identifiability_json(const LoadedStudy& in, const Calibration& result) {
    Json known;
    known["collinearity_index"] = number(result.collinearity);
    known["pairs"] = Json::array();
    for (const PairOfParameters& pair : result.pairs)
        known["pairs"].push_back({{"a", result.parameters[pair.a].asked.name},
                                  {"b", result.parameters[pair.b].asked.name},
                                  {"collinearity_index", number(pair.collinearity)},
                                  {"correlation", number(pair.correlation)}});
    known["singular_values"] = result.singular_values;
    known["singular_vectors"] = Json::array();
    for (const auto& vector : result.singular_vectors)
        known["singular_vectors"].push_back(values_json(in.study.parameters, vector));
    known["cannot_identify"] = result.findings;
    return known;
}

}  // namespace

std::string calibration_json(const LoadedStudy& in, const StudyOptions& options, const Calibration& result) {
    const auto& method = in.study.method;
    Json json{{"study", in.study.study.name},
              {"kind", "calibrate"},
              {"scenario", in.model.scenario.project.name},
              {"version", options.version},
              {"git", options.git},
              {"method",
               {{"search", "Levenberg-Marquardt within bounds, in logarithms of the parameters"},
                {"warm_up_s", method.warm_up},
                {"screening", method.screening},
                {"iterations", method.iterations},
                {"difference", method.difference},
                {"step_tolerance", method.step_tolerance},
                {"gain_tolerance", method.gain_tolerance},
                {"confidence", method.confidence},
                {"collinearity_limit", method.collinearity_limit}}},
              {"converged", result.converged},
              {"search_ended", result.search},
              {"iterations", result.iterations},
              {"members", result.members},
              {"observations", in.observations.size()},
              {"sum_of_squares",
               {{"as_it_stands", result.sum_as_is}, {"start", result.sum_before}, {"fitted", result.sum_after}}},
              {"degrees_of_freedom", result.degrees_of_freedom},
              {"variance_of_unit_weight", result.variance}};
    Json& parameters = json["parameters"] = Json::array();
    for (const FittedParameter& p : result.parameters)
        parameters.push_back(parameter_json(p));
    add_fits(in, result, json);
    json["identifiability"] = identifiability_json(in, result);
    json["notes"] = result.notes;
    json["inputs"] = inputs_json(in);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace liriver::scenarios::studies
