#include "scenarios/runner/make_mesh.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "data/tables/file.h"
#include "scenarios/runner/measure_river.h"
#include "scenarios/runner/mesh_inputs.h"

namespace liriver::scenarios::runner {

using data::tables::Problems;

tl::expected<MadeMesh, Problems> make_mesh(const language::Scenario& scenario) {
    Problems problems;
    const auto need = [&](bool there, const std::string& key, const std::string& expected) {
        if (!there)
            problems.push_back({.file = scenario.file.string(),
                                .line = 0,
                                .column = 0,
                                .code = "missing-key",
                                .key = key,
                                .found = {},
                                .expected = expected,
                                .hint = {}});
    };
    need(!scenario.terrain.rasters.empty() || !scenario.terrain.points.empty(), "terrain.rasters",
         "at least one elevation raster or table of points");
    need(scenario.for_mesh(), "network.lines", "at least one source of river lines, or `streams_above`");
    need(!scenario.reaches.empty() || scenario.network.streams_above, "reach",
         "a [[reach]] for each watercourse to build");
    check_output_names(scenario, problems);
    const std::optional<MeshInputs> inputs = read_mesh_inputs(scenario, problems);
    std::optional<MeasuredRiver> river;
    if (inputs && problems.empty())
        river = measure_river(scenario, *inputs, problems);
    if (!river) {
        data::tables::sort_problems(problems);
        return tl::unexpected(std::move(problems));
    }
    MadeMesh made;
    made.report = inputs->notes;
    made.report.insert(made.report.end(), river->report.begin(), river->report.end());
    made.files = river_files(scenario, *river);
    if (scenario.network.weirs.given() && std::filesystem::exists(scenario.network.weirs.path))
        made.report.push_back(fmt::format("{} is there and kept, its crests as they are",
                                          scenario.network.weirs.path.filename().string()));
    std::size_t bytes = 0;
    for (const RiverFile& file : made.files)
        bytes += file.text.size();
    made.report.push_back(fmt::format("files: {}, {:.2f} MB", made.files.size(), static_cast<double>(bytes) / 1e6));
    return made;
}

tl::expected<void, Problems> write_mesh(const MadeMesh& mesh) {
    Problems problems;
    for (const RiverFile& file : mesh.files) {
        std::error_code failed;
        std::filesystem::create_directories(file.path.parent_path(), failed);
        if (failed) {
            problems.push_back({.file = file.path.string(),
                                .line = 0,
                                .column = 0,
                                .code = "cannot-write",
                                .key = {},
                                .found = failed.message(),
                                .expected = "a folder that can be made",
                                .hint = {}});
            continue;
        }
        if (auto written = data::tables::write_file(file.path, file.text); !written)
            problems.push_back(written.error());
    }
    if (!problems.empty())
        return tl::unexpected(std::move(problems));
    return {};
}

}  // namespace liriver::scenarios::runner
