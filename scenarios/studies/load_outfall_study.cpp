#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "data/registers/section_register.h"
#include "data/standards/class_table.h"
#include "data/standards/standards_reader.h"
#include "data/tables/suggest.h"
#include "scenarios/studies/outfall_study.h"

namespace liriver::scenarios::studies {

namespace st = data::standards;
using data::tables::Problems;
using language::Position;

namespace {

class Loading {
  public:
    Loading(OutfallStudy& out, Problems& problems)
        : out_(out), problems_(problems), tables_(st::read_standards({}, problems)) {}

    void go() {
        const auto& time = out_.model.scenario.time;
        if (time.steady)
            add(out_.study.study.scenario.at, "not-used", "study.scenario", "a scenario with `steady = true`",
                "a run over time: what each outfall brings is followed through it");
        if (out_.model.scenario.outfalls.empty())
            add(out_.study.study.scenario.at, "missing-table", "study.scenario", "a scenario without an [[outfall]]",
                "outfalls to rank");
        const double run = data::tables::seconds_between(*time.start, *time.end);
        if (!time.steady && !(question().warm_up < run))
            add(at("warm_up"), "out-of-bounds", "outfalls.warm_up", fmt::format("{} h", question().warm_up / 3600.0),
                fmt::format("less than the scenario's {} h", run / 3600.0));
        const auto target = st::parse_class(question().target);
        if (!target || *target == st::QualityClass::worse_than_v)
            add(at("target"), "bad-class", "outfalls.target", fmt::format("\"{}\"", question().target), "I to V");
        for (const st::Water water : {st::Water::river, st::Water::lake}) {
            st::Basis basis;
            basis.standard = question().standard;
            basis.water = water;
            basis.day = std::chrono::floor<std::chrono::days>(*time.start);
            auto table = st::ClassTable::make(tables_, basis);
            if (table) {
                classes_.emplace(water, std::move(*table));
            } else {
                add(at("standard"), table.error().code.c_str(), "outfalls.standard", table.error().found,
                    table.error().expected, table.error().hint);
                return;
            }
        }
        constituents();
        sections(target.value_or(st::QualityClass::iii));
        if (!out_.constituents.empty() && !out_.sections.empty())
            limits();
    }

  private:
    [[nodiscard]] const language::OutfallQuestion& question() const { return out_.study.outfalls; }
    [[nodiscard]] Position at(const std::string& key) const {
        const auto found = out_.study.positions.find("outfalls." + key);
        if (found != out_.study.positions.end())
            return found->second;
        return question().at.line > 0 ? question().at : Position{out_.study.file.string(), 0, 0};
    }
    void add(const Position& where, const char* code, std::string key, std::string found, std::string expected,
             std::string hint = {}) {
        problems_.push_back({where.file, where.line, where.column, code, std::move(key), std::move(found),
                             std::move(expected), std::move(hint)});
    }

    [[nodiscard]] const st::Limit* limit_of(const std::string& item, st::QualityClass quality, st::Water water) const {
        return classes_.at(water).largest_value(item, quality);
    }

    // Those that are asked for, or all with limits; each is tagged in the model.
    void constituents() {
        std::vector<std::string> names;
        for (const auto& constituent : out_.model.scenario.constituents)
            names.push_back(constituent.name);
        for (const std::string& asked : question().constituents)
            if (std::find(names.begin(), names.end(), asked) == names.end())
                add(at("constituents"), "unknown-constituent", "outfalls.constituents", fmt::format("\"{}\"", asked),
                    "names of the scenario's constituents", data::tables::suggest(asked, names));
        for (auto& constituent : out_.model.scenario.constituents) {
            const auto& list = question().constituents;
            const bool asked = std::find(list.begin(), list.end(), constituent.name) != list.end();
            if (!list.empty() && !asked)
                continue;
            const st::Item* item = tables_.find_item(constituent.name);
            const bool limited = item != nullptr && limit_of(item->id, st::QualityClass::iii, st::Water::river) &&
                                 st::unit_change(item->unit, constituent.unit);
            if (limited) {
                constituent.tag_sources = true;
                out_.constituents.push_back({constituent.name, constituent.unit, item->id});
            } else if (asked) {
                add(at("constituents"), "no-limit", "outfalls.constituents", fmt::format("\"{}\"", constituent.name),
                    fmt::format("a constituent for which {} has a largest value", question().standard));
            } else {
                out_.notes.push_back(fmt::format("{} is not judged: {} has no largest value for it", constituent.name,
                                                 question().standard));
            }
        }
        if (out_.constituents.empty() && question().constituents.empty())
            add(out_.study.study.scenario.at, "no-limit", "study.scenario",
                fmt::format("a scenario whose constituents ({}) have no limits", fmt::join(names, ", ")),
                fmt::format("a constituent for which {} has a largest value", question().standard));
    }

    void sections(st::QualityClass target) {
        std::vector<std::string> stations;
        for (const auto& station : out_.model.scenario.stations)
            stations.push_back(station.name);
        if (stations.empty())
            add(out_.study.study.scenario.at, "missing-table", "study.scenario", "a scenario without a [[station]]",
                "stations at the sections that are judged");
        const auto& own = question().sections;
        const auto& of_scenario = out_.model.scenario.network.quality_sections;
        if (!own.given() && !of_scenario.given()) {
            for (const std::string& station : stations)
                out_.sections.push_back({station, station, target, false, {}});
            return;
        }
        const auto& path = own.given() ? own.path : of_scenario.path;
        const std::size_t before = problems_.size();
        for (const auto& row : data::registers::read_quality_sections(path, {}, problems_)) {
            if (std::find(stations.begin(), stations.end(), row.station) == stations.end()) {
                out_.notes.push_back(
                    fmt::format("section {} of the register has no station in the scenario: not judged", row.name));
                continue;
            }
            water_.push_back(row.water);
            out_.sections.push_back({row.name, row.station, row.target.value_or(target), row.target.has_value(), {}});
        }
        if (out_.sections.empty() && problems_.size() == before && !stations.empty())
            add({path.string(), 0, 0}, "no-station", "station", "no section with a station of the scenario",
                fmt::format("one of {}", fmt::join(stations, ", ")));
    }

    void limits() {
        water_.resize(out_.sections.size(), st::Water::river);
        for (std::size_t s = 0; s < out_.sections.size(); ++s)
            for (const JudgedConstituent& judged : out_.constituents) {
                TargetSection& section = out_.sections[s];
                const st::Limit* limit = limit_of(judged.item, section.target, water_[s]);
                if (limit == nullptr) {
                    add(at("standard"), "no-limit", fmt::format("section[{}]", section.name),
                        fmt::format("class {} of {}", st::in_english(section.target), judged.name),
                        fmt::format("a class for which {} has a limit on {}", question().standard,
                                    st::format_day(classes_.at(water_[s]).basis().day)));
                    continue;
                }
                const auto change = st::unit_change(tables_.item(judged.item).unit, judged.unit);
                section.limits.push_back((*change)(*limit->value));
            }
    }

    OutfallStudy& out_;
    Problems& problems_;
    st::Standards tables_;
    std::map<st::Water, st::ClassTable> classes_;  // by kind of water, as of the run's start
    std::vector<st::Water> water_;
};

}  // namespace

tl::expected<OutfallStudy, Problems> load_outfall_study(const std::filesystem::path& file) {
    Problems problems;
    auto study = language::read_study(file, problems);
    if (!study)
        return tl::make_unexpected(std::move(problems));
    OutfallStudy loaded;
    loaded.study = *std::move(study);
    std::error_code error;
    if (std::filesystem::is_regular_file(loaded.study.study.scenario.path, error)) {
        if (auto model = language::load(loaded.study.study.scenario.path)) {
            loaded.model = *std::move(model);
            Loading(loaded, problems).go();
        } else {
            problems.insert(problems.end(), model.error().begin(), model.error().end());
        }
    }
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    return loaded;
}

}  // namespace liriver::scenarios::studies
