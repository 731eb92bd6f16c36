#pragma once
// Means over time of what each source brings to each station, from a run's tagged_sources.csv.
#include <filesystem>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "data/tables/problem.h"
#include "data/tables/time.h"
#include "scenarios/studies/outfall_ranking.h"

namespace liriver::scenarios::studies {

/// Parts by station and constituent, in the constituent's unit, sources in the order of the file.
using TaggedMeans = std::map<std::pair<std::string, std::string>, std::vector<SourcePart>>;

/// Means weighted by time (trapezoids) over the rows from `from` on; a single row counts as it stands. Times at which a
/// station is dry do not count. Fails when the file cannot be read or is none that a run wrote.
[[nodiscard]] tl::expected<TaggedMeans, data::tables::Problems> read_tagged_means(const std::filesystem::path& file,
                                                                                  data::tables::Time from);

}  // namespace liriver::scenarios::studies
