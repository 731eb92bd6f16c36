#include "data/tables/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/tables/file.h"

namespace liriver::data::tables {

namespace {
constexpr std::size_t most_problems_of_a_kind = 20;

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Walks over the text, keeping line and column.
class Scanner {
  public:
    Scanner(std::string_view text, const std::string& file, Problems& problems)
        : text_(text), file_(file), problems_(problems) {}

    [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
    [[nodiscard]] int line() const { return line_; }

    /// The rest of this line without its end, not consumed.
    [[nodiscard]] std::string_view peek_line() const {
        const std::string_view rest = text_.substr(position_);
        return rest.substr(0, rest.find_first_of("\r\n"));
    }

    void skip_line() {
        position_ += peek_line().size();
        line_break();
    }

    /// Reads one record. False when its quoting is broken; the scanner then stands at the next line.
    bool record(std::vector<CsvCell>& cells) {
        cells.clear();
        while (true) {
            cells.emplace_back();
            if (!cell(cells.back())) {
                skip_line();
                return false;
            }
            if (at_end() || text_[position_] != ',') {
                line_break();
                return true;
            }
            advance();
        }
    }

    void add(int line, int column, const char* code, std::string found, std::string expected) {
        problems_.push_back({file_, line, column, code, {}, std::move(found), std::move(expected), {}});
    }

  private:
    void advance() {
        if ((static_cast<unsigned char>(text_[position_]) & 0xC0U) != 0x80U)
            ++column_;
        ++position_;
    }

    /// Consumes CRLF, LF or CR, if one is here.
    void line_break() {
        if (at_end())
            return;
        if (text_[position_] == '\r')
            ++position_;
        if (!at_end() && text_[position_] == '\n')
            ++position_;
        ++line_;
        column_ = 1;
    }

    bool cell(CsvCell& cell) {
        while (!at_end() && is_blank(text_[position_]))
            advance();
        cell.line = line_;
        cell.column = column_;
        if (at_end() || text_[position_] != '"') {
            const std::size_t begin = position_;
            while (!at_end() && text_[position_] != ',' && text_[position_] != '\n' && text_[position_] != '\r')
                advance();
            cell.text = trim(text_.substr(begin, position_ - begin));
            return true;
        }
        advance();
        while (!at_end()) {
            const char letter = text_[position_];
            if (letter == '"') {
                advance();
                if (at_end() || text_[position_] != '"')
                    return after_quote();
            }
            cell.text += letter;
            if (letter == '\n') {
                ++position_;
                ++line_;
                column_ = 1;
            } else {
                advance();
            }
        }
        add(cell.line, cell.column, "unclosed-quote", "a quote that never closes", "a closing quote");
        return false;
    }

    bool after_quote() {
        while (!at_end() && is_blank(text_[position_]))
            advance();
        if (at_end() || text_[position_] == ',' || text_[position_] == '\n' || text_[position_] == '\r')
            return true;
        add(line_, column_, "text-after-quote", "text after a closing quote",
            "a comma or the end of the line (a quote inside a quoted cell is written twice)");
        return false;
    }

    std::string_view text_;
    const std::string& file_;
    Problems& problems_;
    std::size_t position_ = 0;
    int line_ = 1;
    int column_ = 1;
};

bool check_header(const CsvTable& table, Scanner& scanner) {
    bool good = true;
    if (table.header.size() == 1 && table.header[0].text.find_first_of(";\t") != std::string::npos) {
        scanner.add(table.header[0].line, 1, "not-comma-separated", "a header without commas",
                    "columns separated by commas");
        return false;
    }
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        const CsvCell& cell = table.header[i];
        if (cell.text.empty()) {
            scanner.add(cell.line, cell.column, "unnamed-column", "a column without a name", "a name for each column");
            good = false;
        } else if (std::any_of(table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(i),
                               [&cell](const CsvCell& other) { return other.text == cell.text; })) {
            scanner.add(cell.line, cell.column, "repeated-column", fmt::format("a second column \"{}\"", cell.text),
                        "each column name once");
            good = false;
        }
    }
    return good;
}
}  // namespace

std::optional<std::size_t> CsvTable::find(std::string_view name) const {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (header[i].text == name)
            return i;
    return std::nullopt;
}

std::optional<CsvTable> parse_csv(std::string_view bytes, const std::string& file, Problems& problems, Rows rows) {
    const auto decoded = decode(bytes);
    if (!decoded) {
        const std::string_view before = bytes.substr(0, first_invalid_utf8(bytes).value_or(0));
        const int line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
        problems.push_back(
            {file, line, 0, "unknown-encoding", {}, "bytes that are neither", "text in UTF-8 or GB18030 (GBK)", {}});
        return std::nullopt;
    }
    CsvTable table;
    table.file = file;
    table.encoding = decoded->encoding;
    const std::string_view text = decoded->text;
    const std::size_t zero = text.find('\0');
    if (zero != std::string_view::npos) {
        const int line =
            1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n'));
        problems.push_back({file, line, 0, "not-a-text", {}, "a zero byte", "a text file", {}});
        return std::nullopt;
    }
    Scanner scanner(text, file, problems);
    while (!scanner.at_end()) {
        const std::string_view line = trim(scanner.peek_line());
        if (!line.empty() && line.front() != '#')
            break;
        if (!line.empty())
            table.comments.emplace_back(trim(line.substr(1)));
        scanner.skip_line();
    }
    if (scanner.at_end()) {
        scanner.add(0, 0, "empty-file", text.empty() ? "an empty file" : "no header", "a header row and data rows");
        return std::nullopt;
    }
    if (!scanner.record(table.header) || !check_header(table, scanner))
        return std::nullopt;
    std::vector<CsvCell> row;
    std::size_t ragged = 0;
    while (!scanner.at_end()) {
        if (trim(scanner.peek_line()).empty()) {
            scanner.skip_line();
            continue;
        }
        if (!scanner.record(row))
            continue;
        if (row.size() == table.header.size()) {
            std::move(row.begin(), row.end(), std::back_inserter(table.cells));
        } else if (++ragged <= most_problems_of_a_kind) {
            scanner.add(row.front().line, 0, "ragged-row", fmt::format("{} cells", row.size()),
                        fmt::format("{} cells, as in the header", table.header.size()));
        }
    }
    if (ragged > most_problems_of_a_kind)
        scanner.add(0, 0, "ragged-row", fmt::format("{} more such rows", ragged - most_problems_of_a_kind),
                    fmt::format("{} cells in each row", table.header.size()));
    if (table.cells.empty() && rows == Rows::required) {
        if (ragged == 0)
            scanner.add(table.header.front().line, 0, "no-rows", "a header without rows", "at least one row");
        return std::nullopt;  // nobody has to do with a table without a row
    }
    return table;
}

std::optional<CsvTable> read_csv(const std::filesystem::path& path, Problems& problems, Rows rows) {
    const auto bytes = read_file(path);
    if (!bytes) {
        problems.push_back(bytes.error());
        return std::nullopt;
    }
    return parse_csv(*bytes, path.string(), problems, rows);
}

}  // namespace liriver::data::tables
