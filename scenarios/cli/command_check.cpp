#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/cli/boundary_table.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/scenario_use.h"
#include "scenarios/language/diffuse_loads.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/mesh_inputs.h"
#include "scenarios/runner/surface_model.h"
#include "scenarios/runner/surface_plan.h"

namespace liriver::scenarios::cli {

namespace {
using data::tables::Problems;

/// What there is to tell of a good scenario, a line each, the last one that it is good; or its problems.
using Checked = tl::expected<std::vector<std::string>, Problems>;

/// "1 reach", "2 reaches"
std::string count(std::size_t number, const char* one, const char* many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

Checked refused(Problems problems) {
    data::tables::sort_problems(problems);
    return tl::make_unexpected(std::move(problems));
}

Checked check_for_surface(const ScenarioArguments& arguments) {
    const auto model = language::load_for_surface(arguments.file, arguments.overrides);
    if (!model)
        return tl::make_unexpected(model.error());
    if (!model->surfaces.empty())
        return std::vector{fmt::format("{}: good, a scenario for `liriver mesh` that converts {} cells.",
                                       arguments.file, model->surfaces.front().mesh.cell_count())};
    Problems problems;
    const auto planned = runner::plan_surface(*model, problems);
    if (!planned)
        return refused(std::move(problems));
    std::vector<std::string> notes = planned->notes;
    notes.push_back(fmt::format("{}: good, a scenario for `liriver mesh` of a 2D mesh with {} over {:.3f} km2.",
                                arguments.file, count(planned->plan.reaches.size(), "channel", "channels"),
                                mesh::surface::area(planned->plan.geometry.domain) / 1e6));
    return notes;
}

Checked check_for_mesh(const ScenarioArguments& arguments) {
    const auto scenario = language::load_for_mesh(arguments.file, arguments.overrides);
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    Problems problems;
    const auto inputs = runner::read_mesh_inputs(*scenario, problems);
    if (!inputs)
        return refused(std::move(problems));
    std::vector<std::string> notes = inputs->notes;
    notes.push_back(fmt::format("{}: good, a scenario for `liriver mesh` of {}.", arguments.file,
                                count(scenario->reaches.size(), "reach", "reaches")));
    return notes;
}

std::vector<std::string> notes_of(const language::Model& model) {
    std::vector<std::string> notes = model.river.notes;
    for (std::string& note : language::notes_on_diffuse_loads(model.scenario))
        notes.push_back(std::move(note));
    return notes;
}

Checked check_surface_run(const language::Model& model, const ScenarioArguments& arguments) {
    const auto built = runner::build_surface_model(model);
    if (!built)
        return tl::make_unexpected(built.error());
    std::vector<std::string> notes = notes_of(model);
    for (const runner::SurfaceStation& station : built->stations) {
        const auto& centre = built->mesh->centroid[static_cast<std::size_t>(station.cell)];
        notes.push_back(fmt::format("station {}: bed {:.2f} m at its point, {:.2f} m from the centre of its cell",
                                    station.name, station.bed,
                                    std::hypot(station.point.x - centre.x, station.point.y - centre.y)));
    }
    for (std::string& row : boundary_rows(runner::boundary_accounts(model), false))
        notes.push_back(std::move(row));
    const language::Scenario& scenario = model.scenario;
    const auto& mesh = model.surfaces.front().mesh;
    notes.push_back(fmt::format("{}: good. A surface of {}, {}, {}; {} to {}.", arguments.file,
                                count(static_cast<std::size_t>(mesh.cell_count()), "cell", "cells"),
                                count(scenario.surfaces.front().boundaries.size(), "boundary", "boundaries"),
                                count(scenario.stations.size(), "station", "stations"),
                                data::tables::format_local(*scenario.time.start, scenario.project.time_zone),
                                data::tables::format_local(*scenario.time.end, scenario.project.time_zone)));
    return notes;
}

Checked check_for_run(const ScenarioArguments& arguments) {
    const auto model = language::load(arguments.file, arguments.overrides);
    if (!model)
        return tl::make_unexpected(model.error());
    if (model->scenario.on_surface())
        return check_surface_run(*model, arguments);
    const auto channels = runner::build_channel_model(*model);
    if (!channels)
        return tl::make_unexpected(channels.error());
    const language::Scenario& scenario = model->scenario;
    std::vector<std::string> notes = notes_of(*model);
    notes.insert(notes.end(), channels->notes.begin(), channels->notes.end());
    notes.push_back(fmt::format("{}: good. {}, {}, {}, {}, {}; {} to {}.", arguments.file,
                                count(model->river.network.reaches.size(), "reach", "reaches"),
                                count(model->river.sections.size(), "section", "sections"),
                                count(scenario.stations.size(), "station", "stations"),
                                count(scenario.constituents.size(), "constituent", "constituents"),
                                count(scenario.outfalls.size(), "outfall", "outfalls"),
                                data::tables::format_local(*scenario.time.start, scenario.project.time_zone),
                                data::tables::format_local(*scenario.time.end, scenario.project.time_zone)));
    return notes;
}

Checked check(const ScenarioArguments& arguments) {
    switch (use_of(arguments)) {
        case Use::river:
            return check_for_mesh(arguments);
        case Use::surface:
            return check_for_surface(arguments);
        case Use::run:
            break;
    }
    return check_for_run(arguments);
}

Exit check_in_text(const ScenarioArguments& arguments, Session& session) {
    const Checked checked = check(arguments);
    if (!checked)
        return report_problems(checked.error(), session);
    for (const std::string& note : *checked)
        session.out << note << '\n';
    return Exit::good;
}

Exit check_in_json(const ScenarioArguments& arguments, Session& session) {
    const Checked checked = check(arguments);
    const Problems problems = checked ? Problems{} : checked.error();
    nlohmann::ordered_json json{{"scenario", arguments.file},
                                {"good", checked.has_value()},
                                {"problem_count", problems.size()},
                                {"problems", nlohmann::ordered_json::array()},
                                {"notes", checked.value_or(std::vector<std::string>{})}};
    for (std::size_t i = 0; i < std::min(problems.size(), most_problems_shown); ++i)
        json["problems"].push_back(problem_json(problems[i]));
    session.out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return checked ? Exit::good : Exit::bad_input;
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
            return *json ? check_in_json(*arguments, session) : check_in_text(*arguments, session);
        };
    });
}

}  // namespace liriver::scenarios::cli
