#include <fmt/format.h>

#include <system_error>

#include "scenarios/studies/calibrate.h"
#include "scenarios/studies/member.h"
#include "scenarios/studies/observations.h"

namespace liriver::scenarios::studies {

using data::tables::Problems;

tl::expected<LoadedStudy, Problems> load_study(const std::filesystem::path& file) {
    Problems problems;
    auto study = language::read_study(file, problems);
    if (!study)
        return tl::make_unexpected(std::move(problems));
    LoadedStudy loaded;
    std::error_code error;
    if (std::filesystem::is_regular_file(study->study.scenario.path, error)) {
        if (auto model = language::load(study->study.scenario.path)) {
            loaded.model = *std::move(model);
            loaded.changes = changes_of(*study, loaded.model, problems);
            loaded.observations = read_observations(*study, loaded.model, problems);
        } else {
            problems.insert(problems.end(), model.error().begin(), model.error().end());
        }
    }
    if (problems.empty() && loaded.observations.size() <= study->parameters.size())
        problems.push_back({file.string(),
                            0,
                            0,
                            "too-few",
                            "observations",
                            fmt::format("{} observations", loaded.observations.size()),
                            fmt::format("more than the {} parameters", study->parameters.size()),
                            {}});
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    loaded.study = *std::move(study);
    return loaded;
}

}  // namespace liriver::scenarios::studies
