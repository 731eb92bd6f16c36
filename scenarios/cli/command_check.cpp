#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "scenarios/cli/boundary_table.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/scenario_use.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/mesh_inputs.h"
#include "scenarios/runner/surface_model.h"
#include "scenarios/runner/surface_plan.h"

namespace liriver::scenarios::cli {

namespace {
using data::tables::Problems;

/// "1 reach", "2 reaches"
std::string count(std::size_t number, const char* one, const char* many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

Exit check_for_surface(const ScenarioArguments& arguments, Session& session) {
    const auto model = language::load_for_surface(arguments.file, arguments.overrides);
    if (!model)
        return report_problems(model.error(), session);
    if (!model->surfaces.empty()) {
        session.out << fmt::format("{}: good, a scenario for `liriver mesh` that converts {} cells.\n", arguments.file,
                                   model->surfaces.front().mesh.cell_count());
        return Exit::good;
    }
    Problems problems;
    const auto planned = runner::plan_surface(*model, problems);
    if (!planned) {
        data::tables::sort_problems(problems);
        return report_problems(problems, session);
    }
    for (const std::string& note : planned->notes)
        session.out << note << '\n';
    session.out << fmt::format("{}: good, a scenario for `liriver mesh` of a 2D mesh with {} over {:.3f} km2.\n",
                               arguments.file, count(planned->plan.reaches.size(), "channel", "channels"),
                               mesh::surface::area(planned->plan.geometry.domain) / 1e6);
    return Exit::good;
}

Exit check_for_mesh(const ScenarioArguments& arguments, Session& session) {
    const auto scenario = language::load_for_mesh(arguments.file, arguments.overrides);
    if (!scenario)
        return report_problems(scenario.error(), session);
    Problems problems;
    const auto inputs = runner::read_mesh_inputs(*scenario, problems);
    if (!inputs) {
        data::tables::sort_problems(problems);
        return report_problems(problems, session);
    }
    for (const std::string& note : inputs->notes)
        session.out << note << '\n';
    session.out << arguments.file << ": good, a scenario for `liriver mesh` of "
                << count(scenario->reaches.size(), "reach", "reaches") << ".\n";
    return Exit::good;
}

Exit tell_of_surface(const language::Model& model, const ScenarioArguments& arguments, Session& session) {
    const auto built = runner::build_surface_model(model);
    if (!built)
        return report_problems(built.error(), session);
    for (const std::string& note : model.river.notes)
        session.out << note << '\n';
    for (const runner::SurfaceStation& station : built->stations) {
        const auto& centre = built->mesh->centroid[static_cast<std::size_t>(station.cell)];
        session.out << fmt::format("station {}: bed {:.2f} m at its point, {:.2f} m from the centre of its cell\n",
                                   station.name, station.bed,
                                   std::hypot(station.point.x - centre.x, station.point.y - centre.y));
    }
    session.out << boundary_table(runner::boundary_accounts(model), false);
    const language::Scenario& scenario = model.scenario;
    const auto& mesh = model.surfaces.front().mesh;
    session.out << fmt::format("{}: good. A surface of {}, {}, {}; {} to {}.\n", arguments.file,
                               count(static_cast<std::size_t>(mesh.cell_count()), "cell", "cells"),
                               count(scenario.surfaces.front().boundaries.size(), "boundary", "boundaries"),
                               count(scenario.stations.size(), "station", "stations"),
                               data::tables::format_local(*scenario.time.start, scenario.project.time_zone),
                               data::tables::format_local(*scenario.time.end, scenario.project.time_zone));
    return Exit::good;
}

Exit check_for_run(const ScenarioArguments& arguments, Session& session) {
    const auto model = language::load(arguments.file, arguments.overrides);
    if (!model)
        return report_problems(model.error(), session);
    if (model->scenario.on_surface())
        return tell_of_surface(*model, arguments, session);
    const auto channels = runner::build_channel_model(*model);
    if (!channels)
        return report_problems(channels.error(), session);
    const language::Scenario& scenario = model->scenario;
    for (const auto* notes : {&model->river.notes, &channels->notes})
        for (const std::string& note : *notes)
            session.out << note << '\n';
    session.out << fmt::format("{}: good. {}, {}, {}, {}, {}; {} to {}.\n", arguments.file,
                               count(model->river.network.reaches.size(), "reach", "reaches"),
                               count(model->river.sections.size(), "section", "sections"),
                               count(scenario.stations.size(), "station", "stations"),
                               count(scenario.constituents.size(), "constituent", "constituents"),
                               count(scenario.outfalls.size(), "outfall", "outfalls"),
                               data::tables::format_local(*scenario.time.start, scenario.project.time_zone),
                               data::tables::format_local(*scenario.time.end, scenario.project.time_zone));
    return Exit::good;
}

Exit check(const ScenarioArguments& arguments, Session& session) {
    switch (use_of(arguments)) {
        case Use::river:
            return check_for_mesh(arguments, session);
        case Use::surface:
            return check_for_surface(arguments, session);
        case Use::run:
            break;
    }
    return check_for_run(arguments, session);
}

Exit check_in_json(const ScenarioArguments& arguments, Session& session) {
    std::ostringstream said;
    Session inner{said, session.err, {}};
    inner.quiet = true;
    const Exit exit = check(arguments, inner);
    nlohmann::ordered_json json{{"scenario", arguments.file},
                                {"good", exit == Exit::good},
                                {"problem_count", inner.problems.size()},
                                {"problems", nlohmann::ordered_json::array()},
                                {"notes", nlohmann::ordered_json::array()}};
    for (std::size_t i = 0; i < std::min(inner.problems.size(), most_problems_shown); ++i)
        json["problems"].push_back(nlohmann::ordered_json::parse(as_json(inner.problems[i])));
    std::istringstream lines(said.str());
    for (std::string line; std::getline(lines, line);)
        json["notes"].push_back(line);
    session.out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return exit;
}
}  // namespace

void add_check(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("check", "Name every problem of a scenario and its files, with file and line.");
    const auto arguments = std::make_shared<ScenarioArguments>();
    add_scenario_arguments(*command, *arguments);
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print the outcome as one JSON object: good, notes, problems");
    command->callback([&session, arguments, json] {
        session.chosen = [&session, arguments, json] {
            return *json ? check_in_json(*arguments, session) : check(*arguments, session);
        };
    });
}

}  // namespace liriver::scenarios::cli
