#include "scenarios/studies/members.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "data/tables/file.h"
#include "scenarios/studies/processes.h"
#include "solver/assimilation/least_squares.h"

namespace liriver::scenarios::studies {

using data::tables::format_number;

Members::Members(Settings settings, Run run, const Observations& observations)
    : settings_(std::move(settings)), run_(std::move(run)), observations_(observations) {}

std::size_t Members::number_of(const std::vector<double>& point) const {
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [&](const Member& member) { return member.parameters == point; });
    return static_cast<std::size_t>(found - members_.begin());
}

std::filesystem::path Members::file_of(std::size_t number) const {
    return settings_.folder / "members" / fmt::format("{:05}.csv", number + 1);
}

// What a member's file says above its numbers; a file that says anything else is of another member.
std::string Members::head_of(const Member& member) const {
    std::string head = fmt::format("# study {}\n", settings_.fingerprint);
    if (member.parameters.empty())
        head += "# the scenario as it stands\n";
    for (std::size_t j = 0; j < member.parameters.size(); ++j)
        head += fmt::format("# {} = {}\n", settings_.names[j], format_number(member.parameters[j]));
    return head;
}

bool Members::read(std::size_t number) {
    const auto text = data::tables::read_file(file_of(number));
    Member& member = members_[number];
    const std::string head = head_of(member);
    if (!text || text->compare(0, head.size(), head) != 0)
        return false;
    data::tables::Problems problems;
    const auto table =
        data::tables::parse_csv(*text, file_of(number).string(), problems, data::tables::Rows::may_be_none);
    if (!table)
        return false;
    for (const std::string& comment : table->comments)
        if (const std::size_t at = comment.find("trouble: "); at != std::string::npos)
            member.result.trouble = comment.substr(at + 9);
    data::tables::ColumnReader columns(*table, problems);
    member.result.simulated = columns.numbers("simulated");
    const std::size_t rows = member.result.trouble.empty() ? observations_.size() : 0;
    if (problems.empty() && member.result.simulated.size() == rows)
        return true;
    member.result = {};
    return false;
}

void Members::keep(std::size_t number) {
    const Member& member = members_[number];
    std::string text = head_of(member);
    if (!member.result.trouble.empty()) {
        std::string line = member.result.trouble;
        std::replace(line.begin(), line.end(), '\n', ' ');
        text += "# trouble: " + line + "\n";
    }
    text += "simulated\n";
    for (const double value : member.result.simulated)
        text += format_number(value) + "\n";
    if (const auto written = data::tables::write_file(file_of(number), text); !written)
        problems_.push_back(written.error());
}

bool Members::evaluate(const std::vector<std::vector<double>>& points, const std::string& purpose,
                       std::vector<MemberResult>& results) {
    std::vector<std::size_t> wanted, numbers;
    for (const auto& point : points) {
        const std::size_t number = number_of(point);
        numbers.push_back(number);
        if (number < members_.size())
            continue;
        members_.push_back({purpose, point, {}});
        if (read(number))
            ++taken_;
        else
            wanted.push_back(number);
    }
    const bool whole = run_processes(
        wanted.size(), settings_.processes,
        [&](std::size_t k) {
            MemberResult result = run_(members_[wanted[k]].parameters);
            return JobResult{std::move(result.simulated), std::move(result.trouble), false};
        },
        [&](std::size_t k, JobResult result) {
            if (result.lost) {  // a point without an answer would turn the search: rather stop
                problems_.push_back({file_of(wanted[k]).string(),
                                     0,
                                     0,
                                     "member-lost",
                                     purpose,
                                     std::move(result.trouble),
                                     "a run to its end; --resume goes on",
                                     {}});
                return;
            }
            members_[wanted[k]].result = {std::move(result.numbers), std::move(result.trouble)};
            keep(wanted[k]);
            if (settings_.told)
                settings_.told(*this);
        },
        settings_.stop);
    if (!whole || !problems_.empty())
        return false;
    results.clear();
    for (const std::size_t number : numbers)
        results.push_back(members_[number].result);
    if (const auto written = write_table(); !written) {
        problems_.push_back(written.error());
        return false;
    }
    return true;
}

tl::expected<void, data::tables::Problem> Members::write_table() const {
    std::vector<std::string> columns{"member", "purpose"};
    columns.insert(columns.end(), settings_.names.begin(), settings_.names.end());
    columns.emplace_back("sum_of_squares");
    columns.emplace_back("trouble");
    auto table = data::tables::CsvWriter::open(settings_.folder / "calibration.csv", columns);
    if (!table)
        return tl::make_unexpected(table.error());
    for (std::size_t number = 0; number < members_.size(); ++number) {
        const Member& member = members_[number];
        table->integer(static_cast<std::int64_t>(number + 1)).text(member.purpose);
        for (std::size_t j = 0; j < settings_.names.size(); ++j)
            member.parameters.empty() ? table->text("") : table->number(member.parameters[j]);
        if (member.result.simulated.empty())
            table->text("");
        else
            table->number(solver::assimilation::sum_of_squares(residuals(observations_, member.result.simulated)));
        table->text(member.result.trouble).end_row();
    }
    return table->finish();
}

}  // namespace liriver::scenarios::studies
