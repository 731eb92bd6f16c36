#pragma once
// Typed reading of a CSV table, column by column, collecting every problem with its file, line and column.
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/tables/csv.h"
#include "data/tables/problem.h"
#include "data/tables/time.h"
#include "data/tables/units.h"

namespace liriver::data::tables {

/// Which numbers a column may hold.
struct NumberRule {
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    bool above_minimum = false;  ///< the minimum itself is refused
    bool may_be_empty = false;   ///< an empty cell reads as NaN
};

enum class Presence { required, optional };
enum class Cells { filled, may_be_empty };
enum class Order { any, rising };

/// Reads a plain decimal number, all of `text`; no NaN, no infinity, no blanks. False: it is none.
[[nodiscard]] bool parse_number(std::string_view text, double& value);

/// Reads a place along a line as surveyors write it: "K6+020" or "6+020.5" is 6020 or 6020.5 m. Nothing: it is none.
[[nodiscard]] std::optional<double> parse_stationing(std::string_view text);

/// Reads columns of one table. A column goes by its name ("chainage_m"), or by its quantity with a unit that its header
/// has in another form ("chainage (km)", "桩号(m)": `split_column_name`, `names_quantity`); numbers are given in the
/// unit of the name. Chainages may stand as "K6+020".
/// Texts are composed (`composed`), so that equal names are equal.
/// Each function returns one value a row; where a cell is wrong a problem is added and the value is NaN, empty or the
/// epoch, so callers ask `good()` before they use any. A required column that is missing is one problem, naming the
/// nearest column there is; an optional one that is missing returns an empty vector. Problems too: two columns of one
/// quantity, a header without the unit it needs, a unit of another kind.
class ColumnReader {
  public:
    ColumnReader(const CsvTable& table, Problems& problems)
        : table_(table), problems_(problems), problems_before_(problems.size()) {}

    /// No problem was added since this reader was made, here or by its user.
    [[nodiscard]] bool good() const { return problems_.size() == problems_before_; }
    [[nodiscard]] bool has(const std::string& name) const { return !candidates(name).empty(); }
    /// A column that was read under one of the names asked for so far.
    [[nodiscard]] bool has_read(std::size_t column) const;

    std::vector<std::string> texts(const std::string& name, Presence presence = Presence::required,
                                   Cells cells = Cells::filled);
    std::vector<double> numbers(const std::string& name, const NumberRule& rule = {},
                                Presence presence = Presence::required);
    /// ISO 8601 with an offset; `Order::rising`: each row later than the one before.
    std::vector<Time> times(const std::string& name, Order order = Order::rising);

    /// Adds a problem about one cell of a row. At most 20 of one code and column are kept; `good()` counts them all.
    void refuse(std::size_t row, const std::string& name, const char* code, std::string found, std::string expected,
                std::string hint = {});

  private:
    /// Where a column stands, and how its numbers become ones in the unit of its name.
    struct Match {
        std::optional<std::size_t> index;
        std::optional<Unit> from, to;  ///< neither: as they are
        bool known = false;            ///< a column is there; without an index it is told what is wrong with it
    };

    [[nodiscard]] const Match& column(const std::string& name, Presence presence);
    [[nodiscard]] std::vector<std::size_t> candidates(const std::string& name) const;
    /// Whether the unit of a header fits the name; tells what does not.
    bool take_unit(const std::string& name, std::size_t index, Match& match);
    [[nodiscard]] bool holds_stations_only(std::size_t index) const;
    void refuse_header(const std::string& name, const char* code, std::string found, std::string expected,
                       std::string hint = {});

    const CsvTable& table_;
    Problems& problems_;
    std::size_t problems_before_;
    std::map<std::string, Match> matches_;        ///< by name
    std::map<std::string, std::size_t> refused_;  ///< by code and column
};

}  // namespace liriver::data::tables
