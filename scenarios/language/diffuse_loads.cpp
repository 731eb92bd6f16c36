#include "scenarios/language/diffuse_loads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/registers/diffuse_register.h"
#include "data/tables/suggest.h"
#include "scenarios/language/calendar.h"
#include "scenarios/language/export_coefficient.h"

namespace liriver::scenarios::language {
namespace {

class DiffuseRules {
  public:
    DiffuseRules(const Scenario& scenario, Reporter& report) : scenario_(scenario), report_(report) {}

    void check(const DiffuseLoad& load) {
        load_ = &load;
        path_ = fmt::format("diffuse_load[{}]", load.name);
        where();
        when();
        for (const DiffuseSource& source : load.sources)
            counted(source);
    }

  private:
    [[nodiscard]] bool given(const char* key) const { return scenario_.positions.count(path_ + "." + key) > 0; }
    void refuse(const char* key, const char* code, std::string found, std::string expected) {
        report_.add_at_key(path_ + "." + key, load_->at, code, std::move(found), std::move(expected));
    }
    /// Of several ways to say one thing at most one; the first that is given, or nullptr.
    const char* one_of(std::initializer_list<const char*> keys, const char* expected) {
        const char* first = nullptr;
        for (const char* key : keys) {
            if (!given(key))
                continue;
            if (first != nullptr)
                refuse(key, "both-given", fmt::format("`{}` and `{}`", first, key), expected);
            else
                first = key;
        }
        return first;
    }

    void where() {
        const bool surface = scenario_.on_surface();
        for (const char* key : {"reach", "chainage", "from_chainage", "to_chainage"})
            if (surface && given(key))
                refuse(key, "not-used", "a place on a reach", "a `point`, a `polygon` or an `inflow` on a surface");
        for (const char* key : {"polygon", "polygon_file"})
            if (!surface && given(key))
                refuse(key, "not-used", "a polygon beside reaches", "a stretch of a reach, or an `inflow`");
        if (surface)
            one_of({"inflow", "point", "polygon", "polygon_file"}, "one of them");
        else
            one_of({"inflow", "reach"}, "one of them");
        one_of({"chainage", "point", "from_chainage"}, "one of them: a place, or a stretch");
        if (given("chainage") && given("to_chainage") && !given("from_chainage"))
            refuse("to_chainage", "both-given", "`chainage` and `to_chainage`", "a place, or a stretch");
        for (const char* key : {"from_chainage", "to_chainage", "chainage"})
            if (!surface && given(key) && !given("reach"))
                refuse(key, "missing-key", fmt::format("`{}` without a reach", key), "`reach` beside it");
        if (given("polygon") && load_->area.ring.size() < 3 && !report_.told(path_ + ".polygon"))
            refuse("polygon", "bad-polygon", fmt::format("{} corners", load_->area.ring.size()), "at least three");
        if (surface && !given("inflow") && !given("point") && !given("polygon") && !given("polygon_file"))
            report_.add(load_->at, "no-place", path_, "no place", "a `point`, a `polygon` or an `inflow`");
    }

    void when() {
        one_of({"monthly_shares", "discharge", "runoff"}, "one of them");
        for (const auto& [mean, of] : {std::pair{"mean_discharge", "discharge"}, {"mean_runoff", "runoff"}})
            if (given(mean) && !given(of))
                refuse(mean, "missing-key", fmt::format("`{}` without `{}`", mean, of),
                       fmt::format("`{}` beside it", of));
        const std::vector<double>& shares = load_->monthly_shares;
        if (!given("monthly_shares") || report_.told(path_ + ".monthly_shares"))
            return;
        if (shares.size() != 12)
            refuse("monthly_shares", "wrong-count", fmt::format("{} shares", shares.size()), "twelve, January first");
        else if (const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
                 !(std::abs(sum - 1.0) <= data::registers::monthly_shares_tolerance))
            refuse("monthly_shares", "bad-sum", fmt::format("shares that sum to {:.6g}", sum),
                   fmt::format("a sum of 1, within {}", data::registers::monthly_shares_tolerance));
    }

    void counted(const DiffuseSource& source) {
        const std::string path = fmt::format("{}.sources[{}]", path_, source.name);
        std::string found;
        int count = 0;
        for (const char* key : {"people", "livestock", "land"})
            if (scenario_.positions.count(path + "." + key) > 0) {
                found += fmt::format("{}`{}`", count == 0 ? "" : " and ", key);
                ++count;
            }
        if (count != 1)
            report_.add(source.at, count == 0 ? "missing-key" : "both-given", path + ".people",
                        count == 0 ? "none of `people`, `livestock` and `land`" : found, "one of them");
    }

    const Scenario& scenario_;
    Reporter& report_;
    const DiffuseLoad* load_ = nullptr;
    std::string path_;
};

class CoefficientReader {
  public:
    CoefficientReader(const Scenario& scenario, Reporter& report) : scenario_(scenario), report_(report) {
        for (const Constituent& constituent : scenario.constituents)
            names_.push_back(constituent.name);
    }

    void read(DiffuseSource& source, const std::string& path) {
        const bool counted = source.people || source.livestock || source.land;
        for (const auto& [name, text] : source.written) {
            const std::string key = fmt::format("{}.coefficient.{}", path, name);
            const Position at = scenario_.position_of(path + ".coefficient", source.at);
            const auto of = std::find_if(scenario_.constituents.begin(), scenario_.constituents.end(),
                                         [&name = name](const Constituent& one) { return one.name == name; });
            if (of == scenario_.constituents.end()) {
                report_.add(at, "unknown-constituent", key, fmt::format("\"{}\"", name),
                            "the name of a [[constituent]]", data::tables::suggest(name, names_));
                continue;
            }
            const std::string counted_as = of->kind.spill;
            if (counted_as != "kg" && counted_as != "1") {
                report_.add(at, "not-used", key, fmt::format("an amount of a constituent in {}", of->unit),
                            "a constituent of mass or number");
                continue;
            }
            const CountedIn in = source.people      ? CountedIn::persons
                                 : source.livestock ? CountedIn::heads
                                                    : CountedIn::area;
            if (!counted)
                continue;  // told
            if (const auto coefficient = parse_export_coefficient(text, in, counted_as))
                source.exported.emplace(name, *coefficient);
            else
                report_.add(at, coefficient.error().code.c_str(), key, coefficient.error().found,
                            coefficient.error().expected);
        }
    }

  private:
    const Scenario& scenario_;
    Reporter& report_;
    std::vector<std::string> names_;
};

}  // namespace

void check_diffuse_rules(const Scenario& scenario, Reporter& report) {
    DiffuseRules rules(scenario, report);
    for (const DiffuseLoad& load : scenario.diffuse_loads)
        rules.check(load);
}

void complete_diffuse_loads(Scenario& scenario, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    CoefficientReader reader(scenario, report);
    for (DiffuseLoad& load : scenario.diffuse_loads) {
        const std::string path = fmt::format("diffuse_load[{}]", load.name);
        if (load.sources.empty() && !report.told(path + ".sources"))
            report.add(load.at, "missing-table", path + ".sources", "no source",
                       "[[diffuse_load.sources]], or rows of the register");
        if (load.base_flow_share > 0.0 && load.monthly_shares.empty() && load.follows() == nullptr)
            report.add_at_key(path + ".base_flow_share", load.at, "not-used",
                              "a share of base flow of a load that is spread evenly as it is",
                              "`monthly_shares`, `discharge` or `runoff` beside it");
        for (DiffuseSource& source : load.sources)
            reader.read(source, fmt::format("{}.sources[{}]", path, source.name));
    }
}

namespace {
/// Whether a table has anything above 0 in a span.
bool anything_in(const Series& series, const CalendarSpan& span) {
    for (std::size_t i = 0; i + 1 < series.times.size(); ++i) {
        const bool inside = series.times[i] < span.end && series.times[i + 1] > span.begin;
        const bool line = series.interpolation == Interpolation::linear;
        if (inside && (series.values[i] > 0.0 || (line && series.values[i + 1] > 0.0)))
            return true;
    }
    return false;
}
}  // namespace

void check_followed(const Scenario& scenario, data::tables::Problems& problems) {
    if (!scenario.time.start || !scenario.time.end)
        return;
    Reporter report(scenario, problems);
    const std::chrono::minutes zone = scenario.project.time_zone;
    for (const DiffuseLoad& load : scenario.diffuse_loads) {
        const Series* series = load.follows();
        if (series == nullptr || load.mean_followed())
            continue;
        const std::string key = fmt::format("diffuse_load[{}].{}", load.name, load.discharge ? "discharge" : "runoff");
        if (series->constant && !(*series->constant > 0.0))
            report.add(series->at, "out-of-bounds", key, "nothing, which no load can go with", "a number above 0");
        if (series->times.empty())
            continue;
        for (const int year : years_of(*scenario.time.start, *scenario.time.end, zone)) {
            const CalendarSpan span = calendar_year(year, zone);
            const auto shown = [&](Time time) { return data::tables::format_local(time, zone); };
            if (series->times.front() > span.begin || series->times.back() < span.end)
                report.add(series->at, "not-covered", key,
                           fmt::format("{} to {} in {}", shown(series->times.front()), shown(series->times.back()),
                                       series->file.path.filename().string()),
                           fmt::format("all of {}, {} to {}, or the mean of many years beside it", year,
                                       shown(span.begin), shown(span.end)));
            else if (!anything_in(*series, span))
                report.add(series->at, "out-of-bounds", key,
                           fmt::format("nothing in all of {}, which no load can go with", year), "a value above 0");
        }
    }
}

std::vector<std::string> notes_on_diffuse_loads(const Scenario& scenario) {
    std::vector<std::string> notes;
    if (!scenario.time.start)
        return notes;
    const int year = year_of(*scenario.time.start, scenario.project.time_zone);
    const int days = calendar_year(year, scenario.project.time_zone).days;
    for (const DiffuseLoad& load : scenario.diffuse_loads) {
        std::string amounts;
        for (const Constituent& constituent : scenario.constituents)
            if (const double amount = load.in_year(constituent.name, days); amount > 0.0)
                amounts +=
                    fmt::format("{}{:.6g} {} of {}", amounts.empty() ? "" : ", ", amount,
                                std::string_view(constituent.kind.spill) == "kg" ? "kg" : "germs", constituent.name);
        notes.push_back(fmt::format("diffuse load {}: {} in {}{}{}", load.name, amounts.empty() ? "nothing" : amounts,
                                    year, load.mean_followed() ? ", were it a mean year" : "",
                                    load.assumed() ? " (assumed)" : ""));
    }
    return notes;
}

}  // namespace liriver::scenarios::language
