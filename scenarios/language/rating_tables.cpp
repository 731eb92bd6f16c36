#include "scenarios/language/rating_tables.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problems;
using Line = std::vector<std::pair<double, double>>;  // level m, discharge m3/s

// What a line must be like, from row to row.
struct Shape {
    const char* level;       // the column's name
    bool falls = false;      // the discharge falls, else it rises
    bool from_zero = false;  // it is 0 in the first row
};

// Reads the columns `level`, which rises, and discharge_m3_s.
Line read_line(const FileName& file, const Shape& shape, std::vector<std::filesystem::path>& inputs,
               Problems& problems) {
    Line line;
    inputs.push_back(file.path);
    const auto table = data::tables::read_csv(file.path, problems);
    if (!table)
        return line;
    data::tables::ColumnReader columns(*table, problems);
    data::tables::NumberRule flow;
    flow.minimum = 0.0;
    const auto levels = columns.numbers(shape.level);
    const auto flows = columns.numbers("discharge_m3_s", flow);
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        const bool wrong_flow = row > 0 && (shape.falls ? flows[row] > flows[row - 1] : flows[row] < flows[row - 1]);
        if (row > 0 && (levels[row] <= levels[row - 1] || wrong_flow))
            columns.refuse(row, shape.level, "out-of-order", table->cell(row, 0).text,
                           shape.falls ? "a lift that rises and a discharge that falls from row to row"
                                       : "stage and discharge that rise from row to row");
        line.emplace_back(levels[row], flows[row]);
    }
    if (table->row_count() < 2)
        columns.refuse(0, shape.level, "one-point", "fewer than two rows", "at least two: a line from row to row");
    else if (shape.from_zero && flows[0] != 0.0)
        columns.refuse(0, "discharge_m3_s", "out-of-bounds", table->cell(0, 1).text,
                       "0 at the first stage, where the off-take begins");
    return line;
}

// A boundary's rating, which stands in a file or in the scenario.
template <class Boundary>
void read_rating(Boundary& boundary, const std::string& path, const Scenario& scenario,
                 std::vector<std::filesystem::path>& inputs, Problems& problems) {
    Reporter report(scenario, problems);
    const std::vector<RatingPoint>& points = boundary.rating_table;
    if (boundary.rating.given() && !points.empty())
        report.add_at_key(path + ".rating_table", boundary.at, "both-given", "`rating` and `rating_table`",
                          "one of the two");
    if (boundary.rating.given() && !refuse_unreadable(boundary.rating, path + ".rating", problems))
        boundary.rating_points = read_line(boundary.rating, {"stage_m"}, inputs, problems);
    if (points.size() == 1)
        report.add(points[0].at, "one-point", path + ".rating_table", "one point",
                   "at least two: a line from point to point");
    for (std::size_t k = 0; k < points.size(); ++k) {
        if (k > 0 && (points[k].stage <= points[k - 1].stage || points[k].discharge < points[k - 1].discharge))
            report.add(points[k].at, "out-of-order", path + ".rating_table",
                       fmt::format("{} m, {} m3/s after {} m, {} m3/s", points[k].stage, points[k].discharge,
                                   points[k - 1].stage, points[k - 1].discharge),
                       "stage and discharge that rise from point to point");
        boundary.rating_points.emplace_back(points[k].stage, points[k].discharge);
    }
}
}  // namespace

void read_ratings(Scenario& scenario, std::vector<std::filesystem::path>& inputs, Problems& problems) {
    for (Boundary& boundary : scenario.boundaries)
        read_rating(boundary, fmt::format("boundary[{}]", boundary.name), scenario, inputs, problems);
    for (SurfaceSettings& surface : scenario.surfaces)
        for (RimBoundary& boundary : surface.boundaries)
            read_rating(boundary, fmt::format("surface[{}].boundary[{}]", surface.name, boundary.name), scenario,
                        inputs, problems);
}

void read_structure_tables(Scenario& scenario, std::vector<std::filesystem::path>& inputs, Problems& problems) {
    for (Structure& structure : scenario.structures) {
        const std::string key = fmt::format("structure[{}].table", structure.name);
        if (!structure.table.given() || refuse_unreadable(structure.table, key, problems))
            continue;
        const bool pump = structure.kind == StructureKind::pump;
        const Shape shape = pump ? Shape{"lift_m", true, false} : Shape{"stage_m", false, true};
        structure.table_points = read_line(structure.table, shape, inputs, problems);
    }
}

}  // namespace liriver::scenarios::language
