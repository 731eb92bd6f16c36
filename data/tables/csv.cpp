#include "data/tables/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "data/tables/file.h"
#include "data/tables/text.h"

namespace liriver::data::tables {

namespace {
constexpr std::size_t most_problems_of_a_kind = 20;

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

/// A tab separates cells where it is the separator: it is no blank around one then.
bool is_blank_beside(char letter, char separator) { return is_blank(letter) && letter != separator; }

const char* name_of(char separator) {
    switch (separator) {
        case ';':
            return "semicolon";
        case '\t':
            return "tab";
        case '|':
            return "vertical bar";
        default:
            return "comma";
    }
}

/// Walks over the text, keeping line and column.
class Scanner {
  public:
    Scanner(std::string_view text, const std::string& file, char separator, Problems& problems)
        : text_(text), file_(file), separator_(separator), problems_(problems) {}

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
            if (at_end() || text_[position_] != separator_) {
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
        while (!at_end() && is_blank_beside(text_[position_], separator_))
            advance();
        cell.line = line_;
        cell.column = column_;
        if (at_end() || text_[position_] != '"') {
            const std::size_t begin = position_;
            while (!at_end() && text_[position_] != separator_ && text_[position_] != '\n' && text_[position_] != '\r')
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
        while (!at_end() && is_blank_beside(text_[position_], separator_))
            advance();
        if (at_end() || text_[position_] == separator_ || text_[position_] == '\n' || text_[position_] == '\r')
            return true;
        add(line_, column_, "text-after-quote", "text after a closing quote",
            fmt::format("a {} or the end of the line (a quote inside a quoted cell is written twice)",
                        name_of(separator_)));
        return false;
    }

    std::string_view text_;
    const std::string& file_;
    char separator_;
    Problems& problems_;
    std::size_t position_ = 0;
    int line_ = 1;
    int column_ = 1;
};

/// A header that is one cell because another separator was used.
bool check_separator(const CsvTable& table, char separator, Scanner& scanner) {
    if (table.header.size() != 1)
        return true;
    for (const char other : {',', ';', '\t', '|'})
        if (other != separator && table.header[0].text.find(other) != std::string::npos) {
            scanner.add(table.header[0].line, 1, separator == ',' ? "not-comma-separated" : "not-separated",
                        fmt::format("a header without a {}, but with a {}", name_of(separator), name_of(other)),
                        fmt::format("columns separated by a {}; of a time table `separator` says otherwise",
                                    name_of(separator)));
            return false;
        }
    return true;
}

bool check_header(const CsvTable& table, std::size_t columns, Problems& problems) {
    const std::size_t before = problems.size();
    const auto add = [&](const CsvCell& cell, const char* code, std::string found, std::string expected) {
        problems.push_back({table.file, cell.line, cell.column, code, {}, std::move(found), std::move(expected), {}});
    };
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < columns; ++i) {
        const CsvCell& cell = table.header[i];
        if (cell.text.empty())
            add(cell, "unnamed-column", "a column without a name", "a name for each column");
        else if (!names.insert(cell.text).second)
            add(cell, "repeated-column", fmt::format("a second column \"{}\"", cell.text), "each column name once");
    }
    return problems.size() == before;
}

bool empty_cells(const std::vector<CsvCell>& row, std::size_t from) {
    return std::all_of(row.begin() + static_cast<std::ptrdiff_t>(std::min(from, row.size())), row.end(),
                       [](const CsvCell& cell) { return cell.text.empty(); });
}

/// The columns up to the last that has a name or holds anything.
std::size_t columns_in_use(const std::vector<CsvCell>& header, const std::vector<std::vector<CsvCell>>& rows) {
    std::size_t columns = header.size();
    while (columns > 0 && header[columns - 1].text.empty() &&
           std::all_of(rows.begin(), rows.end(), [columns](const std::vector<CsvCell>& row) {
               return row.size() < columns || row[columns - 1].text.empty();
           }))
        --columns;
    return columns;
}
}  // namespace

std::optional<std::size_t> CsvTable::find(std::string_view name) const {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (header[i].text == name)
            return i;
    return std::nullopt;
}

std::optional<CsvTable> parse_csv(std::string_view bytes, const std::string& file, Problems& problems, Rows rows,
                                  char separator) {
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
    Scanner scanner(text, file, separator, problems);
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
    if (!scanner.record(table.header) || !check_separator(table, separator, scanner))
        return std::nullopt;
    std::vector<std::vector<CsvCell>> records;
    std::vector<CsvCell> row;
    while (!scanner.at_end()) {
        if (trim(scanner.peek_line()).empty() && separator != '\t') {
            scanner.skip_line();
            continue;
        }
        if (scanner.record(row))
            records.push_back(row);
    }
    return make_table(std::move(table), records, problems, rows);
}

std::optional<CsvTable> make_table(CsvTable table, const std::vector<std::vector<CsvCell>>& rows, Problems& problems,
                                   Rows presence) {
    const std::size_t columns = columns_in_use(table.header, rows);
    const int line = table.header.empty() ? 0 : table.header.front().line;
    if (columns == 0) {
        problems.push_back(
            {table.file, line, 0, "empty-file", {}, "a header without a name", "a header row and data rows", {}});
        return std::nullopt;
    }
    if (!check_header(table, columns, problems))
        return std::nullopt;
    table.header.resize(columns);
    std::size_t ragged = 0;
    const auto refuse = [&](int at, std::string found) {
        problems.push_back({table.file,
                            at,
                            0,
                            "ragged-row",
                            {},
                            std::move(found),
                            fmt::format("{} cells, as in the header", columns),
                            {}});
    };
    for (const std::vector<CsvCell>& row : rows) {
        if (row.size() > 1 && empty_cells(row, 0))  // a lone "" was written by somebody
            continue;
        if (row.size() >= columns && empty_cells(row, columns)) {
            table.cells.insert(table.cells.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(columns));
        } else if (++ragged <= most_problems_of_a_kind) {
            refuse(row.front().line, fmt::format("{} cells", row.size()));
        }
    }
    if (ragged > most_problems_of_a_kind)
        refuse(0, fmt::format("{} more such rows", ragged - most_problems_of_a_kind));
    if (table.cells.empty() && presence == Rows::required) {
        if (ragged == 0)
            problems.push_back({table.file, line, 0, "no-rows", {}, "a header without rows", "at least one row", {}});
        return std::nullopt;  // nobody has to do with a table without a row
    }
    return table;
}

std::optional<CsvTable> read_csv(const std::filesystem::path& path, Problems& problems, Rows rows, char separator) {
    const auto bytes = read_file(path);
    if (!bytes) {
        problems.push_back(bytes.error());
        return std::nullopt;
    }
    return parse_csv(*bytes, path.string(), problems, rows, separator);
}

}  // namespace liriver::data::tables
