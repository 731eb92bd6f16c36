#include "scenarios/studies/calibration_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/checkpoint/checksum.h"
#include "scenarios/runner/computational_cells.h"

namespace liriver::scenarios::studies {

namespace {

std::string file_checksum(const std::filesystem::path& file) {
    const auto checksum = data::checkpoint::file_checksum(file);
    return checksum ? data::checkpoint::hex(*checksum) : "unreadable";
}

std::vector<double> values_at(const std::vector<double>& logarithms) {
    std::vector<double> values;
    values.reserve(logarithms.size());
    for (const double x : logarithms)
        values.push_back(std::exp(x));
    return values;
}

}  // namespace

CalibrationWork::CalibrationWork(const LoadedStudy& in, const StudyOptions& options)
    : in_(in), options_(options), method_(in.study.method), members_(settings(), runner(), in.observations) {
    for (const language::StudyParameter& p : in.study.parameters) {
        start_.push_back(p.start);
        lower_.push_back(std::log(p.lower));
        upper_.push_back(std::log(p.upper));
    }
    search_options_.difference = method_.difference;
    search_options_.step_tolerance = method_.step_tolerance;
    search_options_.gain_tolerance = method_.gain_tolerance;
    search_options_.most_iterations = method_.iterations;
}

Calibration CalibrationWork::go() {
    if (!in_.model.scenario.on_surface())
        if (const auto refined = runner::refine_channel_model(in_.model))  // else the members say what is wrong
            between_ = refined->between;
    if (begin() && search() && differentiate() && leave_out()) {
        describe();
        write();
    }
    out_.members = members_.all().size();
    out_.taken_from_files = members_.taken_from_files();
    out_.failed_members =
        static_cast<std::size_t>(std::count_if(members_.all().begin(), members_.all().end(),
                                               [](const Member& member) { return !member.result.trouble.empty(); }));
    return std::move(out_);
}

Members::Settings CalibrationWork::settings() {
    Members::Settings settings;
    settings.folder = options_.output;
    for (const auto& p : in_.study.parameters)
        settings.names.push_back(p.name);
    settings.fingerprint = fingerprint();
    settings.processes = options_.processes;
    settings.stop = options_.stop;
    if (options_.progress)
        settings.told = [this](const Members& members) {
            options_.progress({stage_, members.all().size(), iteration_, sum_now_, out_.sum_before});
        };
    return settings;
}

Members::Run CalibrationWork::runner() {
    return [this](const std::vector<double>& values) {
        language::Model model = in_.model;
        for (std::size_t j = 0; j < values.size(); ++j)
            for (language::ScenarioChange change : in_.changes[j]) {
                change.value = values[j];
                apply(change, model);
            }
        return run_member(model, between_, in_.observations);
    };
}

// Of all that a member's numbers depend on: the program, the files, what is asked for.
std::string CalibrationWork::fingerprint() const {
    std::string text = options_.version + options_.git + in_.study.text;
    for (const auto& file : in_.model.river.inputs)
        text += file_checksum(file);
    for (const auto& table : in_.study.observations)
        text += file_checksum(table.file.path);
    data::checkpoint::Checksum sum;
    sum.add(text);
    return data::checkpoint::hex(sum.value());
}

/// Parameters of a point, each exactly its bound where the point stands on it.
std::vector<double> CalibrationWork::parameters_at(const std::vector<double>& point) const {
    std::vector<double> values = values_at(point);
    for (std::size_t j = 0; j < point.size(); ++j) {
        const auto& p = in_.study.parameters[j];
        values[j] = point[j] <= lower_[j] ? p.lower : point[j] >= upper_[j] ? p.upper : values[j];
    }
    return values;
}

bool CalibrationWork::evaluate(const Points& parameters, const std::string& purpose,
                               std::vector<MemberResult>& results) {
    if (members_.evaluate(parameters, purpose, results))
        return true;
    if (!members_.problems().empty()) {
        out_.exit_code = 3;
        out_.message = to_string(members_.problems().front());
    } else {
        out_.exit_code = 130;
        out_.message = fmt::format("interrupted after {} members; go on with --resume", members_.all().size());
    }
    return false;
}

double CalibrationWork::sum(const std::vector<double>& simulated) const {
    return solver::assimilation::sum_of_squares(residuals(in_.observations, simulated));
}

std::string CalibrationWork::last_trouble() const {
    std::string trouble;
    for (const Member& member : members_.all())
        if (!member.result.trouble.empty())
            trouble = member.result.trouble;
    return trouble;
}

}  // namespace liriver::scenarios::studies
