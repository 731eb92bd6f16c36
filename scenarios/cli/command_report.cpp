#include <filesystem>
#include <memory>
#include <ostream>

#include "data/observations/quality_table.h"
#include "scenarios/cli/class_lines.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/read_while_written.h"
#include "scenarios/cli/report.h"
#include "viz/report/run_report.h"

namespace liriver::scenarios::cli {

namespace {
using data::tables::Problems;

struct ReportArguments {
    std::string folder, output, sections, target;
};

/// Judges the run's stations, if it carried what has classes. A register or a target that was given has to be right.
Problems add_judged(const ReportArguments& arguments, viz::report::ReportOptions& report) {
    studies::ClassifyOptions options;
    options.table = arguments.folder;
    if (!arguments.sections.empty())
        options.sections = arguments.sections;
    if (!arguments.target.empty()) {
        options.target = data::standards::parse_class(arguments.target);
        if (!options.target || *options.target == data::standards::QualityClass::worse_than_v)
            return {{{},
                     0,
                     0,
                     "bad-option",
                     "--target",
                     "\"" + arguments.target + "\"",
                     "a class: I, II, III, IV or V",
                     {}}};
    }
    const auto result = studies::classify(options);
    if (result) {
        add_classes(*result, report);
        return {};
    }
    if (arguments.sections.empty() && arguments.target.empty() && data::observations::lacks_items(result.error()))
        return {};
    return result.error();
}

Exit report(const ReportArguments& arguments, Session& session) {
    viz::report::ReportOptions options;
    options.file = arguments.output;
    // The months of a run that has not ended are not judged, unless that is asked for.
    const bool ended = std::filesystem::exists(std::filesystem::path(arguments.folder) / "stations.csv");
    if (ended || !arguments.sections.empty() || !arguments.target.empty())
        if (const Problems problems = add_judged(arguments, options); !problems.empty())
            return report_problems(problems, session);
    const auto file =
        read_while_written(arguments.folder, [&] { return viz::report::write_run_report(arguments.folder, options); });
    if (!file)
        return report_problems(
            {{file.error().place, 0, 0, "cannot-report", "", file.error().found, file.error().expected, {}}}, session);
    session.out << "wrote " << file->string() << '\n';
    return Exit::good;
}
}  // namespace

void add_report(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("report", "Write one HTML page about a run, with its pictures and charts.");
    const auto arguments = std::make_shared<ReportArguments>();
    command->add_option("DIR", arguments->folder, "The folder of a run's results")->required();
    command->add_option("--output", arguments->output, "The page's file (DIR/report.html, unless given)")
        ->type_name("FILE");
    command->add_option("--sections", arguments->sections, "The register of sections with their target classes")
        ->type_name("FILE");
    command->add_option("--target", arguments->target, "The target class where there is no register")
        ->type_name("CLASS");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return report(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
