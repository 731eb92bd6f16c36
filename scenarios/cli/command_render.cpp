#include <filesystem>
#include <memory>
#include <ostream>

#include "data/results/results_folder.h"
#include "data/tables/time.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/read_while_written.h"
#include "scenarios/cli/report.h"
#include "viz/render/network_picture.h"
#include "viz/render/surface_picture.h"

namespace liriver::scenarios::cli {

namespace {
struct RenderArguments {
    std::string folder, field, time, size, output, relief, window;
    bool by_class = false;
};

Exit render(const RenderArguments& arguments, Session& session) {
    const auto refuse = [&session](std::string file, const char* key, std::string found, std::string expected) {
        return report_problems(
            {{std::move(file), 0, 0, "cannot-render", key, std::move(found), std::move(expected), {}}}, session);
    };
    viz::render::PictureOptions options;
    options.field = arguments.field;
    options.by_class = arguments.by_class;
    options.output = arguments.output;
    options.relief = arguments.relief;
    if (!arguments.time.empty()) {
        const auto time = data::tables::parse_time(arguments.time);
        if (!time)
            return refuse({}, "--time", time.error().found, time.error().expected);
        options.time = *time;
    }
    if (!arguments.size.empty()) {
        const auto size = viz::render::parse_size(arguments.size);
        if (!size)
            return refuse({}, "--size", "\"" + arguments.size + "\"",
                          "a height like 1600, or 1200x1600, from 200 to 20000");
        options.width = size->width;
        options.height = size->height;
    }
    if (!arguments.window.empty()) {
        options.window = viz::render::parse_window(arguments.window);
        if (!options.window)
            return refuse({}, "--window", "\"" + arguments.window + "\"", "west,south,east,north in metres");
    }
    const std::filesystem::path folder = arguments.folder;
    const auto kind = data::results::results_in(folder);
    if (!kind)
        return refuse(kind.error().place, "", kind.error().found, kind.error().expected);
    const bool surface = kind->kind == data::results::ResultsKind::surface;
    if (options.window && !surface)
        return refuse({}, "--window", "a network", "the results of a surface, or a mesh");
    const auto picture = read_while_written(folder, [&] {
        return surface ? viz::render::draw_surface(folder, options) : viz::render::draw_network(folder, options);
    });
    if (!picture)
        return refuse(picture.error().place, "", picture.error().found, picture.error().expected);
    if (!picture->warning.empty())
        session.err << "warning: " << picture->warning << '\n';
    session.out << "wrote " << picture->file.string() << " (" << picture->field;
    if (!picture->timeless)
        session.out << " at " << data::tables::format_local(picture->time, picture->time_zone);
    session.out << ")\n";
    return Exit::good;
}
}  // namespace

void add_render(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("render", "Draw a map of a run's results, or of a mesh.");
    const auto arguments = std::make_shared<RenderArguments>();
    command->add_option("DIR", arguments->folder, "The folder of a run's results")->required();
    command->add_option("--field", arguments->field, "What colours the water (depth, unless given)")->type_name("NAME");
    command->add_flag("--by-class", arguments->by_class,
                      "Colour by the class of GB 3838-2002: of --field, or of the worst of all its items there are");
    command->add_option("--time", arguments->time, "The output nearest to this time (the last, unless given)")
        ->type_name("TIME");
    command->add_option("--size", arguments->size, "Height in pixels, or width x height: 1200x1600")->type_name("SIZE");
    command->add_option("--output", arguments->output, "The picture's file (DIR/<field>.png, unless given)")
        ->type_name("FILE");
    command->add_option("--window", arguments->window, "Of a surface, no more than west,south,east,north (m)")
        ->type_name("W,S,E,N");
    command->add_option("--relief", arguments->relief, "Terrain to shade, any raster")->type_name("FILE");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return render(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
