#include "data/registers/diffuse_register.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "data/registers/register_reader.h"
#include "data/registers/register_source.h"
#include "data/tables/suggest.h"
#include "data/tables/units.h"

namespace liriver::data::registers {
namespace {

std::string share_name(std::size_t month) { return fmt::format("share_{}", month + 1); }

/// The columns of the register.
struct Columns {
    explicit Columns(RegisterReader& reader)
        : names(reader.names("diffuse_load", false)),
          labels(reader.words("label")),
          reaches(reader.columns().texts("reach")),
          items(reader.columns().texts("item")),
          kinds(reader.columns().texts("kind")),
          units(reader.words("amount_unit")),
          constituents(reader.columns().texts("constituent")),
          coefficient_units(reader.columns().texts("coefficient_unit")),
          sources(reader.words("source")),
          confidences(reader.words("confidence")),
          notes(reader.words("note")),
          from(reader.amounts("from_chainage_m")),
          to(reader.amounts("to_chainage_m")),
          chainages(reader.amounts("chainage_m")),
          assumed(reader.flags("assumed", true)) {
        tables::NumberRule any, positive, share;
        any.may_be_empty = true;
        positive.minimum = share.minimum = 0.0;
        share.maximum = 1.0;
        x = reader.columns().numbers("x_m", any, tables::Presence::optional);
        y = reader.columns().numbers("y_m", any, tables::Presence::optional);
        amounts = reader.columns().numbers("amount", positive);
        coefficients = reader.columns().numbers("coefficient", positive);
        ratios = reader.columns().numbers("entry_ratio", share);
        share.may_be_empty = true;
        base = reader.columns().numbers("base_flow_share", share, tables::Presence::optional);
        for (std::size_t m = 0; m < shares.size(); ++m)
            shares[m] = reader.columns().numbers(share_name(m), share, tables::Presence::optional);
    }

    std::vector<std::string> names, labels, reaches, items, kinds, units, constituents, coefficient_units, sources,
        confidences, notes;
    std::vector<double> from, to, chainages, x, y, amounts, coefficients, ratios, base;
    std::vector<bool> assumed;
    std::array<std::vector<double>, 12> shares;
};

void take_place(RegisterReader& reader, const Columns& columns, std::size_t row, DiffuseRow& load) {
    load.place = {at(columns.reaches, row), at(columns.chainages, row), at(columns.x, row), at(columns.y, row)};
    load.from_chainage = at(columns.from, row);
    load.to_chainage = at(columns.to, row);
    if (load.from_chainage && load.to_chainage && *load.from_chainage >= *load.to_chainage)
        reader.columns().refuse(row, "to_chainage_m", "out-of-order",
                                fmt::format("a stretch from {} to {} m", *load.from_chainage, *load.to_chainage),
                                "an end below the beginning");
    if ((load.from_chainage || load.to_chainage) && load.place.chainage)
        reader.columns().refuse(row, "chainage_m", "both-given", "a place and a stretch", "one of them");
    if (load.from_chainage || load.to_chainage)  // features always have a point
        load.place.x = load.place.y = std::nullopt;
}

void take_amount(RegisterReader& reader, const Columns& columns, std::size_t row, DiffuseRow& load) {
    load.kind = columns.kinds[row];
    load.amount = columns.amounts[row];
    const std::string written = at(columns.units, row);
    if (load.kind == "land") {
        const auto unit = tables::parse_unit(written);
        if (written.empty() || !unit || !(unit->dimension == tables::Dimension{.length = 2}))
            reader.columns().refuse(row, "amount_unit", "wrong-unit", fmt::format("\"{}\"", written),
                                    "a unit of area: ha, km2, m2");
        else
            load.amount *= unit->numerator / unit->denominator;
    } else if (load.kind != "people" && load.kind != "livestock") {
        if (!load.kind.empty())
            reader.columns().refuse(row, "kind", "unknown-word", fmt::format("\"{}\"", load.kind),
                                    "people, livestock or land",
                                    tables::suggest(load.kind, {"people", "livestock", "land"}));
    } else if (const char* one = load.kind == "people" ? "person" : "head"; !written.empty() && written != one) {
        reader.columns().refuse(row, "amount_unit", "wrong-unit", fmt::format("\"{}\"", written),
                                fmt::format("{}, or an empty cell", one));
    }
}

void take_shares(RegisterReader& reader, const Columns& columns, std::size_t row, DiffuseRow& load) {
    std::size_t missing = 0;
    for (std::size_t m = 0; m < columns.shares.size(); ++m) {
        if (const auto share = at(columns.shares[m], row))
            load.shares.push_back(*share);
        else
            missing = m;
    }
    if (load.shares.empty())
        return;
    if (load.shares.size() != 12) {
        reader.columns().refuse(row, columns.shares[missing].empty() ? "diffuse_load" : share_name(missing),
                                "wrong-count", fmt::format("{} monthly shares", load.shares.size()),
                                "share_1 to share_12, or none");
        return;
    }
    const double sum = std::accumulate(load.shares.begin(), load.shares.end(), 0.0);
    if (!(std::abs(sum - 1.0) <= monthly_shares_tolerance))
        reader.columns().refuse(row, "share_1", "bad-sum", fmt::format("shares that sum to {:.6g}", sum),
                                fmt::format("a sum of 1, within {}", monthly_shares_tolerance));
}

/// What a load has once for all its rows.
void compare(RegisterReader& reader, std::size_t row, const DiffuseRow& first, const DiffuseRow& load) {
    const auto differs = [&](const char* column) {
        reader.columns().refuse(row, column, "differs", "another value than in the load's first row",
                                fmt::format("what line {} has", first.row.line));
    };
    if (load.place.reach != first.place.reach)
        differs("reach");
    if (load.place.chainage != first.place.chainage)
        differs("chainage_m");
    if (load.from_chainage != first.from_chainage)
        differs("from_chainage_m");
    if (load.to_chainage != first.to_chainage)
        differs("to_chainage_m");
    if (load.base_flow_share != first.base_flow_share)
        differs("base_flow_share");
    if (load.shares != first.shares)
        differs("share_1");
}

}  // namespace

std::vector<DiffuseRow> read_diffuse_loads(const std::filesystem::path& path, const std::string& crs,
                                           tables::Problems& problems) {
    const auto table = read_register_table(path, crs, problems);
    std::vector<DiffuseRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const std::size_t before = problems.size();
    const Columns columns(reader);
    for (const auto* column : {&columns.names, &columns.reaches, &columns.items, &columns.kinds, &columns.constituents,
                               &columns.coefficient_units})
        if (column->size() != table->row_count())
            return rows;  // a column that is missing is told
    if (columns.amounts.size() != table->row_count() || columns.coefficients.size() != table->row_count() ||
        columns.ratios.size() != table->row_count())
        return rows;
    std::map<std::string, DiffuseRow> first;
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        DiffuseRow load;
        load.row = reader.where(row);
        load.name = columns.names[row];
        load.label = at(columns.labels, row);
        load.source = at(columns.sources, row);
        load.confidence = at(columns.confidences, row);
        load.note = at(columns.notes, row);
        load.assumed = columns.assumed[row];
        load.item = columns.items[row];
        load.constituent = columns.constituents[row];
        load.coefficient = fmt::format("{} {}", columns.coefficients[row], columns.coefficient_units[row]);
        load.entry_ratio = columns.ratios[row];
        load.base_flow_share = at(columns.base, row);
        take_place(reader, columns, row, load);
        take_amount(reader, columns, row, load);
        take_shares(reader, columns, row, load);
        if (const auto [known, fresh] = first.emplace(load.name, load); !fresh)
            compare(reader, row, known->second, load);
        if (problems.size() == before || !reader.refused(row))
            rows.push_back(std::move(load));
    }
    return rows;
}

}  // namespace liriver::data::registers
