#include "data/registers/hec_ras_geometry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "data/tables/columns.h"
#include "data/tables/file.h"
#include "data/tables/text.h"

namespace liriver::data::registers {
namespace {

using mesh::sections::SectionPoint;
using tables::Problems;

constexpr std::size_t column = 8;             // characters of a number in a block
constexpr std::size_t numbers_a_line = 10;    // at most
constexpr std::size_t most_points = 100'000;  // HEC-RAS itself has 500

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts(1);
    for (const char letter : text)
        if (letter == ',')
            parts.emplace_back();
        else
            parts.back() += letter;
    for (std::string& part : parts)
        part = std::string(tables::trim(part));
    return parts;
}

/// What follows "key=" on a line; nothing: it is another line.
std::optional<std::string_view> value_of(std::string_view line, std::string_view key) {
    if (line.substr(0, key.size()) != key)
        return std::nullopt;
    line.remove_prefix(key.size());
    const std::size_t mark = line.find_first_not_of(' ');
    if (mark == std::string_view::npos || line[mark] != '=')
        return std::nullopt;
    return line.substr(mark + 1);
}

class GeometryReader {
  public:
    GeometryReader(std::string file, std::vector<std::string_view> lines, Problems& problems)
        : file_(std::move(file)), lines_(std::move(lines)), problems_(problems) {}

    std::vector<HecRasReach> read() {
        for (at_ = 0; at_ < lines_.size(); ++at_) {
            if (const auto names = value_of(lines_[at_], "River Reach"))
                begin_reach(*names);
            else if (const auto node = value_of(lines_[at_], "Type RM Length L Ch R"))
                begin_node(*node);
            else if (section_ != nullptr)
                read_part();
        }
        finish_section();
        if (reaches_.empty())
            refuse(1, "no-sections", "no line \"River Reach=\"", "a geometry file of HEC-RAS with cross-sections");
        return std::move(reaches_);
    }

  private:
    void refuse(std::size_t line, const char* code, std::string found, std::string expected) {
        std::string key = section_ == nullptr ? std::string() : "river station " + section_->station;
        problems_.push_back(
            {file_, static_cast<int>(line), 0, code, std::move(key), std::move(found), std::move(expected), {}});
    }

    void begin_reach(std::string_view names) {
        finish_section();
        const std::vector<std::string> parts = parts_of(names);
        HecRasReach reach;
        reach.river = parts[0];
        reach.reach = parts.size() > 1 ? parts[1] : std::string();
        reach.line = static_cast<int>(at_ + 1);
        reaches_.push_back(std::move(reach));
    }

    void begin_node(std::string_view node) {
        finish_section();
        if (reaches_.empty())
            return;
        const std::vector<std::string> parts = parts_of(node);
        if (parts[0] != "1") {
            ++reaches_.back().other_nodes;
            return;
        }
        HecRasSection& section = reaches_.back().sections.emplace_back();
        section_ = &section;
        section.line = static_cast<int>(at_ + 1);
        section.station = parts.size() > 1 ? parts[1] : std::string();
        section.interpolated = !section.station.empty() && section.station.back() == '*';
        // The last section of a reach often has no length behind it.
        if (parts.size() > 3 && !parts[3].empty() &&
            (!tables::parse_number(parts[3], section.length_to_next) || section.length_to_next < 0.0))
            refuse(at_ + 1, "not-a-number", "\"" + parts[3] + "\"", "the length along the channel to the next section");
        banks_.reset();
    }

    void read_part() {
        const std::size_t line = at_ + 1;
        const std::string_view text = lines_[at_];
        if (const auto count = value_of(text, "#Sta/Elev")) {
            const std::vector<double> numbers = block(*count, 2);
            for (std::size_t k = 0; k + 1 < numbers.size(); k += 2)
                add_point(line, numbers[k], numbers[k + 1]);
        } else if (const auto values = value_of(text, "#Mann")) {
            const std::vector<double> numbers = block(parts_of(*values)[0], 3);
            for (std::size_t k = 1; k < numbers.size(); k += 3) {
                section_->least_manning = k == 1 ? numbers[k] : std::min(section_->least_manning, numbers[k]);
                section_->largest_manning = std::max(section_->largest_manning, numbers[k]);
            }
        } else if (const auto banks = value_of(text, "Bank Sta")) {
            const std::vector<std::string> parts = parts_of(*banks);
            double left = 0.0, right = 0.0;
            if (parts.size() != 2 || !tables::parse_number(parts[0], left) || !tables::parse_number(parts[1], right) ||
                !(left < right))
                refuse(line, "not-a-number", "\"" + std::string(*banks) + "\"",
                       "two bank stations, the left one first");
            else
                banks_ = {left, right};
        } else if (value_of(text, "#XS Ineff") || value_of(text, "Levee") || value_of(text, "#Block Obstruct")) {
            reaches_.back().has_overbank_rules = true;
        }
    }

    void add_point(std::size_t line, double offset, double elevation) {
        auto& points = section_->points;
        if (!points.empty() && offset < points.back().offset)
            refuse(line, "out-of-order", fmt::format("{} after {}", offset, points.back().offset),
                   "offsets that grow from the left bank");
        else
            points.push_back({offset, elevation, {}});
    }

    // The numbers of a block of `count` items of `each` numbers, which follows the line at hand.
    std::vector<double> block(std::string_view count, std::size_t each) {
        double items = 0.0;
        const std::size_t heading = at_ + 1;
        if (!tables::parse_number(std::string(tables::trim(count)), items) || !(items >= 0.0) ||
            items > static_cast<double>(most_points) || items != std::floor(items)) {
            refuse(heading, "not-a-number", "\"" + std::string(count) + "\"", "how many there are");
            return {};
        }
        const std::size_t wanted = each * static_cast<std::size_t>(items);
        std::vector<double> numbers;
        while (numbers.size() < wanted && at_ + 1 < lines_.size() && is_numbers(lines_[at_ + 1])) {
            const std::string_view line = lines_[++at_];
            for (std::size_t k = 0; k < numbers_a_line && column * k < line.size() && numbers.size() < wanted; ++k) {
                const std::string cell(tables::trim(line.substr(column * k, column)));
                double number = 0.0;
                if (cell.empty() && line.find_first_not_of(' ', column * k) == std::string_view::npos)
                    break;
                if (!cell.empty() && !tables::parse_number(cell, number)) {
                    refuse(at_ + 1, "not-a-number", "\"" + cell + "\"", "a number in each eight characters");
                    return {};
                }
                numbers.push_back(number);  // HEC-RAS leaves a zero blank
            }
        }
        if (numbers.size() < wanted) {
            refuse(heading, "too-few", fmt::format("{} numbers", numbers.size()), fmt::format("{}", wanted));
            return {};
        }
        return numbers;
    }

    [[nodiscard]] static bool is_numbers(std::string_view line) {
        return line.find_first_not_of("0123456789+-.eE ") == std::string_view::npos &&
               line.find_first_not_of(' ') != std::string_view::npos;
    }

    // Between two points a bank station is a point of its own.
    static void put_in(std::vector<SectionPoint>& points, double offset) {
        const auto after =
            std::upper_bound(points.begin(), points.end(), offset,
                             [](double value, const SectionPoint& point) { return value < point.offset; });
        if (after == points.begin() || after == points.end() || (after - 1)->offset == offset)
            return;
        const SectionPoint& a = *(after - 1);
        const double share = (offset - a.offset) / (after->offset - a.offset);
        points.insert(after, {offset, a.elevation + share * (after->elevation - a.elevation), {}});
    }

    void finish_section() {
        if (section_ == nullptr)
            return;
        if (section_->points.size() < 2 && problems_.empty())
            refuse(static_cast<std::size_t>(section_->line), "no-sections", "fewer than two points",
                   "a block #Sta/Elev= with points");
        if (banks_) {
            put_in(section_->points, banks_->first);
            put_in(section_->points, banks_->second);
            for (SectionPoint& point : section_->points)
                point.zone = point.offset < banks_->first    ? "left_floodplain"
                             : point.offset < banks_->second ? "channel"
                                                             : "right_floodplain";
        }
        section_ = nullptr;
    }

    std::string file_;
    std::vector<std::string_view> lines_;
    Problems& problems_;
    std::vector<HecRasReach> reaches_;
    HecRasSection* section_ = nullptr;
    std::optional<std::pair<double, double>> banks_;  // of the section at hand
    std::size_t at_ = 0;                              // the line at hand
};

}  // namespace

std::vector<HecRasReach> read_hec_ras_geometry(const std::filesystem::path& path, Problems& problems) {
    const auto bytes = tables::read_file(path);
    if (!bytes) {
        problems.push_back(bytes.error());
        return {};
    }
    return GeometryReader(path.string(), lines_of(*bytes), problems).read();
}

}  // namespace liriver::data::registers
