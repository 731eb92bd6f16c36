#pragma once
// The members of a study: evaluated in processes, kept in files, so that a killed study goes on where it was.
#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/studies/member.h"

namespace liriver::scenarios::studies {

struct Member {
    std::string purpose;             ///< "start", "difference", "trial" ...
    std::vector<double> parameters;  ///< empty: the scenario as it stands
    MemberResult result;
};

class Members {
  public:
    struct Settings {
        std::filesystem::path folder;    ///< of the study; members go into `members/` there
        std::vector<std::string> names;  ///< of the parameters
        std::string fingerprint;         ///< of all that members depend on
        int processes = 1;
        const std::atomic<bool>* stop = nullptr;
        std::function<void(const Members&)> told;  ///< called as members end; may be empty
    };
    using Run = std::function<MemberResult(const std::vector<double>& parameters)>;

    Members(Settings settings, Run run, const Observations& observations);

    /// Results of these points, each run once ever: a point met before, in this study or in the files it goes on from,
    /// is not run again. Members are numbered in the order they are first asked for, whatever the number of processes.
    /// Nothing: interrupted, or a file could not be written (`problem`).
    [[nodiscard]] bool evaluate(const std::vector<std::vector<double>>& points, const std::string& purpose,
                                std::vector<MemberResult>& results);

    [[nodiscard]] const std::vector<Member>& all() const { return members_; }
    [[nodiscard]] std::size_t taken_from_files() const { return taken_; }
    [[nodiscard]] const data::tables::Problems& problems() const { return problems_; }
    /// calibration.csv: every member with its parameters and its sum of squares.
    [[nodiscard]] tl::expected<void, data::tables::Problem> write_table() const;

  private:
    [[nodiscard]] std::size_t number_of(const std::vector<double>& point) const;
    [[nodiscard]] std::filesystem::path file_of(std::size_t number) const;
    [[nodiscard]] std::string head_of(const Member& member) const;
    bool read(std::size_t number);
    void keep(std::size_t number);

    Settings settings_;
    Run run_;
    const Observations& observations_;
    std::vector<Member> members_;
    std::size_t taken_ = 0;
    data::tables::Problems problems_;
};

}  // namespace liriver::scenarios::studies
