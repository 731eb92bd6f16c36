#include "scenarios/studies/calibrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/checkpoint/checksum.h"
#include "data/tables/csv_writer.h"
#include "data/tables/file.h"
#include "scenarios/studies/members.h"
#include "solver/assimilation/identifiability.h"
#include "solver/assimilation/least_squares.h"
#include "solver/assimilation/student_t.h"

namespace liriver::scenarios::studies {

using data::tables::Problem;
using data::tables::Problems;
using solver::assimilation::LeastSquares;
using solver::assimilation::LeastSquaresOptions;
using solver::assimilation::Linearisation;
using solver::assimilation::Matrix;
using solver::assimilation::SearchState;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The van der Corput sequence in a base (Halton 1960, Numer. Math. 2, 84-90).
double radical_inverse(int number, int base) {
    double value = 0.0, digit = 1.0 / base;
    for (; number > 0; number /= base, digit /= base)
        value += digit * (number % base);
    return value;
}

std::vector<int> first_primes(std::size_t count) {
    std::vector<int> primes;
    for (int candidate = 2; primes.size() < count; ++candidate)
        if (std::all_of(primes.begin(), primes.end(), [&](int prime) { return candidate % prime != 0; }))
            primes.push_back(candidate);
    return primes;
}

std::vector<std::filesystem::path> our_files(const std::filesystem::path& folder) {
    return {folder / "calibration.json", folder / "calibration.csv", folder / "calibrated.toml", folder / "members"};
}

tl::expected<void, Problem> prepare_folder(const StudyOptions& options) {
    const auto refuse = [&](const char* code, std::string found, std::string expected) {
        return tl::make_unexpected(
            Problem{options.output.string(), 0, 0, code, "--output", std::move(found), std::move(expected), ""});
    };
    std::error_code error;
    const bool there = std::filesystem::exists(options.output, error);
    if (there && !std::filesystem::is_directory(options.output, error))
        return refuse("not-a-folder", "a file", "a folder, or a new name");
    if (there && !std::filesystem::is_empty(options.output, error)) {
        if (!options.overwrite && !options.resume)
            return refuse("folder-in-use", "a folder that is not empty",
                          "an empty or new folder, --resume to go on, or --overwrite to begin anew");
        if (options.overwrite)
            for (const auto& file : our_files(options.output))
                std::filesystem::remove_all(file, error);
    }
    std::filesystem::create_directories(options.output / "members", error);
    if (error)
        return refuse("cannot-write", error.message(), "a folder that can be made");
    return {};
}

// One calibration at work. The search goes in logarithms of the parameters: all are positive, and a step is a share.
class Work {
  public:
    Work(const LoadedStudy& in, const StudyOptions& options)
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

    Calibration go() {
        if (begin() && search() && differentiate() && leave_out()) {
            describe();
            write();
        }
        out_.members = members_.all().size();
        out_.taken_from_files = members_.taken_from_files();
        out_.failed_members = static_cast<std::size_t>(
            std::count_if(members_.all().begin(), members_.all().end(),
                          [](const Member& member) { return !member.result.trouble.empty(); }));
        return std::move(out_);
    }

  private:
    using Points = std::vector<std::vector<double>>;

    Members::Settings settings() {
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

    Members::Run runner() {
        return [this](const std::vector<double>& values) {
            language::Model model = in_.model;
            for (std::size_t j = 0; j < values.size(); ++j)
                for (language::ScenarioChange change : in_.changes[j]) {
                    change.value = values[j];
                    apply(change, model);
                }
            return run_member(model, in_.observations);
        };
    }

    // Of all that a member's numbers depend on: the program, the files, what is asked for.
    [[nodiscard]] std::string fingerprint() const {
        std::string text = options_.version + options_.git + in_.study.text;
        for (const auto& file : in_.model.river.inputs)
            text += file_checksum(file);
        for (const auto& table : in_.study.observations)
            text += file_checksum(table.file.path);
        data::checkpoint::Checksum sum;
        sum.add(text);
        return data::checkpoint::hex(sum.value());
    }
    [[nodiscard]] static std::string file_checksum(const std::filesystem::path& file) {
        const auto checksum = data::checkpoint::file_checksum(file);
        return checksum ? data::checkpoint::hex(*checksum) : "unreadable";
    }

    [[nodiscard]] static std::vector<double> values_at(const std::vector<double>& logarithms) {
        std::vector<double> values;
        for (const double x : logarithms)
            values.push_back(std::exp(x));
        return values;
    }

    /// Parameters of a point, each exactly its bound where the point stands on it.
    [[nodiscard]] std::vector<double> parameters_at(const std::vector<double>& point) const {
        std::vector<double> values = values_at(point);
        for (std::size_t j = 0; j < point.size(); ++j) {
            const auto& p = in_.study.parameters[j];
            values[j] = point[j] <= lower_[j] ? p.lower : point[j] >= upper_[j] ? p.upper : values[j];
        }
        return values;
    }

    bool evaluate(const Points& parameters, const std::string& purpose, std::vector<MemberResult>& results) {
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

    // The scenario as it stands, the start, and points to look around at.
    bool begin() {
        stage_ = "start";
        Points points{{}, start_};
        const auto primes = first_primes(start_.size());
        for (int k = 1; k <= method_.screening; ++k) {
            std::vector<double> point;
            for (std::size_t j = 0; j < start_.size(); ++j)
                point.push_back(std::exp(lower_[j] + (upper_[j] - lower_[j]) * radical_inverse(k, primes[j])));
            points.push_back(point);
        }
        std::vector<MemberResult> results;
        if (!evaluate(points, "start", results))
            return false;
        for (std::size_t k = 0; k < 2; ++k)
            if (results[k].simulated.empty()) {
                out_.exit_code = 3;
                out_.message =
                    fmt::format("{}: {}", k == 0 ? "the scenario as it stands" : "the start", results[k].trouble);
                return false;
            }
        as_is_ = results[0].simulated;
        before_ = results[1].simulated;
        out_.sum_as_is = sum(as_is_);
        out_.sum_before = sum(before_);
        double least = infinity;
        for (std::size_t k = 1; k < points.size(); ++k)
            if (!results[k].simulated.empty() && sum(results[k].simulated) < least) {
                least = sum(results[k].simulated);
                begin_at_ = points[k];
            }
        sum_now_ = least;
        return true;
    }

    [[nodiscard]] double sum(const std::vector<double>& simulated) const {
        return solver::assimilation::sum_of_squares(residuals(in_.observations, simulated));
    }

    // Tells a search what it asks for until it ends. `kept`: rows of the residuals that it may see; none: all.
    bool feed(const std::vector<LeastSquares*>& searches, const std::vector<std::vector<bool>>& kept,
              const char* purpose) {
        for (;;) {
            Points wanted;
            for (const LeastSquares* search : searches)
                for (const auto& point : search->asked())
                    wanted.push_back(parameters_at(point));
            if (wanted.empty())
                return true;
            std::vector<MemberResult> results;
            if (!evaluate(wanted, purpose, results))
                return false;
            std::size_t next = 0;
            for (std::size_t s = 0; s < searches.size(); ++s) {
                std::vector<std::vector<double>> told;
                for (std::size_t k = searches[s]->asked().size(); k > 0; --k) {
                    const auto& simulated = results[next++].simulated;
                    told.push_back(simulated.empty() ? std::vector<double>{}
                                                     : chosen(residuals(in_.observations, simulated), kept[s]));
                }
                if (!told.empty())
                    searches[s]->tell(std::move(told));
            }
            if (kept.front().empty()) {
                iteration_ = searches.front()->iterations();
                sum_now_ = searches.front()->sum();
            }
        }
    }

    [[nodiscard]] static std::vector<double> chosen(std::vector<double> values, const std::vector<bool>& kept) {
        if (kept.empty())
            return values;
        std::vector<double> some;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (kept[i])
                some.push_back(values[i]);
        return some;
    }

    bool search() {
        stage_ = "search";
        std::vector<double> from;
        for (std::size_t j = 0; j < begin_at_.size(); ++j)
            from.push_back(begin_at_[j] == in_.study.parameters[j].lower   ? lower_[j]
                           : begin_at_[j] == in_.study.parameters[j].upper ? upper_[j]
                                                                           : std::log(begin_at_[j]));
        LeastSquares search(from, lower_, upper_, search_options_);
        if (!feed({&search}, {{}}, "search"))
            return false;
        out_.search = in_words(search.state());
        out_.converged = search.state() == SearchState::converged;
        out_.iterations = search.iterations();
        if (search.state() == SearchState::failed) {
            out_.exit_code = 3;
            out_.message = out_.search + ": " + last_trouble();
            return false;
        }
        best_ = search.best();
        out_.sum_after = search.sum();
        return true;
    }

    [[nodiscard]] std::string last_trouble() const {
        std::string trouble;
        for (const Member& member : members_.all())
            if (!member.result.trouble.empty())
                trouble = member.result.trouble;
        return trouble;
    }

    // The Jacobian at the best fit, by central differences where the bounds leave room.
    bool differentiate() {
        stage_ = "central differences";
        Points points{parameters_at(best_.point)};
        std::vector<std::pair<double, double>> steps;
        for (std::size_t j = 0; j < best_.point.size(); ++j) {
            const double h = method_.difference;
            const double down = std::max(best_.point[j] - h, lower_[j]);
            const double up = std::min(best_.point[j] + h, upper_[j]);
            steps.emplace_back(down, up);
            for (const double x : {down, up}) {
                std::vector<double> point = best_.point;
                point[j] = x;
                points.push_back(parameters_at(point));
            }
        }
        std::vector<MemberResult> results;
        if (!evaluate(points, "central differences", results))
            return false;
        after_ = results.front().simulated;
        best_.residuals = residuals(in_.observations, after_);
        best_.jacobian = Matrix(best_.residuals.size(), best_.point.size());
        for (std::size_t j = 0; j < best_.point.size(); ++j) {
            double down = steps[j].first, up = steps[j].second;
            std::vector<double> low = results[1 + 2 * j].simulated, high = results[2 + 2 * j].simulated;
            if (low.empty()) {
                low = after_;
                down = best_.point[j];
            }
            if (high.empty()) {
                high = after_;
                up = best_.point[j];
            }
            if (!(up > down)) {
                out_.exit_code = 3;
                out_.message = "the model cannot be run on either side of the best fit: " + last_trouble();
                return false;
            }
            const auto r_low = residuals(in_.observations, low);
            const auto r_high = residuals(in_.observations, high);
            const auto column = best_.jacobian.column(j);
            for (std::size_t i = 0; i < column.size(); ++i)
                column[i] = (r_high[i] - r_low[i]) / (up - down);
        }
        return true;
    }

    // Each series in turn: fit to the others, predict it. All go in step, so that their members fill the processes.
    bool leave_out() {
        stage_ = "left out in turn";
        const auto& series = in_.observations.series;
        if (!method_.leave_one_out || series.size() < 2)
            return true;
        out_.left_out.resize(series.size());
        std::vector<LeastSquares> searches;
        std::vector<std::vector<bool>> kept;
        std::vector<std::size_t> of;
        for (std::size_t s = 0; s < series.size(); ++s) {
            std::vector<bool> rows(in_.observations.size(), true);
            const std::size_t begin = in_.observations.begin(s);
            std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(begin), series[s].size(), false);
            if (in_.observations.size() - series[s].size() <= best_.point.size()) {
                out_.left_out[s].trouble = "too few other observations for so many parameters";
                continue;
            }
            Linearisation known;
            known.point = best_.point;
            known.residuals = chosen(best_.residuals, rows);
            known.jacobian = Matrix(known.residuals.size(), best_.point.size());
            for (std::size_t j = 0; j < best_.point.size(); ++j) {
                const auto column = best_.jacobian.column(j);
                const auto some = chosen({column.begin(), column.end()}, rows);
                std::copy(some.begin(), some.end(), known.jacobian.column(j).begin());
            }
            searches.emplace_back(std::move(known), lower_, upper_, search_options_);
            kept.push_back(std::move(rows));
            of.push_back(s);
        }
        if (searches.empty())
            return true;
        std::vector<LeastSquares*> pointers;
        for (LeastSquares& search : searches)
            pointers.push_back(&search);
        if (!feed(pointers, kept, "left out in turn"))
            return false;
        for (std::size_t k = 0; k < searches.size(); ++k) {
            LeftOut& left = out_.left_out[of[k]];
            left.search = in_words(searches[k].state());
            left.parameters = parameters_at(searches[k].best().point);
            std::vector<MemberResult> results;
            if (!evaluate({left.parameters}, "left out in turn", results))
                return false;
            left.prediction = fit(of[k], results.front().simulated);
        }
        return true;
    }

    [[nodiscard]] Fit fit(std::size_t s, const std::vector<double>& simulated) const {
        const ObservedSeries& series = in_.observations.series[s];
        return measure_fit(series.time, series.value,
                           std::span(simulated).subspan(in_.observations.begin(s), series.size()));
    }

    void describe() {
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
        const double t =
            solver::assimilation::student_t_quantile(0.5 + 0.5 * method_.confidence, out_.degrees_of_freedom);
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

    void write() {
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

    const LoadedStudy& in_;
    const StudyOptions& options_;
    const language::CalibrationMethod& method_;
    Members members_;
    LeastSquaresOptions search_options_;
    std::vector<double> start_, lower_, upper_;  // [parameters]; bounds are logarithms
    std::vector<double> begin_at_, as_is_, before_, after_;
    Linearisation best_;
    Calibration out_;
    std::string stage_;
    int iteration_ = 0;
    double sum_now_ = infinity;
};

}  // namespace

tl::expected<LoadedStudy, Problems> load_study(const std::filesystem::path& file) {
    Problems problems;
    auto study = language::read_study(file, problems);
    if (!study)
        return tl::make_unexpected(std::move(problems));
    LoadedStudy loaded;
    std::error_code error;
    if (std::filesystem::is_regular_file(study->study.scenario.path, error)) {
        if (auto model = language::load(study->study.scenario.path)) {
            loaded.model = *std::move(model);
            loaded.changes = changes_of(*study, loaded.model, problems);
            loaded.observations = read_observations(*study, loaded.model, problems);
        } else {
            problems.insert(problems.end(), model.error().begin(), model.error().end());
        }
    }
    if (problems.empty() && loaded.observations.size() <= study->parameters.size())
        problems.push_back({file.string(),
                            0,
                            0,
                            "too-few",
                            "observations",
                            fmt::format("{} observations", loaded.observations.size()),
                            fmt::format("more than the {} parameters", study->parameters.size()),
                            {}});
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    loaded.study = *std::move(study);
    return loaded;
}

tl::expected<Calibration, Problems> calibrate(const LoadedStudy& study, const StudyOptions& options) {
    if (const auto ready = prepare_folder(options); !ready)
        return tl::make_unexpected(Problems{ready.error()});
    return Work(study, options).go();
}

}  // namespace liriver::scenarios::studies
