#include "scenarios/runner/make_surface_mesh.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "scenarios/runner/mesh_inputs.h"
#include "scenarios/runner/provenance.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/surface_plan.h"

namespace liriver::scenarios::runner {

using data::tables::Problem;
using data::tables::Problems;

namespace {

/// Another program's mesh, with what can be said of it.
MadeSurface converted(const language::SurfaceSettings& settings, const language::SurfaceInput& input) {
    MadeSurface made;
    made.name = settings.name;
    made.surface.mesh = input.mesh;
    made.surface.places.resize(static_cast<std::size_t>(input.mesh.cell_count()));
    made.node_z = input.node_z;
    made.material = input.material;
    made.quality = mesh::surface::measure_quality(made.surface.mesh);
    made.report = input.notes;
    for (std::string& line : mesh::surface::in_words(made.quality))
        made.report.push_back(std::move(line));
    return made;
}

}  // namespace

tl::expected<SurfaceMeshMade, Problems> make_surface_mesh(const language::Model& model, const std::string& version,
                                                          const std::string& git) {
    Problems problems;
    const language::SurfaceSettings& settings = model.scenario.surfaces.front();
    SurfaceMeshMade result;
    result.folder = settings.make.folder.path;
    language::Model read = model;  // with the files that only `mesh` reads, for the record
    if (!model.surfaces.empty()) {
        result.made = converted(settings, model.surfaces.front());
        result.report = {fmt::format("converted from {}", settings.mesh.path.filename().string())};
    } else {
        const auto planned = plan_surface(model, problems);
        if (planned) {
            auto made = make_surface(planned->plan, model.river.network, model.river.sections);
            if (made)
                result.made = *std::move(made);
            else
                problems.push_back(as_problem(made.error(), settings.make.at, "cannot-mesh"));
            result.report = planned->notes;
            read.river.inputs.insert(read.river.inputs.end(), planned->inputs.begin(), planned->inputs.end());
        }
    }
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    RunOptions options;
    options.output = result.folder;
    options.version = version;
    options.git = git;
    result.provenance = provenance_of(read, options);
    result.report.insert(result.report.end(), result.made.report.begin(), result.made.report.end());
    return result;
}

tl::expected<std::vector<std::filesystem::path>, Problems> write_surface_mesh(const SurfaceMeshMade& mesh) {
    const auto refuse = [](const mesh::field::Error& error) {
        return tl::make_unexpected(
            Problems{Problem{error.place, 0, 0, "cannot-write", {}, error.found, error.expected, {}}});
    };
    std::error_code failed;
    std::filesystem::create_directories(mesh.folder, failed);
    if (failed)
        return refuse({mesh.folder.string(), failed.message(), "a folder that can be made"});
    auto written = write_surface(mesh.made, mesh.folder, mesh.provenance, data::tables::Time{});
    if (!written)
        return refuse(written.error());
    return *std::move(written);
}

}  // namespace liriver::scenarios::runner
