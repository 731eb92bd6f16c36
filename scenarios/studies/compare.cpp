#include "scenarios/studies/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "data/results/summary_reader.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"

namespace liriver::scenarios::studies {

using data::results::Summary;
using data::tables::Problems;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A column of stations.csv at one station.
struct Curve {
    std::vector<data::tables::Time> time;
    std::vector<double> value;  // no NaN
};

struct Run {
    Summary summary;
    std::vector<std::string> stations, columns;                   // in the order of the file
    std::map<std::pair<std::string, std::string>, Curve> curves;  // by station and column
};

std::optional<Run> read_run(const std::filesystem::path& folder, Problems& problems) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        problems.push_back({folder.string(), 0, 0, "no-results", {}, "no folder", "the folder of a run's results", {}});
        return std::nullopt;
    }
    Run run;
    const auto summary = data::results::read_summary(folder / "summary.json");
    if (!summary) {
        const auto& fault = summary.error();
        problems.push_back({fault.place, 0, 0, "no-results", {}, fault.found, fault.expected, {}});
    } else {
        run.summary = *summary;
    }
    const auto table = data::tables::read_csv(folder / "stations.csv", problems, data::tables::Rows::may_be_none);
    if (!table)
        return std::nullopt;
    data::tables::ColumnReader reader(*table, problems);
    const auto times = reader.times("time_utc", data::tables::Order::any);
    const auto stations = reader.texts("station");
    data::tables::NumberRule rule;
    rule.may_be_empty = true;
    for (const auto& cell : table->header) {
        const std::string& name = cell.text;
        if (name == "time_utc" || name == "time_local" || name == "station")
            continue;
        run.columns.push_back(name);
        const auto values = reader.numbers(name, rule);
        for (std::size_t row = 0; row < values.size() && reader.good(); ++row) {
            Curve& curve = run.curves[{stations[row], name}];
            if (std::isnan(values[row]))
                continue;
            curve.time.push_back(times[row]);
            curve.value.push_back(values[row]);
        }
    }
    for (const std::string& station : stations)
        if (std::find(run.stations.begin(), run.stations.end(), station) == run.stations.end())
            run.stations.push_back(station);
    return summary && reader.good() ? std::optional<Run>(std::move(run)) : std::nullopt;
}

double mean(const Curve& curve) {
    double area = 0.0, length = 0.0;
    for (std::size_t i = 1; i < curve.value.size(); ++i) {
        const double dt = data::tables::seconds_between(curve.time[i - 1], curve.time[i]);
        area += 0.5 * (curve.value[i - 1] + curve.value[i]) * dt;
        length += dt;
    }
    return length > 0.0 ? area / length : curve.value.empty() ? none : curve.value.front();
}

double largest_difference(const Curve& a, const Curve& b) {
    double largest = none;
    for (std::size_t i = 0, k = 0; i < a.time.size() && k < b.time.size();) {
        if (a.time[i] == b.time[k])
            largest = std::fmax(largest, std::abs(b.value[k] - a.value[i]));
        const bool first = a.time[i] <= b.time[k], second = b.time[k] <= a.time[i];
        i += first ? 1 : 0;
        k += second ? 1 : 0;
    }
    return largest;
}

// "NH3-N_mg_L" -> "NH3-N", "mg_L"; the constituents' own names and units say where to cut.
struct Column {
    std::string name, unit;
};

class Comparing {
  public:
    explicit Comparing(const std::vector<Run>& runs) : runs_(runs) {}

    Comparison compare() {
        run();
        water();
        stations();
        constituents();
        reservoirs();
        texts();
        return std::move(out_);
    }

  private:
    using OfSummary = std::function<double(const Summary&)>;

    void add(const char* group, const std::string& subject, const std::string& name, const std::string& unit,
             const std::function<double(const Run&)>& value) {
        ComparedNumber number{group, subject, name, unit, {}};
        for (const Run& run : runs_)
            number.values.push_back(value(run));
        if (std::any_of(number.values.begin(), number.values.end(), [](double v) { return !std::isnan(v); }))
            out_.numbers.push_back(std::move(number));
    }
    void of_summary(const char* group, const std::string& subject, const std::string& name, const std::string& unit,
                    const OfSummary& value) {
        add(group, subject, name, unit, [&](const Run& run) { return value(run.summary); });
    }

    /// Names in the order of the first run that has them.
    template <class Names>
    [[nodiscard]] std::vector<std::string> united(const Names& names_of) const {
        std::vector<std::string> all;
        for (const Run& run : runs_)
            for (const std::string& name : names_of(run))
                if (std::find(all.begin(), all.end(), name) == all.end())
                    all.push_back(name);
        return all;
    }
    template <class Element>
    [[nodiscard]] static std::vector<std::string> names(const std::vector<Element>& elements) {
        std::vector<std::string> all;
        all.reserve(elements.size());
        for (const Element& element : elements)
            all.push_back(element.name);
        return all;
    }
    template <class Element>
    [[nodiscard]] static const Element* find(const std::vector<Element>& elements, const std::string& name) {
        for (const Element& element : elements)
            if (element.name == name)
                return &element;
        return nullptr;
    }

    void run() {
        of_summary("run", "", "simulated", "d", [](const Summary& s) { return s.simulated_seconds / 86400.0; });
        of_summary("run", "", "steps", "", [](const Summary& s) { return static_cast<double>(s.steps); });
        of_summary("run", "", "CPU", "s", [](const Summary& s) { return s.cpu_seconds; });
    }

    void water() {
        of_summary("water", "", "initial", "m3", [](const Summary& s) { return s.water.initial; });
        of_summary("water", "", "inflow", "m3", [](const Summary& s) { return s.water.inflow; });
        of_summary("water", "", "sources", "m3", [](const Summary& s) { return s.water.sources; });
        of_summary("water", "", "outflow", "m3", [](const Summary& s) { return s.water.outflow; });
        of_summary("water", "", "final", "m3", [](const Summary& s) { return s.water.final; });
        of_summary("water", "", "relative error", "", [](const Summary& s) { return s.water.relative_error; });
    }

    void stations() {
        const auto all = united([](const Run& run) { return names(run.summary.stations); });
        const auto columns = united([](const Run& run) { return run.columns; });
        for (const std::string& station : all) {
            using data::results::StationAccount;
            const auto account = [&](const char* name, const char* unit, double StationAccount::*member) {
                of_summary("stations", station, name, unit, [&](const Summary& s) {
                    const StationAccount* found = find(s.stations, station);
                    return found == nullptr ? none : found->*member;
                });
            };
            account("mean discharge", "m3/s", &StationAccount::mean_discharge);
            account("smallest discharge", "m3/s", &StationAccount::minimum_discharge);
            account("largest discharge", "m3/s", &StationAccount::maximum_discharge);
            const auto target = [&](const char* name, const char* unit, const auto& value) {
                of_summary("stations", station, name, unit, [&](const Summary& s) {
                    const StationAccount* found = find(s.stations, station);
                    return found == nullptr || !found->target_discharge ? none : value(*found);
                });
            };
            target("target", "m3/s", [](const StationAccount& s) { return *s.target_discharge; });
            target("below target", "h", [](const StationAccount& s) { return s.hours_below_target; });
            target("below target", "d",
                   [](const StationAccount& s) { return static_cast<double>(s.days_below_target); });
            for (const std::string& column : columns)
                curves(station, column);
        }
    }

    void curves(const std::string& station, const std::string& column) {
        if (column == "velocity_m_s" || column == "depth_m")
            return;  // they say what stage and discharge say
        const Column shown = column_of(column);
        const auto of = [&](const char* what, const auto& value) {
            add("stations", station, fmt::format("{} {}", what, shown.name), shown.unit, [&](const Run& run) {
                const auto curve = run.curves.find({station, column});
                return curve == run.curves.end() || curve->second.value.empty() ? none : value(curve->second);
            });
        };
        if (column != "discharge_m3_s") {
            of("mean", mean);
            of("smallest", [](const Curve& c) { return *std::min_element(c.value.begin(), c.value.end()); });
            of("largest", [](const Curve& c) { return *std::max_element(c.value.begin(), c.value.end()); });
        }
        const auto first = runs_.front().curves.find({station, column});
        if (first != runs_.front().curves.end())
            of("farthest from the first in", [&](const Curve& c) { return largest_difference(first->second, c); });
    }

    [[nodiscard]] Column column_of(const std::string& column) const {
        if (column == "stage_m")
            return {"stage", "m"};
        if (column == "discharge_m3_s")
            return {"discharge", "m3/s"};
        for (const Run& run : runs_)
            for (const auto& constituent : run.summary.constituents)
                if (column.rfind(constituent.name + "_", 0) == 0 || column == constituent.name)
                    return {constituent.name, constituent.unit};
        return {column, ""};
    }

    void constituents() {
        using data::results::ConstituentBalance;
        for (const std::string& name : united([](const Run& run) { return names(run.summary.constituents); })) {
            const auto balance = [&](const char* what, const std::string& unit, double ConstituentBalance::*member) {
                of_summary("constituents", name, what, unit, [&](const Summary& s) {
                    const ConstituentBalance* found = find(s.constituents, name);
                    return found == nullptr ? none : found->*member;
                });
            };
            std::string unit, amount;
            for (const Run& run : runs_)
                if (const ConstituentBalance* found = find(run.summary.constituents, name); found && unit.empty()) {
                    unit = found->unit;
                    amount = found->amount_unit;
                }
            balance("initial", amount, &ConstituentBalance::initial);
            balance("inflow", amount, &ConstituentBalance::inflow);
            balance("load", amount, &ConstituentBalance::load);
            balance("reaction", amount, &ConstituentBalance::reaction);
            balance("outflow", amount, &ConstituentBalance::outflow);
            balance("final", amount, &ConstituentBalance::final);
            balance("relative error", "", &ConstituentBalance::relative_error);
            balance("smallest anywhere", unit, &ConstituentBalance::minimum);
            balance("largest anywhere", unit, &ConstituentBalance::maximum);
        }
    }

    void reservoirs() {
        using data::results::ReservoirAccount;
        for (const std::string& name : united([](const Run& run) { return names(run.summary.reservoirs); }))
            for (const auto& [what, member] :
                 {std::pair{"natural", &ReservoirAccount::natural}, std::pair{"released", &ReservoirAccount::released}})
                of_summary("reservoirs", name, what, "m3", [&name, of = member](const Summary& s) {
                    const ReservoirAccount* found = find(s.reservoirs, name);
                    return found == nullptr ? none : found->*of;
                });
    }

    void text(const std::string& name, const std::function<std::string(const Summary&)>& value) {
        ComparedText compared{name, {}};
        for (const Run& run : runs_)
            compared.values.push_back(value(run.summary));
        if (std::any_of(compared.values.begin(), compared.values.end(),
                        [&](const std::string& v) { return v != compared.values.front(); }))
            out_.differences.push_back(std::move(compared));
    }

    void texts() {
        text("scenario", [](const Summary& s) { return s.scenario; });
        text("version", [](const Summary& s) { return s.version; });
        text("git", [](const Summary& s) { return s.git; });
        text("options", [](const Summary& s) { return s.options; });
        const auto files = united([](const Run& run) {
            std::vector<std::string> paths;
            paths.reserve(run.summary.inputs.size());
            for (const auto& input : run.summary.inputs)
                paths.push_back(input.path);
            return paths;
        });
        for (const std::string& file : files)
            text("input " + file, [&](const Summary& s) {
                for (const auto& input : s.inputs)
                    if (input.path == file)
                        return input.checksum;
                return std::string();
            });
        for (const std::string& assumption : united([](const Run& run) { return run.summary.assumptions; }))
            text("assumption", [&](const Summary& s) {
                const auto found = std::find(s.assumptions.begin(), s.assumptions.end(), assumption);
                return found == s.assumptions.end() ? std::string() : assumption;
            });
        const auto messages = united([](const Run& run) {
            std::vector<std::string> all;
            all.reserve(run.summary.events.size());
            for (const auto& event : run.summary.events)
                all.push_back(event.message);
            return all;
        });
        for (const std::string& message : messages)
            text("event: " + message, [&](const Summary& s) {
                for (const auto& event : s.events)
                    if (event.message == message)
                        return fmt::format("{} times", event.count);
                return std::string();
            });
    }

    const std::vector<Run>& runs_;
    Comparison out_;
};

}  // namespace

tl::expected<Comparison, Problems> compare_runs(const std::vector<std::filesystem::path>& folders) {
    Problems problems;
    std::vector<Run> runs;
    for (const auto& folder : folders)
        if (auto run = read_run(folder, problems))
            runs.push_back(*std::move(run));
    if (!problems.empty())
        return tl::make_unexpected(std::move(problems));
    Comparison comparison = Comparing(runs).compare();
    comparison.runs = folders;
    return comparison;
}

std::string comparison_json(const Comparison& comparison) {
    using Json = nlohmann::ordered_json;
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
    Json json{{"runs", Json::array()}, {"numbers", Json::array()}, {"differences", Json::array()}};
    for (const auto& run : comparison.runs)
        json["runs"].push_back(run.string());
    for (const ComparedNumber& n : comparison.numbers) {
        Json values = Json::array(), differences = Json::array();
        for (const double value : n.values) {
            values.push_back(number(value));
            differences.push_back(number(value - n.values.front()));
        }
        json["numbers"].push_back({{"group", n.group},
                                   {"subject", n.subject},
                                   {"name", n.name},
                                   {"unit", n.unit},
                                   {"values", values},
                                   {"differences", differences}});
    }
    for (const ComparedText& t : comparison.differences)
        json["differences"].push_back({{"name", t.name}, {"values", t.values}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace liriver::scenarios::studies
