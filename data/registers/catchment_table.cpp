#include "data/registers/catchment_table.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::registers {

std::vector<CatchmentArea> read_catchments(const std::filesystem::path& path, tables::Problems& problems) {
    std::vector<CatchmentArea> areas;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return areas;
    tables::ColumnReader columns(*table, problems);
    tables::NumberRule rule;
    rule.minimum = 0.0;
    const auto reaches = columns.texts("reach");
    const auto chainages = columns.numbers("chainage_m", rule);
    tables::NumberRule may_be_unknown = rule;
    may_be_unknown.may_be_empty = true;
    const auto upstream = columns.numbers("upstream_area_km2", may_be_unknown);
    const auto local = columns.numbers("local_area_km2", rule);
    std::map<std::string, double> last;
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reaches[row].empty() || !std::isfinite(chainages[row] + local[row]))
            continue;
        const auto [before, fresh] = last.emplace(reaches[row], chainages[row]);
        if (!fresh && chainages[row] <= before->second)
            columns.refuse(row, "chainage_m", "out-of-order", tables::format_number(chainages[row]),
                           fmt::format("more than {} of the row before on {}", tables::format_number(before->second),
                                       reaches[row]));
        before->second = chainages[row];
        areas.push_back(
            {reaches[row], chainages[row], upstream[row] * 1e6, local[row] * 1e6, {table->file, table->line(row)}});
    }
    return areas;
}

}  // namespace liriver::data::registers
