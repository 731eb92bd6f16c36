#include "scenarios/studies/classify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/standards/main_pollutants.h"
#include "data/standards/standards_reader.h"

namespace liriver::scenarios::studies {

namespace {
namespace st = data::standards;
using data::observations::QualityStation;
using data::tables::Problems;

/// A season by its parameters in the rule's table, where it has them.
std::optional<st::FloodSeason> season_of(const st::Standards& tables, const std::string& rule, st::Day day) {
    const auto first = tables.rule_value(rule, "flood-season-first-month", "", day);
    const auto last = tables.rule_value(rule, "flood-season-last-month", "", day);
    if (!first || !last)
        return std::nullopt;
    return st::FloodSeason{static_cast<int>(*first), static_cast<int>(*last)};
}

class Classifier {
  public:
    Classifier(Classification& out, Problems& problems) : out_(out), problems_(problems) {}

    void run() {
        read();
        if (!problems_.empty())
            return;
        match_sections();
        make_tables();
        if (!problems_.empty())
            return;
        for (std::size_t s = 0; s < out_.standards.size(); ++s) {
            for (std::size_t k = 0; k < out_.sections.size(); ++k)
                judge_section(k, s);
            for (const st::Period period : {st::Period::month, st::Period::year})
                judge_river(s, period);
        }
        if (out_.options.black_odour)
            judge_black_odour();
        tell();
    }

  private:
    void read() {
        const ClassifyOptions& options = out_.options;
        out_.tables = st::read_standards(options.standards_folder, problems_);
        if (!problems_.empty())
            return;
        data::observations::QualityTableForm form = options.form;
        for (const st::RuleValue& row : out_.tables.rules)
            if (row.rule == options.rule && row.parameter == "below-detection-share")
                form.below_detection = row.value;
        auto table = data::observations::read_quality_table(options.table, form, out_.tables, problems_);
        if (table)
            out_.table = std::move(*table);
        if (options.sections)
            registered_ = data::registers::read_quality_sections(*options.sections, {}, problems_);
    }

    void match_sections() {
        for (const auto& row : registered_) {
            const bool there = std::any_of(out_.table.stations.begin(), out_.table.stations.end(),
                                           [&](const QualityStation& one) { return one.name == row.station; });
            if (!there)
                out_.notes.push_back(
                    fmt::format("section {} of the register is not in the table: not assessed", row.name));
            out_.sections.push_back(
                {row.name, row.code, row.station, row.place.reach, row.place.chainage, row.water, row.target});
        }
        for (const QualityStation& station : out_.table.stations) {
            const bool known = std::any_of(registered_.begin(), registered_.end(),
                                           [&](const auto& row) { return row.station == station.name; });
            if (!known && registered_.empty())
                out_.sections.push_back(
                    {station.name, {}, station.name, {}, {}, out_.options.water, out_.options.target});
            else if (!known)
                out_.notes.push_back(
                    fmt::format("station {} of the table is no section of the register", station.name));
        }
    }

    [[nodiscard]] st::Day first_day() const {
        std::optional<data::tables::Time> first;
        for (const QualityStation& station : out_.table.stations)
            if (!station.times.empty() && (!first || station.times.front() < *first))
                first = station.times.front();
        return first ? st::Day{data::tables::local_day(*first, out_.table.time_zone)} : st::Day{};
    }

    /// A table of classes for each standard and kind of water, on the day of the first value; of a standard that does
    /// not hold then, on its first day.
    void make_tables() {
        const st::Day day = first_day();
        for (const std::string& name : out_.options.standards) {
            StandardUse use{name, day, true, {}};
            std::optional<st::Day> first;
            for (const st::Limit& limit : out_.tables.limits)
                if (limit.standard == name) {
                    use.in_force = first && use.in_force;
                    first = std::min(first.value_or(limit.provenance.valid.from), limit.provenance.valid.from);
                    use.in_force = use.in_force || limit.provenance.valid.holds(day);
                }
            if (first && !use.in_force)
                use.day = *first;
            for (const st::Water water : {st::Water::river, st::Water::lake}) {
                st::Basis basis{name, out_.options.rule, water, out_.options.oxygen, use.day};
                auto table = st::ClassTable::make(out_.tables, basis);
                if (table)
                    tables_.emplace(std::pair(out_.standards.size(), water), std::move(*table));
                else if (water == st::Water::river)
                    problems_.push_back(table.error());
            }
            out_.standards.push_back(std::move(use));
        }
        if (problems_.empty() && !out_.options.season)
            out_.options.season = season_of(out_.tables, out_.options.rule, day);
    }

    [[nodiscard]] const st::ClassTable& table_of(std::size_t standard, st::Water water) const {
        const auto found = tables_.find({standard, water});
        return found != tables_.end() ? found->second : tables_.at({standard, st::Water::river});
    }

    [[nodiscard]] bool by_zones() const { return out_.options.rule == "sl-395-2007"; }

    [[nodiscard]] std::vector<st::Period> periods() const {
        if (by_zones())
            return {st::Period::month, st::Period::flood_season, st::Period::other_months, st::Period::year};
        return {st::Period::day, st::Period::month, st::Period::year};
    }

    [[nodiscard]] const QualityStation* station_of(const ClassedSection& section) const {
        for (const QualityStation& station : out_.table.stations)
            if (station.name == section.station)
                return &station;
        return nullptr;
    }

    void judge_section(std::size_t k, std::size_t s) {
        const ClassedSection& section = out_.sections[k];
        const QualityStation* station = station_of(section);
        if (station == nullptr)
            return;
        const st::ClassTable& table = table_of(s, section.water);
        const std::vector<std::string> only =
            out_.options.two_items ? st::two_items(table) : std::vector<std::string>{};
        const st::FloodSeason season = out_.options.season.value_or(st::FloodSeason{});
        for (const st::Period period : periods()) {
            std::map<st::Day, ClassRow> rows;
            for (const auto& [item, values] : station->values)
                for (const st::PeriodMean& mean :
                     st::means({station->times, values}, out_.table.averaging, period, out_.table.time_zone, season)) {
                    ClassRow& row = rows[mean.first];
                    row.readings.push_back({item, mean.mean});
                    row.hours = std::max(row.hours, mean.hours);
                    row.values = std::max(row.values, mean.values);
                }
            for (auto& [first, row] : rows) {
                row.section = k;
                row.standard = s;
                row.period = period;
                row.first = first;
                row.assessment = table.assess(row.readings, section.target, only);
                if (out_.options.two_items && !st::has_two_items(row.assessment)) {
                    row.assessment.quality.reset();
                    row.assessment.meets_target.reset();
                    row.assessment.governing.clear();
                }
                row.pollutants = st::main_pollutants(table, row.assessment);
                row.reason = st::reason_of(table, row.assessment);
                if (section.water == st::Water::lake)
                    row.trophic = by_zones() ? st::eutrophic_index(table, row.readings)
                                             : st::trophic_level_index(table, row.readings);
                out_.rows.push_back(std::move(row));
            }
        }
        if (by_zones())
            judge_zone(k, s, table);
        if (out_.table.averaging == st::Averaging::continuous)
            count_hours(k, s, *station, table, only);
    }

    /// The months of each year against the target.
    void judge_zone(std::size_t k, std::size_t s, const st::ClassTable& table) {
        if (!out_.sections[k].target)
            return;
        std::map<int, std::pair<std::vector<std::optional<bool>>, std::optional<bool>>> years;
        for (const ClassRow& row : out_.rows) {
            if (row.section != k || row.standard != s)
                continue;
            auto& year = years[static_cast<int>(std::chrono::year_month_day{row.first}.year())];
            if (row.period == st::Period::month)
                year.first.push_back(row.assessment.meets_target);
            if (row.period == st::Period::year)
                year.second = row.assessment.meets_target;
        }
        for (const auto& [year, assessments] : years)
            out_.zones.push_back({k, s, st::Day{std::chrono::year{year} / std::chrono::January / 1},
                                  st::zone_compliance(table, assessments.first, assessments.second)});
    }

    void count_hours(std::size_t k, std::size_t s, const QualityStation& station, const st::ClassTable& table,
                     const std::vector<std::string>& only) {
        std::vector<std::optional<st::QualityClass>> classes;
        for (std::size_t i = 0; i < station.times.size(); ++i) {
            std::vector<st::Reading> readings;
            for (const auto& [item, values] : station.values)
                if (std::isfinite(values[i]))
                    readings.push_back({item, values[i]});
            classes.push_back(table.assess(readings, {}, only).quality);
        }
        out_.hours.push_back({k, s, st::hours_in_class(station.times, classes)});
    }

    void judge_river(std::size_t s, st::Period period) {
        std::map<st::Day, std::vector<const ClassRow*>> groups;
        for (const ClassRow& row : out_.rows)
            if (row.standard == s && row.period == period && out_.sections[row.section].water == st::Water::river)
                groups[row.first].push_back(&row);
        for (const auto& [first, rows] : groups) {
            std::vector<st::SectionState> states;
            std::map<std::string, std::vector<st::ClassPlace>> places;
            for (const ClassRow* row : rows) {
                const ClassedSection& section = out_.sections[row->section];
                states.push_back({row->readings, row->assessment});
                if (section.chainage)
                    places[section.reach].push_back({*section.chainage, row->assessment.quality});
            }
            RiverRow river{s, period, first, st::river_quality(table_of(s, st::Water::river), states), {}};
            for (const auto& [reach, on_it] : places)
                if (on_it.size() > 1)
                    river.lengths[reach] = st::length_in_class(on_it);
            out_.rivers.push_back(std::move(river));
        }
    }

    void judge_black_odour() {
        for (std::size_t k = 0; k < out_.sections.size(); ++k) {
            const QualityStation* station = station_of(out_.sections[k]);
            if (station == nullptr)
                continue;
            std::vector<st::BlackOdourSample> samples(station->times.size());
            for (std::size_t i = 0; i < samples.size(); ++i) {
                for (const auto& [item, values] : station->values)
                    samples[i].readings.push_back({item, values[i]});
                if (!station->depth.empty() && std::isfinite(station->depth[i]))
                    samples[i].depth = station->depth[i];
            }
            out_.black_odour[k] = st::black_odour_point(out_.tables, first_day(), samples);
        }
    }

    void tell() {
        for (std::size_t s = 0; s < out_.standards.size(); ++s) {
            StandardUse& use = out_.standards[s];
            if (!use.in_force)
                out_.notes.push_back(
                    fmt::format("{} is not in force on the days of the table; its limits are those of {}", use.name,
                                st::format_day(use.day)));
            for (const std::string& item : table_of(s, st::Water::river).items())
                if (std::none_of(out_.table.columns.begin(), out_.table.columns.end(),
                                 [&](const auto& column) { return column.item == item; }))
                    use.not_in_table.push_back(item);
        }
        if (by_zones() && out_.options.season)
            out_.notes.push_back(fmt::format("the flood season is taken as months {} to {}",
                                             out_.options.season->first_month, out_.options.season->last_month));
        std::size_t below = 0;
        for (const QualityStation& station : out_.table.stations)
            below += station.below_detection;
        if (below > 0)
            out_.notes.push_back(fmt::format("values below their detection limit, taken as a share of it: {}", below));
        for (const std::string& warning : out_.table.warnings)
            out_.notes.push_back("warning: " + warning);
    }

    Classification& out_;
    Problems& problems_;
    std::vector<data::registers::QualitySectionRow> registered_;
    std::map<std::pair<std::size_t, st::Water>, st::ClassTable> tables_;
};
}  // namespace

tl::expected<Classification, Problems> classify(const ClassifyOptions& options) {
    Classification result;
    result.options = options;
    Problems problems;
    Classifier(result, problems).run();
    if (problems.empty())
        return tl::expected<Classification, Problems>(std::move(result));
    data::tables::sort_problems(problems);
    return tl::make_unexpected(std::move(problems));
}

}  // namespace liriver::scenarios::studies
