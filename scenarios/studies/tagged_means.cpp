#include "scenarios/studies/tagged_means.h"

#include <array>
#include <charconv>
#include <optional>

#include "data/tables/csv.h"

namespace liriver::scenarios::studies {

using data::tables::CsvTable;
using data::tables::Problems;
using data::tables::Time;

namespace {

constexpr std::array columns{"time_utc", "station", "constituent", "kind", "source", "concentration"};

// One source's part at one station while the rows go by.
struct Sum {
    std::optional<Time> last;  // of the row before; none: the station was dry
    double value = 0.0, integral = 0.0, length = 0.0;

    void add(Time time, std::optional<double> next) {
        if (last && next) {
            const double step = data::tables::seconds_between(*last, time);
            integral += 0.5 * (value + *next) * step;
            length += step;
        }
        last = next ? std::optional(time) : std::nullopt;
        value = next.value_or(value);
    }
    [[nodiscard]] double mean() const { return length > 0.0 ? integral / length : value; }
};

// Parts and their sums, alike in number and order.
struct AtStation {
    std::vector<SourcePart> parts;
    std::vector<Sum> sums;

    Sum& of(const std::string& kind, const std::string& source) {
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (parts[i].source == source && parts[i].kind == kind)
                return sums[i];
        parts.push_back({kind, source, 0.0});
        return sums.emplace_back();
    }
};

std::optional<double> number(const std::string& text) {
    double value = 0.0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

}  // namespace

tl::expected<TaggedMeans, Problems> read_tagged_means(const std::filesystem::path& file, Time from) {
    Problems problems;
    const std::optional<CsvTable> table = data::tables::read_csv(file, problems, data::tables::Rows::may_be_none);
    std::array<std::size_t, columns.size()> at{};
    for (std::size_t i = 0; table && i < columns.size(); ++i) {
        const auto found = table->find(columns[i]);
        if (found)
            at[i] = *found;
        else
            problems.push_back({file.string(), 0, 0, "missing-column", columns[i], "no such column", "one", {}});
    }
    if (!problems.empty())
        return tl::make_unexpected(std::move(problems));

    std::map<std::pair<std::string, std::string>, AtStation> found;
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        const auto text = [&](std::size_t i) -> const std::string& { return table->cell(row, at[i]).text; };
        const auto time = data::tables::parse_time(text(0));
        const auto value = number(text(5));
        if (!time || (!value && !text(5).empty())) {
            problems.push_back({file.string(),
                                table->line(row),
                                0,
                                "bad-row",
                                "time_utc, concentration",
                                text(0) + ", " + text(5),
                                "a time and a number",
                                {}});
            break;
        }
        if (*time >= from)
            found[{text(1), text(2)}].of(text(3), text(4)).add(*time, value);
    }
    if (!problems.empty())
        return tl::make_unexpected(std::move(problems));
    TaggedMeans means;
    for (auto& [place, here] : found) {
        for (std::size_t i = 0; i < here.parts.size(); ++i)
            here.parts[i].concentration = here.sums[i].mean();
        means.emplace(place, std::move(here.parts));
    }
    return means;
}

}  // namespace liriver::scenarios::studies
