#include "scenarios/studies/classes_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "data/results/csv_metadata.h"
#include "data/tables/csv_writer.h"
#include "data/tables/file.h"

namespace liriver::scenarios::studies {

namespace {
namespace st = data::standards;
using Json = nlohmann::ordered_json;
using data::results::TableColumn;

constexpr const char* nothing = "not assessed";
constexpr const char* nothing_zh = "未评价";

Json optional_number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json by_class(const std::array<double, 6>& values, double factor) {
    Json json = Json::object();
    for (const st::QualityClass quality : st::all_classes)
        json[st::in_english(quality)] = values[st::index_of(quality)] * factor;
    return json;
}

Json pollutants_json(const std::vector<st::MainPollutant>& pollutants) {
    Json json = Json::array();
    for (const st::MainPollutant& one : pollutants)
        json.push_back({{"item", one.item},
                        {"class", st::in_english(one.quality)},
                        {"over_class_iii", optional_number(one.over)},
                        {"share_of_sections", one.share}});
    return json;
}

Json limit_json(const st::Limit* limit) {
    if (limit == nullptr)
        return nullptr;
    return {{"class", limit->grade},
            {"comparison", to_string(limit->comparison)},
            {"limit", st::in_words(*limit)},
            {"clause", limit->provenance.clause ? Json(*limit->provenance.clause) : Json(nullptr)},
            {"confidence", to_string(limit->provenance.confidence)}};
}

Json verdict_json(const st::Standards& tables, const st::ItemVerdict& verdict) {
    const st::Item& item = tables.item(verdict.item);
    return {{"item", item.id},
            {"item_zh", item.chinese},
            {"value", verdict.value},
            {"unit", item.unit},
            {"compared", verdict.compared},
            {"class", st::in_english(verdict.quality)},
            {"class_zh", st::in_chinese(verdict.quality)},
            {"sets_class", verdict.sets_class},
            {"over_class_iii", optional_number(verdict.over_class_iii)},
            {"over_target", optional_number(verdict.over_target)},
            {"met", limit_json(verdict.met)},
            {"broken", limit_json(verdict.broken)}};
}

Json trophic_json(const st::TrophicState& state) {
    Json parts = Json::array();
    for (const st::TrophicPart& part : state.parts)
        parts.push_back({{"item", part.item},
                         {"index", part.index},
                         {"weight", part.weight},
                         {"beyond_the_table", part.beyond_end}});
    return {{"index", optional_number(state.index)},
            {"grade", state.grade},
            {"grade_zh", state.grade_zh},
            {"parts", parts},
            {"missing", state.missing}};
}

Json row_json(const Classification& result, const ClassRow& row) {
    const ClassedSection& section = result.sections[row.section];
    Json items = Json::array();
    for (const st::ItemVerdict& verdict : row.assessment.items)
        items.push_back(verdict_json(result.tables, verdict));
    const auto& quality = row.assessment.quality;
    Json json{{"section", section.name},
              {"standard", result.standards[row.standard].name},
              {"period", to_string(row.period)},
              {"from", st::format_day(row.first)},
              {"hours", row.hours},
              {"values", row.values},
              {"class", quality ? st::in_english(*quality) : nothing},
              {"class_zh", quality ? st::in_chinese(*quality) : nothing_zh},
              {"meets_target", row.assessment.meets_target ? Json(*row.assessment.meets_target) : Json(nullptr)},
              {"governing", row.assessment.governing},
              {"why", row.reason.english},
              {"why_zh", row.reason.chinese},
              {"main_pollutants", pollutants_json(row.pollutants)},
              {"items", items},
              {"not_assessed", row.assessment.not_assessed}};
    if (row.trophic)
        json["trophic"] = trophic_json(*row.trophic);
    return json;
}

Json river_json(const Classification& result, const RiverRow& river) {
    Json lengths = Json::object();
    for (const auto& [reach, length] : river.lengths) {
        lengths[reach] = by_class(length.metres, 1e-3);
        lengths[reach][nothing] = length.not_assessed / 1000.0;
    }
    const st::RiverMethod method = river.quality.method;
    return {{"standard", result.standards[river.standard].name},
            {"period", to_string(river.period)},
            {"from", st::format_day(river.first)},
            {"method", method == st::RiverMethod::by_means    ? "mean concentrations"
                       : method == st::RiverMethod::by_shares ? "shares of classes"
                                                              : nothing},
            {"sections", river.quality.sections},
            {"assessed", river.quality.assessed},
            {"shares", by_class(river.quality.shares, 1.0)},
            {"condition", river.quality.condition},
            {"condition_zh", river.quality.condition_zh},
            {"main_pollutants", pollutants_json(river.quality.pollutants)},
            {"kilometres", lengths}};
}

Json sections_json(const Classification& result) {
    Json json = Json::array();
    for (std::size_t k = 0; k < result.sections.size(); ++k) {
        const ClassedSection& section = result.sections[k];
        Json one{{"section", section.name},
                 {"code", section.code},
                 {"station", section.station},
                 {"reach", section.reach},
                 {"chainage_m", optional_number(section.chainage)},
                 {"water", to_string(section.water)},
                 {"target", section.target ? Json(st::in_english(*section.target)) : Json(nullptr)}};
        if (const auto point = result.black_odour.find(k); point != result.black_odour.end()) {
            Json counts = Json::object();
            for (const auto& [item, c] : point->second.items)
                counts[item] = {{"data", c.data}, {"light", c.light}, {"severe", c.severe}};
            const auto& grade = point->second.grade;
            one["black_odour"] = {{"grade", grade ? st::in_english(*grade) : nothing},
                                  {"grade_zh", grade ? st::in_chinese(*grade) : nothing_zh},
                                  {"used", counts},
                                  {"not_assessed", point->second.not_assessed}};
        }
        json.push_back(std::move(one));
    }
    return json;
}

std::vector<TableColumn> csv_columns() {
    return {{"section", "string", "", "of the register, or the station's name"},
            {"code", "string", "", "of the register"},
            {"standard", "string", "", "by which it is judged"},
            {"rule", "string", "", "how"},
            {"period", "string", "", "day, month, flood season, other months or year, of local days"},
            {"from", "date", "", "the period's first local day"},
            {"hours", "double", "h", "of the period with values, of a run; 0 of samples"},
            {"values", "double", "", "in the period"},
            {"class", "string", "", "I to V, worse than V, or not assessed"},
            {"class_zh", "string", "", "the same in Chinese"},
            {"target", "string", "", "the section's target class"},
            {"meets_target", "boolean", "", "empty: no target, or not assessed", "yes|no"},
            {"governing", "string", "", "the items of that class, where it is worse than I"},
            {"largest_over_class_iii", "double", "", "value / limit of class III - 1, the largest above 0"},
            {"main_pollutants", "string", "", "the first three that are worse than class III"},
            {"assessed", "double", "", "items that set the class and have a value"},
            {"not_assessed", "string", "", "items that the rule asks for and that have none"},
            {"why", "string", "", "item, value, limit and clause"},
            {"why_zh", "string", "", "the same in Chinese"}};
}

void write_row(const Classification& result, const ClassRow& row, data::tables::CsvWriter& csv) {
    const ClassedSection& section = result.sections[row.section];
    const st::Assessment& assessment = row.assessment;
    double over = 0.0;
    std::int64_t assessed = 0;
    for (const st::ItemVerdict& verdict : assessment.items) {
        over = std::max(over, verdict.sets_class ? verdict.over_class_iii.value_or(0.0) : 0.0);
        assessed += verdict.sets_class ? 1 : 0;
    }
    std::vector<std::string> pollutants;
    for (const st::MainPollutant& one : row.pollutants)
        pollutants.push_back(one.over ? fmt::format("{} ({:.2g})", one.item, *one.over) : one.item);
    csv.text(section.name).text(section.code).text(result.standards[row.standard].name).text(result.options.rule);
    csv.text(to_string(row.period)).text(st::format_day(row.first)).number(row.hours);
    csv.integer(static_cast<std::int64_t>(row.values));
    csv.text(assessment.quality ? st::in_english(*assessment.quality) : nothing);
    csv.text(assessment.quality ? st::in_chinese(*assessment.quality) : nothing_zh);
    csv.text(section.target ? st::in_english(*section.target) : "");
    csv.text(!assessment.meets_target ? "" : *assessment.meets_target ? "yes" : "no");
    csv.text(fmt::format("{}", fmt::join(assessment.governing, "; ")));
    csv.number(over > 0.0 ? over : std::numeric_limits<double>::quiet_NaN());
    csv.text(fmt::format("{}", fmt::join(pollutants, "; "))).integer(assessed);
    csv.text(fmt::format("{}", fmt::join(assessment.not_assessed, "; "))).text(row.reason.english);
    csv.text(row.reason.chinese);
    csv.end_row();
}
}  // namespace

std::string classes_json(const Classification& result, const data::results::Provenance& provenance) {
    Json json{{"version", provenance.version}, {"git", provenance.git}, {"options", provenance.options}};
    for (const auto& input : provenance.inputs)
        json["inputs"].push_back({{"path", input.path}, {"checksum", input.checksum}});
    json["rule"] = result.options.rule;
    json["class_one_oxygen"] = result.options.oxygen;
    json["values"] = result.table.averaging == st::Averaging::continuous ? "of a run" : "samples";
    for (const StandardUse& use : result.standards)
        json["standards"].push_back({{"standard", use.name},
                                     {"limits_of", st::format_day(use.day)},
                                     {"in_force", use.in_force},
                                     {"items_without_column", use.not_in_table}});
    for (const auto& column : result.table.columns)
        json["items"].push_back({{"column", column.header}, {"item", column.item}});
    json["passed_over"] = result.table.passed_over;
    json["notes"] = result.notes;
    json["sections"] = sections_json(result);
    json["classes"] = Json::array();
    for (const ClassRow& row : result.rows)
        json["classes"].push_back(row_json(result, row));
    json["rivers"] = Json::array();
    for (const RiverRow& river : result.rivers)
        json["rivers"].push_back(river_json(result, river));
    json["hours_in_class"] = Json::array();
    for (const HoursRow& row : result.hours) {
        Json hours = by_class(row.hours.hours, 1.0);
        hours[nothing] = row.hours.not_assessed;
        json["hours_in_class"].push_back({{"section", result.sections[row.section].name},
                                          {"standard", result.standards[row.standard].name},
                                          {"hours", hours}});
    }
    json["zones"] = Json::array();
    for (const ZoneRow& zone : result.zones)
        json["zones"].push_back(
            {{"section", result.sections[zone.section].name},
             {"standard", result.standards[zone.standard].name},
             {"year", st::format_day(zone.year).substr(0, 4)},
             {"assessments", zone.compliance.assessments},
             {"complying", zone.compliance.complying},
             {"by_yearly_mean", zone.compliance.by_yearly_mean},
             {"complies", zone.compliance.complies ? Json(*zone.compliance.complies) : Json(nullptr)}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

tl::expected<std::vector<std::filesystem::path>, data::tables::Problem> write_classes(
    const Classification& result, const std::filesystem::path& folder, const data::results::Provenance& provenance) {
    std::vector<std::string> header;
    for (const TableColumn& column : csv_columns())
        header.push_back(column.title);
    auto csv = data::tables::CsvWriter::open(folder / "classes.csv", header);
    if (!csv)
        return tl::make_unexpected(csv.error());
    for (const ClassRow& row : result.rows)
        write_row(result, row, *csv);
    if (const auto finished = csv->finish(); !finished)
        return tl::make_unexpected(finished.error());
    if (const auto written = data::tables::write_file(folder / "classes.json", classes_json(result, provenance));
        !written)
        return tl::make_unexpected(written.error());
    const std::string metadata = data::results::csv_metadata(
        {{"classes.csv", "one row a section, standard and period", csv_columns()}}, provenance);
    if (const auto written = data::tables::write_file(folder / "csv-metadata.json", metadata); !written)
        return tl::make_unexpected(written.error());
    return std::vector{folder / "classes.csv", folder / "classes.json", folder / "csv-metadata.json"};
}

}  // namespace liriver::scenarios::studies
