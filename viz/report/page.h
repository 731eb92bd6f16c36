#pragma once
// Pieces of an HTML page: its frame, headings, tables.
#include <string>
#include <vector>

namespace liriver::viz::report {

/// A table's cell: texts are escaped; numbers stand to the right.
struct Cell {
    std::string text;
    bool number = false;
};
using Row = std::vector<Cell>;

[[nodiscard]] std::string table(const std::vector<std::string>& heads, const std::vector<Row>& rows);

/// A whole page, UTF-8, with everything it needs inside it. `body` is HTML. A `banner` stands in the page's title and
/// at the head of each sheet when it is printed.
[[nodiscard]] std::string page(const std::string& title, const std::string& body, const std::string& banner = "");

/// "released_m3" -> "released (million m³)": a key of summary.json as a heading, and what its values are divided by.
struct Quantity {
    std::string heading;
    double scale = 1.0;
};
[[nodiscard]] Quantity quantity(const std::string& key);

/// Four significant digits, without an exponent where it can be helped.
[[nodiscard]] std::string figure(double value);

}  // namespace liriver::viz::report
