#pragma once
// The domains of a loaded scenario, and the files that each of them writes.
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/domain.h"
#include "scenarios/runner/domain_outputs.h"

namespace liriver::scenarios::runner {

/// Opens the files of one domain in a run's folder.
using OpenOutputs = std::function<tl::expected<std::unique_ptr<DomainOutputs>, mesh::field::Error>(
    const std::filesystem::path& folder, const data::results::Provenance& provenance)>;

struct Domains {
    std::vector<std::unique_ptr<Domain>> domains;
    std::vector<OpenOutputs> outputs;  ///< [domains]
};

/// The input outlives what is built. `restart`: the checkpoint that the run goes on from, whose computational cells a
/// channel network has. Problems: a model that cannot be built.
[[nodiscard]] tl::expected<Domains, data::tables::Problems> build_domains(
    const language::Model& input, int threads, const std::optional<std::filesystem::path>& restart);

}  // namespace liriver::scenarios::runner
