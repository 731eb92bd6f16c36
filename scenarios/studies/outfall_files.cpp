#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "data/results/csv_metadata.h"
#include "data/tables/csv_writer.h"
#include "data/tables/file.h"
#include "scenarios/studies/outfall_study.h"

namespace liriver::scenarios::studies {

namespace {
namespace st = data::standards;
using Json = nlohmann::ordered_json;
using data::results::TableColumn;

std::vector<TableColumn> columns() {
    return {{"section", "string", "", "the section"},
            {"constituent", "string", "", "the constituent"},
            {"unit", "string", "", "of the concentrations of this row"},
            {"target", "string", "", "the section's class"},
            {"limit", "double", "", "of that class, less the margin"},
            {"concentration", "double", "", "mean at the section, from all sources"},
            {"excess", "double", "", "of the concentration over the limit"},
            {"rank", "integer", "", "1: brings most to this section"},
            {"outfall", "string", "", "the outfall"},
            {"part", "double", "", "its part of the concentration"},
            {"share", "double", "1", "its part by the concentration"},
            {"cut_alone", "double", "1", "share of its load to cut if it alone is cut; empty: all is not enough"},
            {"equal_cut", "double", "1",
             "share of the load of every outfall to cut for this section; empty: all is not enough"},
            {"concentration_with_cuts", "double", "", "mean with the study's cuts; empty: none was needed"}};
}

double or_none(const std::optional<double>& value) { return value.value_or(std::numeric_limits<double>::quiet_NaN()); }
Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json row_json(const OutfallStudy& study, const SectionResult& row) {
    const TargetSection& section = study.sections[row.section];
    Json json{{"section", section.name},
              {"station", section.station},
              {"constituent", study.constituents[row.constituent].name},
              {"unit", study.constituents[row.constituent].unit},
              {"target", st::in_english(section.target)},
              {"target_zh", st::in_chinese(section.target)},
              {"target_of_register", section.registered},
              {"limit", section.limits[row.constituent]},
              {"allowed", row.allowed},
              {"concentration", row.concentration},
              {"excess", row.ranking.excess},
              {"equal_cut", or_null(row.ranking.equal_cut)},
              {"concentration_with_cuts", or_null(row.after)},
              {"outfalls", Json::array()},
              {"sources", Json::array()}};
    for (const RankedOutfall& one : row.ranking.outfalls)
        json["outfalls"].push_back({{"outfall", one.outfall},
                                    {"part", one.concentration},
                                    {"share", one.share},
                                    {"cut_alone", or_null(one.cut_alone)}});
    for (const SourcePart& part : row.parts)
        json["sources"].push_back({{"kind", part.kind}, {"source", part.source}, {"part", part.concentration}});
    return json;
}

}  // namespace

std::string outfalls_json(const OutfallStudy& study, const OutfallResults& results,
                          const data::results::Provenance& provenance) {
    Json json{{"study", provenance.title}, {"version", provenance.version}, {"git", provenance.git}};
    for (const auto& input : provenance.inputs)
        json["inputs"].push_back({{"path", input.path}, {"checksum", input.checksum}});
    json["standard"] = study.study.outfalls.standard;
    json["margin"] = study.study.outfalls.margin;
    json["warm_up_s"] = study.study.outfalls.warm_up;
    json["cuts"] = Json::object();
    for (std::size_t k = 0; k < study.constituents.size(); ++k)
        json["cuts"][study.constituents[k].name] = results.cuts[k];
    json["sections"] = Json::array();
    for (const SectionResult& row : results.rows)
        json["sections"].push_back(row_json(study, row));
    json["notes"] = results.notes;
    json["assumptions"] = results.assumptions;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

tl::expected<std::vector<std::filesystem::path>, data::tables::Problem> write_outfalls(
    const OutfallStudy& study, const OutfallResults& results, const std::filesystem::path& folder,
    const data::results::Provenance& provenance) {
    std::vector<std::string> header;
    for (const TableColumn& column : columns())
        header.push_back(column.title);
    auto csv = data::tables::CsvWriter::open(folder / "outfall-ranking.csv", header);
    if (!csv)
        return tl::make_unexpected(csv.error());
    for (const SectionResult& row : results.rows) {
        const TargetSection& section = study.sections[row.section];
        const JudgedConstituent& constituent = study.constituents[row.constituent];
        std::int64_t rank = 0;
        for (const RankedOutfall& one : row.ranking.outfalls) {
            csv->text(section.name).text(constituent.name).text(constituent.unit).text(st::in_english(section.target));
            csv->number(row.allowed).number(row.concentration).number(row.ranking.excess).integer(++rank);
            csv->text(one.outfall).number(one.concentration).number(one.share).number(or_none(one.cut_alone));
            csv->number(or_none(row.ranking.equal_cut)).number(or_none(row.after));
            csv->end_row();
        }
    }
    if (const auto finished = csv->finish(); !finished)
        return tl::make_unexpected(finished.error());
    if (const auto written =
            data::tables::write_file(folder / "outfalls.json", outfalls_json(study, results, provenance));
        !written)
        return tl::make_unexpected(written.error());
    const std::string metadata = data::results::csv_metadata(
        {{"outfall-ranking.csv", "one row a section, constituent and outfall", columns()}}, provenance);
    if (const auto written = data::tables::write_file(folder / "csv-metadata.json", metadata); !written)
        return tl::make_unexpected(written.error());
    return std::vector{folder / "outfall-ranking.csv", folder / "outfalls.json", folder / "csv-metadata.json"};
}

}  // namespace liriver::scenarios::studies
