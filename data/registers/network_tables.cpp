#include "data/registers/network_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"

namespace liriver::data::registers {

using mesh::network::Place;
using mesh::network::Reach;
using tables::Cells;
using tables::ColumnReader;
using tables::NumberRule;
using tables::Presence;
using tables::Problems;

namespace {
/// Chainages and lengths are written with a few decimals.
constexpr double rounding = 1.0;  // m

NumberRule distance_rule(bool may_be_empty) {
    NumberRule rule;
    rule.minimum = 0.0;
    rule.may_be_empty = may_be_empty;
    return rule;
}

class NetworkReader {
  public:
    explicit NetworkReader(Problems& problems) : problems_(problems) {}

    void read_reaches(const std::filesystem::path& path) {
        const auto table = tables::read_csv(path, problems_);
        if (!table)
            return;
        ColumnReader columns(*table, problems_);
        const auto names = columns.texts("reach");
        const auto from = columns.texts("from_reach", Presence::required, Cells::may_be_empty);
        const auto from_chainage = columns.numbers("from_chainage_m", distance_rule(true));
        const auto to = columns.texts("to_reach", Presence::required, Cells::may_be_empty);
        const auto to_chainage = columns.numbers("to_chainage_m", distance_rule(true));
        const auto lengths = columns.numbers("length_m", distance_rule(true), Presence::optional);
        const auto sources = columns.texts("source", Presence::optional, Cells::may_be_empty);
        const auto confidences = columns.texts("confidence", Presence::optional, Cells::may_be_empty);
        for (std::size_t row = 0; row < names.size(); ++row) {
            if (names[row].empty())
                continue;
            const auto [first, fresh] = tables_.rows.emplace(names[row], Row{table->file, table->line(row)});
            if (!fresh) {
                columns.refuse(row, "reach", "repeated-name", fmt::format("a second reach \"{}\"", names[row]),
                               fmt::format("each reach once (it stands in line {} too)", first->second.line));
                continue;
            }
            Reach reach;
            reach.name = names[row];
            if (row < sources.size())
                reach.source = sources[row];
            if (row < confidences.size())
                reach.confidence = confidences[row];
            reach.from = end_of(columns, row, "from_chainage_m", from[row], from_chainage[row]);
            reach.to = end_of(columns, row, "to_chainage_m", to[row], to_chainage[row]);
            tables_.network.reaches.push_back(std::move(reach));
            lengths_.push_back(row < lengths.size() ? lengths[row] : std::nan(""));
        }
    }

    void read_points(const std::filesystem::path& path) {
        const auto table = tables::read_csv(path, problems_);
        if (!table)
            return;
        points_read_ = true;
        ColumnReader columns(*table, problems_);
        const auto names = columns.texts("reach");
        const auto chainage = columns.numbers("chainage_m", distance_rule(false));
        const auto x = columns.numbers("x_m");
        const auto y = columns.numbers("y_m");
        std::vector<std::string> known;
        known.reserve(tables_.network.reaches.size());
        for (const Reach& reach : tables_.network.reaches)
            known.push_back(reach.name);
        for (std::size_t row = 0; row < names.size(); ++row) {
            if (names[row].empty() || !std::isfinite(chainage[row] + x[row] + y[row]))
                continue;
            const auto found = std::find(known.begin(), known.end(), names[row]);
            if (found == known.end()) {
                if (!known.empty())
                    columns.refuse(row, "reach", "unknown-reach", fmt::format("\"{}\"", names[row]),
                                   "a reach of the table of reaches", tables::suggest(names[row], known));
                continue;
            }
            add_point(columns, row, tables_.network.reaches[static_cast<std::size_t>(found - known.begin())],
                      chainage[row], x[row], y[row]);
        }
    }

    NetworkTables finish() {
        std::vector<Reach>& reaches = tables_.network.reaches;
        if (points_read_) {
            for (std::size_t i = 0; i < reaches.size(); ++i)
                check_line(reaches[i], lengths_[i]);
            const auto unusable = [](const Reach& reach) { return reach.chainage.size() < 2; };
            std::vector<std::string> names;
            names.reserve(reaches.size());
            for (const Reach& reach : reaches)
                names.push_back(reach.name);
            for (Reach& reach : reaches) {
                check_end(reach, reach.from, "from_reach", names);
                check_end(reach, reach.to, "to_reach", names);
            }
            reaches.erase(std::remove_if(reaches.begin(), reaches.end(), unusable), reaches.end());
        } else {
            reaches.clear();
        }
        return std::move(tables_);
    }

  private:
    std::optional<Place> end_of(ColumnReader& columns, std::size_t row, const char* column, const std::string& reach,
                                double chainage) {
        if (reach.empty())
            return std::nullopt;
        if (std::isnan(chainage)) {
            columns.refuse(row, column, "empty-cell", "an empty cell", fmt::format("a chainage on {}", reach));
            return std::nullopt;
        }
        return Place{reach, chainage};
    }

    void add_point(ColumnReader& columns, std::size_t row, Reach& reach, double chainage, double x, double y) {
        if (reach.chainage.empty()) {
            if (chainage != 0.0)
                columns.refuse(row, "chainage_m", "bad-chainage", tables::format_number(chainage),
                               fmt::format("0 at the first point of {}", reach.name));
        } else {
            if (chainage <= reach.chainage.back()) {
                columns.refuse(
                    row, "chainage_m", "out-of-order", tables::format_number(chainage),
                    fmt::format("more than {} of the point before", tables::format_number(reach.chainage.back())));
                return;
            }
            const double straight = std::hypot(x - reach.x.back(), y - reach.y.back());
            if (straight > (chainage - reach.chainage.back()) + rounding)
                columns.refuse(row, "chainage_m", "bad-chainage",
                               fmt::format("{:.1f} m of chainage over {:.1f} m of distance",
                                           chainage - reach.chainage.back(), straight),
                               "at least the straight distance between two points");
        }
        reach.chainage.push_back(chainage);
        reach.x.push_back(x);
        reach.y.push_back(y);
    }

    void refuse(const Reach& reach, const char* code, const char* key, std::string found, std::string expected,
                std::string hint = {}) {
        const Row& row = tables_.rows.at(reach.name);
        problems_.push_back({row.file, row.line, 0, code, key, std::move(found), std::move(expected), std::move(hint)});
    }

    void check_line(const Reach& reach, double length) {
        if (reach.chainage.size() < 2) {
            refuse(reach, "no-line", "reach", fmt::format("{} with {} points", reach.name, reach.chainage.size()),
                   "at least two points in the table of points");
            return;
        }
        if (std::isfinite(length) && std::abs(length - reach.length()) > std::max(rounding, 1e-3 * length))
            refuse(reach, "bad-length", "length_m", tables::format_number(length),
                   fmt::format("{}, the chainage of its last point", tables::format_number(reach.length())));
    }

    void check_end(Reach& reach, std::optional<Place>& place, const char* key, const std::vector<std::string>& names) {
        if (!place)
            return;
        const Reach* other = tables_.network.find(place->reach);
        if (other == nullptr) {
            refuse(reach, "unknown-reach", key, fmt::format("\"{}\"", place->reach), "a reach of this table",
                   tables::suggest(place->reach, names));
            place.reset();
        } else if (other == &reach) {
            refuse(reach, "joins-itself", key, fmt::format("\"{}\", the reach itself", place->reach), "another reach");
            place.reset();
        } else if (other->chainage.size() >= 2 && place->chainage > other->length() + rounding) {
            refuse(reach, "off-reach", key,
                   fmt::format("chainage {} on {}", tables::format_number(place->chainage), place->reach),
                   fmt::format("a chainage up to its length of {} m", tables::format_number(other->length())));
        } else if (other->chainage.size() >= 2) {
            place->chainage = std::min(place->chainage, other->length());
        }
    }

    Problems& problems_;
    NetworkTables tables_;
    std::vector<double> lengths_;
    bool points_read_ = false;
};
}  // namespace

NetworkTables read_network(const std::filesystem::path& reaches, const std::filesystem::path& points,
                           const std::string& crs, Problems& problems) {
    NetworkReader reader(problems);
    reader.read_reaches(reaches);
    reader.read_points(points);
    NetworkTables result = reader.finish();
    result.network.crs = crs;
    return result;
}

}  // namespace liriver::data::registers
