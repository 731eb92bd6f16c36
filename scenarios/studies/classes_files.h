#pragma once
// What `classify` writes: classes.csv, a row a section, standard and period, and classes.json with all the rest.
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/results/provenance.h"
#include "data/tables/problem.h"
#include "scenarios/studies/classify.h"

namespace liriver::scenarios::studies {

/// All of it as JSON: the reasons in English and Chinese, values and limits item by item, rivers with their shares and
/// kilometres in each class, zones, hours in class, grades of black and odorous water, and where it comes from.
[[nodiscard]] std::string classes_json(const Classification& result, const data::results::Provenance& provenance);

/// Writes classes.csv, classes.json and csv-metadata.json into a folder that is there; returns their paths. Fails when
/// one cannot be written.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, data::tables::Problem> write_classes(
    const Classification& result, const std::filesystem::path& folder, const data::results::Provenance& provenance);

}  // namespace liriver::scenarios::studies
