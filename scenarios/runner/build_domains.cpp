#include "scenarios/runner/build_domains.h"

#include <utility>

#include "data/checkpoint/checkpoint.h"
#include "scenarios/runner/channel_domain.h"
#include "scenarios/runner/channel_outputs.h"
#include "scenarios/runner/computational_cells.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/surface_domain.h"
#include "scenarios/runner/surface_model.h"
#include "scenarios/runner/surface_outputs.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using mesh::field::Error;

// A restart goes on with the cells that the run had, whatever else drives the river from now on.
tl::expected<ChannelModel, Problems> model_to_run(const language::Model& input,
                                                  const std::optional<std::filesystem::path>& restart) {
    if (!restart || input.scenario.network.computational_cells == language::ComputationalCells::none)
        return build_channel_model(input);
    return build_with_cells(input, plan_of(data::checkpoint::read_values(*restart, cells_field)));
}

template <class Outputs, class Kind>
OpenOutputs open_outputs(const language::Model& input, Kind& domain) {
    return [&input, &domain](
               const std::filesystem::path& folder,
               const data::results::Provenance& provenance) -> tl::expected<std::unique_ptr<DomainOutputs>, Error> {
        auto outputs = Outputs::create(input, domain, folder, provenance);
        if (!outputs)
            return tl::make_unexpected(outputs.error());
        return std::unique_ptr<DomainOutputs>(*std::move(outputs));
    };
}

}  // namespace

tl::expected<Domains, Problems> build_domains(const language::Model& input, int threads,
                                              const std::optional<std::filesystem::path>& restart) {
    Domains built;
    if (input.scenario.on_surface()) {
        auto model = build_surface_model(input);
        if (!model)
            return tl::make_unexpected(std::move(model.error()));
        auto surface = std::make_unique<SurfaceDomain>(*std::move(model), surface_settings_of(input.scenario, threads));
        built.outputs.push_back(open_outputs<SurfaceOutputs>(input, *surface));
        built.domains.push_back(std::move(surface));
        return built;
    }
    auto model = model_to_run(input, restart);
    if (!model)
        return tl::make_unexpected(std::move(model.error()));
    std::vector<Constituent> constituents = constituents_of(input.scenario, *model);
    const ChannelSettings settings = settings_of(input, *model, threads);
    auto channels = std::make_unique<ChannelDomain>(*std::move(model), std::move(constituents), settings);
    channels->find_release_times();
    built.outputs.push_back(open_outputs<ChannelOutputs>(input, *channels));
    built.domains.push_back(std::move(channels));
    return built;
}

}  // namespace liriver::scenarios::runner
