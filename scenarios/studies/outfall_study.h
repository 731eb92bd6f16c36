#pragma once
// `study` of kind `outfalls`: what each outfall brings to each section, which to cut first, and what an equal cut of
// all comes to in the model.
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/results/provenance.h"
#include "data/standards/class_names.h"
#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/language/study.h"
#include "scenarios/studies/outfall_ranking.h"

namespace liriver::scenarios::studies {

/// A section that is judged: a station with a class.
struct TargetSection {
    std::string name, station;
    data::standards::QualityClass target = data::standards::QualityClass::iii;
    bool registered = false;     ///< its register says so; else the study's `target`
    std::vector<double> limits;  ///< [constituents], in the constituents' units
};

struct JudgedConstituent {
    std::string name, unit, item;
};

/// A study of outfalls with its scenario, whose constituents are tagged, and its limits.
struct OutfallStudy {
    language::Study study;
    language::Model model;
    std::vector<JudgedConstituent> constituents;
    std::vector<TargetSection> sections;
    std::vector<std::string> notes;  ///< what was left out, and why
};

/// Reads and checks a study's file, its scenario, its register and the limits. On failure: every problem, sorted.
[[nodiscard]] tl::expected<OutfallStudy, data::tables::Problems> load_outfall_study(const std::filesystem::path& file);

/// A constituent at a section.
struct SectionResult {
    std::size_t section = 0, constituent = 0;
    std::vector<SourcePart> parts;  ///< as it is: all sources
    double concentration = 0.0;     ///< mean as it is, in the constituent's unit
    double allowed = 0.0;           ///< the limit less the margin
    OutfallRanking ranking;
    std::optional<double> after;  ///< mean with the cuts, of the second run; nothing: none was needed
};

struct OutfallStudyOptions {
    std::filesystem::path output;
    int threads = 1;
    bool overwrite = false;
    bool resume = false;  ///< runs that an equal study finished in `output` are not made again
    std::string version, git;
    std::function<void(const std::string& run, double share)> progress;
    const std::atomic<bool>* stop = nullptr;
};

struct OutfallResults {
    int exit_code = 0;    ///< 0 good, 3 failed, 4 a balance broke its tolerance, 130 interrupted
    std::string message;  ///< why, when it is not 0
    std::vector<SectionResult> rows;
    std::vector<double> cuts;  ///< [constituents], the equal cut with which every section holds; 1: all of it
    std::vector<std::string> assumptions;
    std::vector<std::string> notes;
    std::vector<std::filesystem::path> files;
};

/// Runs the scenario as it is (`as-is/`) and, where a section does not hold, with the equal cuts (`with-cuts/`), and
/// writes outfall-ranking.csv, outfalls.json and csv-metadata.json into `output`. Problems (exit 2, nothing written):
/// an output folder in use, one of another study to go on from, a model that cannot be built.
[[nodiscard]] tl::expected<OutfallResults, data::tables::Problems> study_outfalls(const OutfallStudy& study,
                                                                                  const OutfallStudyOptions& options);

/// outfalls.json: sections with limits, sources, ranking and cuts.
[[nodiscard]] std::string outfalls_json(const OutfallStudy& study, const OutfallResults& results,
                                        const data::results::Provenance& provenance);

/// Writes the tables of results; returns their paths.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, data::tables::Problem> write_outfalls(
    const OutfallStudy& study, const OutfallResults& results, const std::filesystem::path& folder,
    const data::results::Provenance& provenance);

}  // namespace liriver::scenarios::studies
