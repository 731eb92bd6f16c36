#include "scenarios/language/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/tables/csv_writer.h"
#include "data/tables/file.h"
#include "scenarios/language/reader.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

namespace {
using data::tables::format_number;
using data::tables::Problems;

class Checks {
  public:
    Checks(const Study& study, Problems& problems) : study_(study), problems_(problems) {}

    void whole() {
        if (listed("study.scenario"))
            static_cast<void>(refuse_unreadable(study_.study.scenario, "study.scenario", problems_));
        if (std::any_of(problems_.begin(), problems_.end(), [](const auto& one) { return one.key == "study.kind"; }))
            return;  // what tables it needs is not known
        if (study_.study.kind == StudyKind::outfalls) {
            for (const StudyParameter& p : study_.parameters)
                other_kind(p.at, fmt::format("parameter[{}]", p.name), "outfalls");
            for (const ObservationTable& t : study_.observations)
                other_kind(t.at, fmt::format("observations[{}]", t.name), "outfalls");
            if (study_.method.at.line > 0)
                other_kind(study_.method.at, "method", "outfalls");
            if (study_.outfalls.sections.given())
                static_cast<void>(refuse_unreadable(study_.outfalls.sections, "outfalls.sections", problems_));
            return;
        }
        if (study_.outfalls.at.line > 0)
            other_kind(study_.outfalls.at, "outfalls", "calibrate");
        if (study_.parameters.empty() && !listed("parameter"))
            add(top(), "missing-table", "parameter", "no [[parameter]]", "at least one number to find");
        if (study_.observations.empty() && !listed("observations"))
            add(top(), "missing-table", "observations", "no [[observations]]", "at least one table of measurements");
    }

    void parameter(const StudyParameter& p) {
        const std::string path = fmt::format("parameter[{}]", p.name);
        name_once(p.name, p.at, "parameter", parameters_);
        const bool bounds = listed(path + ".lower") && listed(path + ".upper") && p.lower > 0.0 && p.upper > 0.0;
        if (bounds && !(p.lower < p.upper))
            add(at(path + ".upper", p.at), "out-of-order", path + ".upper", format_number(p.upper),
                fmt::format("more than `lower`, {}", format_number(p.lower)));
        else if (bounds && listed(path + ".start") && (p.start < p.lower || p.start > p.upper))
            add(at(path + ".start", p.at), "out-of-bounds", path + ".start", format_number(p.start),
                fmt::format("a number from {} to {}", format_number(p.lower), format_number(p.upper)));
        const double most = p.what == ParameterKind::manning_n ? 1.0 : 100.0;  // as the scenario's own keys
        if (p.upper > most)
            add(at(path + ".upper", p.at), "out-of-bounds", path + ".upper", format_number(p.upper),
                fmt::format("at most {} for {}", most, in_words(p.what)));
        if (p.what == ParameterKind::width_factor && listed(path + ".zone"))
            add(at(path + ".zone", p.at), "not-used", path + ".zone", "a key that width_factor does not use",
                "no such key here: it is the channel that is widened");
    }

    void table(const ObservationTable& t) {
        name_once(t.name, t.at, "observations", tables_);
        if (t.file.given())
            static_cast<void>(refuse_unreadable(t.file, fmt::format("observations[{}].file", t.name), problems_));
    }

  private:
    void other_kind(const Position& where, std::string key, const char* kind) {
        add(where, "not-used", std::move(key), fmt::format("a table that kind = \"{}\" does not use", kind),
            "no such table here");
    }

    void name_once(const std::string& name, const Position& where, const char* list, std::map<std::string, int>& seen) {
        const auto [first, fresh] = seen.emplace(name, where.line);
        if (!fresh && !name.empty())
            add(where, "repeated-name", fmt::format("{}[{}]", list, name), fmt::format("a second \"{}\"", name),
                fmt::format("each name once (it stands in line {} too)", first->second));
    }

    void add(const Position& where, const char* code, std::string key, std::string found, std::string expected) {
        problems_.push_back(
            {where.file, where.line, where.column, code, std::move(key), std::move(found), std::move(expected), {}});
    }

    [[nodiscard]] bool listed(const std::string& key) const { return study_.positions.count(key) > 0; }
    [[nodiscard]] Position at(const std::string& key, const Position& otherwise) const {
        const auto found = study_.positions.find(key);
        return found == study_.positions.end() ? otherwise : found->second;
    }
    [[nodiscard]] Position top() const { return {study_.file.string(), 0, 0}; }

    const Study& study_;
    Problems& problems_;
    std::map<std::string, int> parameters_, tables_;
};
}  // namespace

std::string in_words(ParameterKind what) { return what == ParameterKind::manning_n ? "manning_n" : "width_factor"; }

std::optional<Study> read_study(const std::filesystem::path& file, Problems& problems) {
    const auto text = data::tables::read_file(file);
    if (!text) {
        problems.push_back(text.error());
        return std::nullopt;
    }
    Study study;
    study.file = file;
    study.text = *text;
    if (!parse_by_keys(*text, file, {}, study_keys(), &study, study.positions, problems))
        return std::nullopt;
    if (study.study.name.empty())
        study.study.name = file.stem().string();
    Checks checks(study, problems);
    checks.whole();
    for (const StudyParameter& parameter : study.parameters)
        checks.parameter(parameter);
    for (const ObservationTable& table : study.observations)
        checks.table(table);
    return study;
}

}  // namespace liriver::scenarios::language
