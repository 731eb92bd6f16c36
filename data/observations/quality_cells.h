#pragma once
// A cell of a table of water quality. Internal to this module.
#include <optional>
#include <string>
#include <vector>

namespace liriver::data::observations {

struct QualityCell {
    std::optional<double> value;  ///< as written; of "<0.02" and "0.02L" the detection limit; nothing: a missing one
    bool below_detection = false;
    bool good = true;  ///< it is a number or says that there is none
};

/// Reads a number, "<0.02" or "0.02L" (below the detection limit), an empty cell or one of the marks.
[[nodiscard]] QualityCell read_quality_cell(const std::string& text, const std::vector<std::string>& missing);

}  // namespace liriver::data::observations
