#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <memory>
#include <ostream>

#include "data/checkpoint/checksum.h"
#include "data/results/take_folder.h"
#include "data/tables/columns.h"
#include "data/tables/time.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/version.h"
#include "scenarios/studies/classes_files.h"
#include "scenarios/studies/classify.h"

namespace liriver::scenarios::cli {

namespace {
namespace st = data::standards;
using data::tables::Problems;

struct ClassifyArguments {
    std::string table, output, sections, folder, target, time_zone, season;
    std::vector<std::string> standards, items;
    studies::ClassifyOptions options;
    bool lake = false, overwrite = false;
};

void refuse(const char* key, const std::string& found, const char* expected, Problems& problems) {
    problems.push_back({{}, 0, 0, "bad-option", key, fmt::format("\"{}\"", found), expected, {}});
}

/// "4-9"
std::optional<st::FloodSeason> parse_season(const std::string& text) {
    const std::size_t mark = text.find('-');
    double first = 0.0, last = 0.0;
    const auto is_month = [](double month) { return month >= 1.0 && month <= 12.0 && month == std::floor(month); };
    if (mark == std::string::npos || !data::tables::parse_number(text.substr(0, mark), first) ||
        !data::tables::parse_number(text.substr(mark + 1), last) || !is_month(first) || !is_month(last))
        return std::nullopt;
    return st::FloodSeason{static_cast<int>(first), static_cast<int>(last)};
}

studies::ClassifyOptions options_of(const ClassifyArguments& arguments, Problems& problems) {
    studies::ClassifyOptions options = arguments.options;
    options.table = arguments.table;
    if (!arguments.sections.empty())
        options.sections = arguments.sections;
    if (!arguments.folder.empty())
        options.standards_folder = arguments.folder;
    if (!arguments.standards.empty())
        options.standards = arguments.standards;
    options.water = arguments.lake ? st::Water::lake : st::Water::river;
    if (!arguments.target.empty()) {
        options.target = st::parse_class(arguments.target);
        if (!options.target || *options.target == st::QualityClass::worse_than_v)
            refuse("--target", arguments.target, "a class: I, II, III, IV or V", problems);
    }
    if (!arguments.time_zone.empty()) {
        if (const auto zone = data::tables::parse_offset(arguments.time_zone))
            options.form.time_zone = *zone;
        else
            refuse("--time-zone", arguments.time_zone, "an offset from UTC, like +08:00", problems);
    }
    if (!arguments.season.empty()) {
        options.season = parse_season(arguments.season);
        if (!options.season)
            refuse("--flood-season", arguments.season, "two months, like 4-9", problems);
    }
    for (const std::string& item : arguments.items) {
        const std::size_t mark = item.find('=');
        if (mark == std::string::npos || mark == 0)
            refuse("--item", item, "NAME=ITEM, like ammonium=NH3-N", problems);
        else
            options.form.items[item.substr(0, mark)] = item.substr(mark + 1);
    }
    return options;
}

data::results::Provenance provenance_of(const studies::Classification& result, const std::string& options) {
    data::results::Provenance provenance;
    provenance.title = "classes of water quality";
    provenance.version = version();
    provenance.git = git_state();
    provenance.time_zone = result.table.time_zone;
    provenance.options = options;
    std::vector<std::filesystem::path> files{result.table.file};
    if (result.options.sections)
        files.push_back(*result.options.sections);
    for (const auto& file : files)
        if (const auto checksum = data::checkpoint::file_checksum(file))
            provenance.inputs.push_back({file.string(), data::checkpoint::hex(*checksum)});
    return provenance;
}

std::string class_text(const std::optional<st::QualityClass>& quality) {
    return quality ? in_both_languages(*quality) : "not assessed 未评价";
}

std::string target_text(const studies::ClassedSection& section, const st::Assessment& assessment) {
    if (!section.target || !assessment.meets_target)
        return {};
    return fmt::format("; target {} {}", st::in_english(*section.target), *assessment.meets_target ? "met" : "missed");
}

std::string pollutants_text(const std::vector<st::MainPollutant>& pollutants) {
    std::string text;
    for (const st::MainPollutant& one : pollutants)
        text += fmt::format("{}{}{}", text.empty() ? "; main pollutants " : ", ", one.item,
                            one.over ? fmt::format(" ({:.2f})", *one.over) : std::string());
    return text;
}

/// "II 16.00, IV 10.00, not assessed 1.00": what is above 0 of hours or kilometres.
std::string by_class(const std::array<double, 6>& values, double not_assessed, double factor, int decimals) {
    std::vector<std::string> parts;
    for (const st::QualityClass quality : st::all_classes)
        if (const double value = values[st::index_of(quality)]; value > 0.0)
            parts.push_back(fmt::format("{} {:.{}f}", st::in_english(quality), value * factor, decimals));
    if (not_assessed > 0.0)
        parts.push_back(fmt::format("not assessed {:.{}f}", not_assessed * factor, decimals));
    return fmt::format("{}", fmt::join(parts, ", "));
}

/// The months, or with a rule by years what stands for a year.
std::string section_lines(const studies::Classification& result, std::size_t standard) {
    std::string text;
    for (const studies::ClassRow& row : result.rows) {
        if (row.standard != standard || row.period != st::Period::month)
            continue;
        const studies::ClassedSection& section = result.sections[row.section];
        text += fmt::format("  {} {}: {}{}{}\n    {}\n    {}\n", section.name, st::format_day(row.first).substr(0, 7),
                            class_text(row.assessment.quality), target_text(section, row.assessment),
                            pollutants_text(row.pollutants), row.reason.english, row.reason.chinese);
        if (row.trophic && row.trophic->index)
            text += fmt::format("    trophic index {:.1f}: {} {}\n", *row.trophic->index, row.trophic->grade,
                                row.trophic->grade_zh);
        else if (row.trophic)
            text += fmt::format("    no trophic index: no {}\n", fmt::join(row.trophic->missing, ", "));
    }
    for (const studies::ZoneRow& zone : result.zones)
        if (zone.standard == standard)
            text += fmt::format("  {} {}: {} of {} assessments comply; {}{}\n", result.sections[zone.section].name,
                                st::format_day(zone.year).substr(0, 4), zone.compliance.complying,
                                zone.compliance.assessments,
                                !zone.compliance.complies   ? "not assessed 未评价"
                                : *zone.compliance.complies ? "the zone complies 达标"
                                                            : "the zone does not comply 不达标",
                                zone.compliance.by_yearly_mean ? " (by the year's mean)" : "");
    for (const studies::HoursRow& row : result.hours) {
        if (row.standard != standard)
            continue;
        text += fmt::format("  {}: hours in class {}\n", result.sections[row.section].name,
                            by_class(row.hours.hours, row.hours.not_assessed, 1.0, 1));
    }
    return text;
}

std::string river_lines(const studies::Classification& result, std::size_t standard) {
    std::string text;
    for (const studies::RiverRow& river : result.rivers) {
        if (river.standard != standard || river.period != st::Period::month)
            continue;
        const std::string month = st::format_day(river.first).substr(0, 7);
        if (river.quality.method != st::RiverMethod::not_assessed)
            text += fmt::format(
                "  all rivers {}: {} {} by {} of {} sections{}\n", month, river.quality.condition,
                river.quality.condition_zh,
                river.quality.method == st::RiverMethod::by_means ? "mean concentrations" : "shares of classes",
                river.quality.assessed, pollutants_text(river.quality.pollutants));
        for (const auto& [reach, length] : river.lengths)
            text += fmt::format("  {} {}: km in class {}\n", reach, month,
                                by_class(length.metres, length.not_assessed, 1e-3, 2));
    }
    return text;
}

std::string summary(const studies::Classification& result) {
    std::vector<std::string> items;
    for (const auto& column : result.table.columns)
        items.push_back(fmt::format("{} ({})", column.item, column.header));
    std::string text =
        fmt::format("{}: {}\n", result.table.averaging == st::Averaging::continuous ? "simulated" : "items",
                    fmt::join(items, ", "));
    for (std::size_t s = 0; s < result.standards.size(); ++s) {
        const studies::StandardUse& use = result.standards[s];
        text += fmt::format("{} by {}\n", use.name, result.options.rule);
        if (!use.not_in_table.empty())
            text += fmt::format("  without a column, so not assessed: {}\n", fmt::join(use.not_in_table, ", "));
        text += section_lines(result, s) + river_lines(result, s);
    }
    for (const auto& [section, point] : result.black_odour) {
        std::vector<std::string> used;
        for (const auto& one : point.items)
            used.push_back(one.first);
        text +=
            fmt::format("black and odorous water, {}: {}; by {}; not assessed: {}\n", result.sections[section].name,
                        point.grade ? fmt::format("{} {}", st::in_english(*point.grade), st::in_chinese(*point.grade))
                                    : "not assessed 未评价",
                        used.empty() ? "none of the four items" : fmt::format("{}", fmt::join(used, ", ")),
                        point.not_assessed.empty() ? "none" : fmt::format("{}", fmt::join(point.not_assessed, ", ")));
    }
    for (const std::string& note : result.notes)
        text += note + "\n";
    return text;
}

Exit classify(const ClassifyArguments& arguments, Session& session) {
    Problems problems;
    const studies::ClassifyOptions options = options_of(arguments, problems);
    if (!problems.empty())
        return report_problems(problems, session);
    const auto result = studies::classify(options);
    if (!result)
        return report_problems(result.error(), session);
    const auto lock = data::results::take_folder(arguments.output, arguments.overwrite, "a new folder, or --overwrite");
    if (!lock)
        return report_problems({lock.error()}, session);
    const std::string used = fmt::format("--rule {} --class-one-oxygen {}", options.rule, options.oxygen);
    const auto files = studies::write_classes(*result, arguments.output, provenance_of(*result, used));
    if (!files)
        return report_problems({files.error()}, session);
    session.out << summary(*result) << "files:\n";
    for (const auto& file : *files)
        session.out << "  " << file.string() << '\n';
    return Exit::good;
}
}  // namespace

void add_classify(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand(
        "classify", "Judge the water quality of a table of observations, or of a run's results, by standards.");
    const auto arguments = std::make_shared<ClassifyArguments>();
    studies::ClassifyOptions& options = arguments->options;
    command->add_option("FILE", arguments->table, "A table (CSV, XLSX, ODS), or the folder of a run's results")
        ->required();
    command->add_option("--output", arguments->output, "The folder for classes.csv and classes.json")
        ->type_name("DIR")
        ->required();
    command->add_option("--sections", arguments->sections, "The register of sections with their target classes")
        ->type_name("FILE");
    command
        ->add_option("--standard", arguments->standards,
                     "By which standard (GB 3838-2002, unless given); several judge the same water side by side")
        ->type_name("NAME")
        ->allow_extra_args(false);
    command
        ->add_option("--standards-folder", arguments->folder,
                     "Tables of standards in place of those that ship, or beside them")
        ->type_name("DIR");
    command->add_option("--rule", options.rule, "mee-2011-22 (unless given) or sl-395-2007")->type_name("NAME");
    command
        ->add_option("--class-one-oxygen", options.oxygen,
                     "The limit of oxygen of class I: 7.5 (mg/L, unless given), saturation (90 %) or either")
        ->type_name("WORD");
    command->add_option("--target", arguments->target, "The target class where there is no register")
        ->type_name("CLASS");
    command->add_flag("--lake", arguments->lake, "The water is a lake where there is no register");
    command->add_option("--item", arguments->items, "What a column is: its name and the standards' item")
        ->type_name("NAME=ITEM")
        ->allow_extra_args(false);
    command
        ->add_option("--time-zone", arguments->time_zone,
                     "Of local days, and of times without an offset (unless given the offset of the first time)")
        ->type_name("OFFSET");
    command->add_option("--time-format", options.form.time_format, "How times are written, as of strftime")
        ->type_name("FORMAT");
    command->add_option("--missing", options.form.missing, "A text that stands for no value")
        ->type_name("TEXT")
        ->allow_extra_args(false);
    command->add_option("--flood-season", arguments->season, "Months of the flood season, of sl-395-2007")
        ->type_name("M-M");
    command->add_flag("--two-items", options.two_items, "Zones by NH3-N, and CODMn or COD, alone");
    command->add_flag("--black-odour", options.black_odour, "Grades of black and odorous water too");
    command->add_flag("--overwrite", arguments->overwrite, "Replace files in DIR");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return classify(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
