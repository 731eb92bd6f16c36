#include "viz/report/run_report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "data/results/atomic_file.h"
#include "data/results/summary.h"
#include "data/tables/file.h"
#include "viz/charts/time_chart.h"
#include "viz/report/base64.h"
#include "viz/report/page.h"
#include "viz/report/run_results.h"

namespace liriver::viz::report {

using charts::escaped;
using data::results::balance_tolerance;
using mesh::field::Error;
using Json = nlohmann::ordered_json;

namespace {

double number(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : std::nan("");
}

std::string words(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Cell cell(double value) { return {figure(value), true}; }

std::string section(const std::string& title, const std::string& html) {
    return html.empty() ? "" : "<h2>" + escaped(title) + "</h2>\n" + html;
}

std::string card(const std::string& value, const std::string& meaning, bool good = true) {
    return fmt::format("<div class=\"figure{}\"><b>{}</b><span>{}</span></div>\n", good ? "" : " bad", escaped(value),
                       escaped(meaning));
}

double worst_balance(const Json& summary) {
    double worst = number(summary["water"], "relative_error");
    for (const auto& item : summary["constituents"].items()) {
        const double error = number(item.value(), "relative_error");
        worst = std::isnan(error) ? error : std::max(worst, error);
    }
    return worst;
}

std::string banner(const RunResults& run) {
    return run.banner.empty() ? "" : "<p class=\"banner\" role=\"alert\">" + escaped(run.banner) + "</p>\n";
}

std::string header(const RunResults& run) {
    const auto zone = run.provenance.time_zone;
    if (!run.summary.contains("water"))
        return fmt::format("<header>\n<h1>{}</h1>\n<p>{} to {}</p>\n</header>\n", escaped(run.provenance.title),
                           escaped(data::tables::format_local(run.first, zone)),
                           escaped(data::tables::format_local(run.last, zone)));
    const double days = number(run.summary, "simulated_seconds") / 86400.0;
    return fmt::format("<header>\n<h1>{}</h1>\n<p>{} to {} &middot; the run stands at {:.4g} days</p>\n</header>\n",
                       escaped(words(run.summary, "scenario")), escaped(data::tables::format_local(run.first, zone)),
                       escaped(data::tables::format_local(run.last, zone)), days);
}

std::string cards(const RunResults& run) {
    std::string html;
    for (const auto& item : run.summary["stations"].items())
        if (item.value().contains("target_discharge_m3_s")) {
            const double below = number(item.value(), "days_below_target");
            html += card(
                fmt::format("{:.0f} {}", below, below == 1.0 ? "day" : "days"),
                fmt::format("{} below its {:.4g} m³/s, by daily means; {:.4g} hours in all", item.key(),
                            number(item.value(), "target_discharge_m3_s"), number(item.value(), "hours_below_target")),
                below == 0.0);
        }
    double released = 0.0;
    for (const auto& item : run.summary["reservoirs"].items())
        if (const double volume = number(item.value(), "released_m3"); volume > 0.0)
            released += volume;
    if (!run.summary["reservoirs"].empty())
        html += card(figure(released / 1e6) + " million m³", "released by reservoirs");
    for (const auto& item : run.summary["constituents"].items())
        html += card(fmt::format("{} {}", figure(number(item.value(), "maximum")), words(item.value(), "unit")),
                     "most " + item.key() + " anywhere, at any time");
    const double worst = worst_balance(run.summary);
    const bool closed = worst <= balance_tolerance;
    html += card(fmt::format("{}{:.0e}", closed ? "" : "FAILED: ", worst),
                 fmt::format("largest error of a balance, relative; {:.0e} is allowed{}", balance_tolerance,
                             closed ? "" : ": do not trust this run"),
                 closed);
    return "<div class=\"figures\">\n" + html + "</div>\n";
}

std::string station_name(const RunResults& run, const std::string& name) {
    for (const StationResults& station : run.stations)
        if (station.name == name && !station.label.empty())
            return name + " " + station.label;
    return name;
}

std::string station_table(const RunResults& run) {
    std::vector<Row> rows;
    bool targets = false;
    for (const auto& item : run.summary["stations"].items())
        targets = targets || item.value().contains("target_discharge_m3_s");
    std::vector<std::string> heads{"station", "mean (m³/s)", "smallest (m³/s)", "largest (m³/s)"};
    if (targets)
        heads.insert(heads.end(), {"target (m³/s)", "hours below", "days below"});
    for (const auto& item : run.summary["stations"].items()) {
        const Json& s = item.value();
        Row row{{station_name(run, item.key())},
                cell(number(s, "mean_discharge_m3_s")),
                cell(number(s, "minimum_discharge_m3_s")),
                cell(number(s, "maximum_discharge_m3_s"))};
        if (targets)
            for (const char* key : {"target_discharge_m3_s", "hours_below_target", "days_below_target"})
                row.push_back(s.contains(key) ? Cell{fmt::format("{:.4g}", number(s, key)), true} : Cell{"", true});
        rows.push_back(row);
    }
    return rows.empty() ? "" : table(heads, rows);
}

std::string classes(const ReportOptions& options) {
    if (options.classes.empty())
        return "";
    std::string rows;
    for (const ClassLine& line : options.classes)
        rows += fmt::format(
            "<tr><td>{}</td><td>{}</td><td><span class=\"chip\" style=\"background:{}\"></span>{}</td><td>{}</td>"
            "<td>{}<br><span lang=\"zh\">{}</span></td></tr>\n",
            escaped(line.section), escaped(line.period), line.quality.empty() ? "#b9b4aa" : line.colour,
            line.quality.empty() ? "not assessed 未评价" : escaped(line.quality), escaped(line.target),
            escaped(line.reason), escaped(line.reason_zh));
    return fmt::format(
        "<p>{}</p>\n<div class=\"wide\"><table><thead><tr><th>section</th><th>period</th><th>class</th><th>target</th>"
        "<th>why</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
        escaped(options.classes_by), rows);
}

/// The column "NH3-N_mg_L" of a constituent: its name and unit.
std::pair<std::string, std::string> constituent_of(const RunResults& run, const std::string& column) {
    for (const auto& item : run.summary["constituents"].items())
        if (column.rfind(item.key() + "_", 0) == 0)
            return {item.key(), words(item.value(), "unit")};
    return {column, ""};
}

bool any_number(const Series& series) {
    return std::any_of(series.values.begin(), series.values.end(), [](double value) { return !std::isnan(value); });
}

std::string charts_of(const RunResults& run, const StationResults& station) {
    charts::TimeChart chart;
    chart.title = "Discharge";
    chart.unit = "m³/s";
    chart.first = run.first;
    chart.last = run.last;
    chart.time_zone = run.provenance.time_zone;
    const bool gauged = any_number(station.discharge);
    const bool target = gauged && !station.target.times.empty();
    if (!gauged) {  // a cell without a section: what it has is its level
        chart.title = "Water level";
        chart.unit = "m";
    }
    const Series& shown = gauged ? station.discharge : station.stage;
    chart.lines.push_back({target ? "computed" : "", shown.times, shown.values});
    if (target)
        chart.lines.push_back({"target", station.target.times, station.target.values, "#b42318", true, true});
    std::string html = fmt::format("<div class=\"station\">\n<h3>{}</h3>\n", escaped(station_name(run, station.name)));
    if (any_number(shown))
        html += to_svg(chart);
    else
        html += "<p class=\"soft\">Dry at every output time.</p>\n";
    for (const Series& series : station.others) {
        if (!any_number(series))
            continue;
        const auto [name, unit] = constituent_of(run, series.column);
        charts::TimeChart of = chart;
        of.title = name;
        of.unit = unit;
        of.height = 170.0;
        of.lines = {{"", series.times, series.values, "#7a5b00"}};
        html += to_svg(of);
    }
    return html + "</div>\n";
}

std::string stations(const RunResults& run) {
    std::string html;
    for (const StationResults& station : run.stations)
        html += charts_of(run, station);
    return html.empty() ? "" : "<div class=\"grid\">\n" + html + "</div>\n";
}

tl::expected<std::string, Error> maps(const RunResults& run) {
    std::string html;
    for (const auto& picture : run.pictures) {
        const auto bytes = data::tables::read_file(picture);
        if (!bytes)
            return tl::unexpected(Error{bytes.error().file, bytes.error().found, bytes.error().expected});
        const std::string name = escaped(picture.stem().string());
        html += fmt::format("<figure><img alt=\"Map: {0}\" src=\"data:image/png;base64,{1}\"></figure>\n", name,
                            base64(*bytes));
    }
    if (html.empty())
        return "<p class=\"soft\">No picture yet: <code>liriver render</code> draws one into this folder.</p>\n";
    return "<div class=\"maps\">\n" + html + "</div>\n";
}

std::string reservoirs(const RunResults& run) {
    std::vector<std::string> keys;
    for (const auto& item : run.summary["reservoirs"].items())
        for (const auto& value : item.value().items())
            if (value.value().is_number() && std::find(keys.begin(), keys.end(), value.key()) == keys.end())
                keys.push_back(value.key());
    std::vector<std::string> heads{"reservoir"};
    for (const std::string& key : keys)
        heads.push_back(quantity(key).heading);
    std::vector<Row> rows;
    for (const auto& item : run.summary["reservoirs"].items()) {
        Row row{{item.key()}};
        for (const std::string& key : keys)
            row.push_back(cell(number(item.value(), key) / quantity(key).scale));
        rows.push_back(row);
    }
    return rows.empty() ? "" : table(heads, rows);
}

std::string balances(const RunResults& run) {
    const Json& water = run.summary["water"];
    std::vector<Row> rows;
    const auto million = [&](const char* key) { return cell(number(water, key) / 1e6); };
    const auto error = [](const Json& of) {
        const double value = number(of, "relative_error");
        return Cell{fmt::format("{}{:.1e}", value <= balance_tolerance ? "" : "FAILED: ", value), true};
    };
    rows.push_back({{"water (million m³)"},
                    million("initial_m3"),
                    million("inflow_m3"),
                    million("sources_m3"),
                    {"", true},
                    million("outflow_m3"),
                    million("final_m3"),
                    error(water)});
    for (const auto& item : run.summary["constituents"].items()) {
        const Json& c = item.value();
        rows.push_back({{item.key() + " (" + words(c, "amount_unit") + ")"},
                        cell(number(c, "initial")),
                        cell(number(c, "inflow")),
                        cell(number(c, "load")),
                        cell(number(c, "reaction")),
                        cell(number(c, "outflow")),
                        cell(number(c, "final")),
                        error(c)});
    }
    return table(
        {"", "at the start", "flowed in", "sources, loads", "reactions", "flowed out", "at the end", "relative error"},
        rows);
}

std::string list(const Json& items) {
    std::string html;
    for (const Json& item : items)
        html += "<li>" + escaped(item.is_string() ? item.get<std::string>() : item.dump()) + "</li>\n";
    return html.empty() ? "" : "<ul>\n" + html + "</ul>\n";
}

std::string events(const RunResults& run) {
    std::vector<Row> rows;
    for (const Json& event : run.summary["events"])
        rows.push_back(
            {{words(event, "kind")}, {words(event, "message")}, {fmt::format("{:.0f}", number(event, "count")), true}});
    if (rows.empty())
        return "<p class=\"soft\">None: no step was taken again, nothing was clipped.</p>\n";
    return table({"kind", "what happened", "times"}, rows);
}

std::string sources(const RunResults& run) {
    std::vector<Row> rows;
    for (const auto& item : run.summary["inputs"].items())
        rows.push_back({{item.key()}, {item.value().is_string() ? item.value().get<std::string>() : ""}});
    const Json& s = run.summary;
    return fmt::format("<p>liriver {} ({}), {} steps, {:.4g} s of CPU; options: <code>{}</code></p>\n",
                       escaped(words(s, "version")), escaped(words(s, "git")), number(s, "steps"),
                       number(s, "cpu_seconds"), escaped(words(s, "options"))) +
           "<details><summary>Files read, with their checksums</summary>\n" + table({"file", "64-bit FNV-1a"}, rows) +
           "</details>\n";
}

}  // namespace

tl::expected<std::filesystem::path, Error> write_run_report(const std::filesystem::path& folder,
                                                            const ReportOptions& options) try {
    auto run = read_results(folder);
    if (!run)
        return tl::unexpected(run.error());
    for (const char* part : {"constituents", "stations", "reservoirs", "inputs"})
        if (!run->summary.contains(part))
            run->summary[part] = Json::object();
    for (const char* part : {"events", "assumptions"})
        if (!run->summary.contains(part))
            run->summary[part] = Json::array();
    const auto pictures = maps(*run);
    if (!pictures)
        return tl::unexpected(pictures.error());
    const bool summed = run->summary.contains("water");
    const std::string body =
        banner(*run) + header(*run) + (summed ? cards(*run) : "") + section("Stations", station_table(*run)) +
        section("Water classes", classes(options)) + section("Maps", *pictures) + section("Over time", stations(*run)) +
        section("Reservoirs", reservoirs(*run)) + section("Balances", summed ? balances(*run) : "") +
        section("Events", summed ? events(*run) : "") + section("What is assumed", list(run->summary["assumptions"])) +
        section("Made from", summed ? sources(*run) : "") +
        fmt::format("<footer>Heights above {}. {}</footer>\n", escaped(run->provenance.vertical_datum),
                    escaped(run->provenance.attribution));
    const std::filesystem::path target = options.file.empty() ? folder / "report.html" : options.file;
    if (auto written = data::results::write_whole(
            target, page(summed ? words(run->summary, "scenario") : run->provenance.title, body, run->banner));
        !written)
        return tl::unexpected(written.error());
    return target;
} catch (const Json::exception& trouble) {
    return tl::unexpected(Error{(folder / "summary.json").string(), trouble.what(), "a file that `liriver run` wrote"});
}

}  // namespace liriver::viz::report
