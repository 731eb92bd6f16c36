#include "data/observations/quality_cells.h"

#include <algorithm>
#include <string_view>

#include "data/tables/columns.h"
#include "data/tables/text.h"

namespace liriver::data::observations {

QualityCell read_quality_cell(const std::string& text, const std::vector<std::string>& missing) {
    QualityCell cell;
    if (text.empty() || std::find(missing.begin(), missing.end(), text) != missing.end())
        return cell;
    std::string_view number = text;
    for (const std::string_view mark : {"<", "＜"})
        if (number.substr(0, mark.size()) == mark) {
            number.remove_prefix(mark.size());
            cell.below_detection = true;
        }
    // As laboratories write it (HJ 91.1): the detection limit and an L.
    if (!cell.below_detection && number.size() > 1 && number.back() == 'L') {
        number.remove_suffix(1);
        cell.below_detection = true;
    }
    double value = 0.0;
    cell.good = tables::parse_number(tables::trim(number), value);
    if (cell.good)
        cell.value = value;
    return cell;
}

}  // namespace liriver::data::observations
