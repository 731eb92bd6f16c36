#pragma once
// One calibration at work: the search, and what is made of its end. Internal to this module.
#include <limits>
#include <string>
#include <vector>

#include "scenarios/studies/calibrate.h"
#include "scenarios/studies/members.h"
#include "solver/assimilation/least_squares.h"

namespace liriver::scenarios::studies {

/// The search goes in logarithms of the parameters: all are positive, and a step is a share.
class CalibrationWork {
  public:
    CalibrationWork(const LoadedStudy& in, const StudyOptions& options);
    CalibrationWork(const CalibrationWork&) = delete;  // its members point into it
    CalibrationWork& operator=(const CalibrationWork&) = delete;

    Calibration go();

  private:
    using Points = std::vector<std::vector<double>>;
    using LeastSquares = solver::assimilation::LeastSquares;

    // calibration_work.cpp: members
    Members::Settings settings();
    Members::Run runner();
    // Of all that a member's numbers depend on: the program, the files, what is asked for.
    [[nodiscard]] std::string fingerprint() const;
    // Parameters of a point, each exactly its bound where the point stands on it.
    [[nodiscard]] std::vector<double> parameters_at(const std::vector<double>& point) const;
    bool evaluate(const Points& parameters, const std::string& purpose, std::vector<MemberResult>& results);
    [[nodiscard]] double sum(const std::vector<double>& simulated) const;
    [[nodiscard]] std::string last_trouble() const;

    // calibration_search.cpp. Each returns false when the study ends there.
    // The scenario as it stands, the start, and points to look around at.
    bool begin();
    // Tells searches what they ask for until they end. `kept`: rows of the residuals that each may see; none: all.
    bool feed(const std::vector<LeastSquares*>& searches, const std::vector<std::vector<bool>>& kept,
              const char* purpose);
    bool search();
    // The Jacobian at the best fit, by central differences where the bounds leave room.
    bool differentiate();
    // Each series in turn: fit to the others, predict it. All go in step, so that their members fill the processes.
    bool leave_out();

    // calibration_results.cpp
    [[nodiscard]] Fit fit(std::size_t s, const std::vector<double>& simulated) const;
    void describe();
    void write();

    const LoadedStudy& in_;
    const StudyOptions& options_;
    const language::CalibrationMethod& method_;
    runner::CellPlan between_;  // cells of the scenario as it stands: all members have the same
    Members members_;
    solver::assimilation::LeastSquaresOptions search_options_;
    std::vector<double> start_, lower_, upper_;  // [parameters]; bounds are logarithms
    std::vector<double> begin_at_, as_is_, before_, after_;
    solver::assimilation::Linearisation best_;
    Calibration out_;
    std::string stage_;
    int iteration_ = 0;
    double sum_now_ = std::numeric_limits<double>::infinity();
};

}  // namespace liriver::scenarios::studies
