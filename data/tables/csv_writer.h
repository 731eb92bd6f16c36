#pragma once
// Writes a table row by row (RFC 4180, UTF-8, LF) under a temporary name that becomes the real one at the end.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"

namespace liriver::data::tables {

/// The shortest decimal text that reads back as exactly `value`; empty for NaN.
[[nodiscard]] std::string format_number(double value);

/// A cell as RFC 4180 writes it: quoted where it holds a comma, a quote, a line break, a leading or trailing blank, or
/// begins with `#`.
[[nodiscard]] std::string quote_cell(std::string_view text);

/// Usage: open, then for each row its cells and `end_row`, then `finish`. The first failure (a full disk, say) is kept
/// and returned by `finish`. A writer that goes away without `finish` leaves no file.
class CsvWriter {
  public:
    /// Comments stand above the header, one `# ` line each. Fails with code "cannot-write".
    [[nodiscard]] static tl::expected<CsvWriter, Problem> open(const std::filesystem::path& path,
                                                               const std::vector<std::string>& columns,
                                                               const std::vector<std::string>& comments = {});
    CsvWriter(CsvWriter&& other) noexcept;
    CsvWriter& operator=(CsvWriter&&) = delete;
    CsvWriter(const CsvWriter&) = delete;
    CsvWriter& operator=(const CsvWriter&) = delete;
    ~CsvWriter();

    CsvWriter& text(std::string_view value);
    CsvWriter& number(double value);
    CsvWriter& integer(std::int64_t value);
    /// Ends a row; it must have as many cells as the header.
    void end_row();
    /// Writes what is left, renames the file to its real name and closes. Only once.
    [[nodiscard]] tl::expected<void, Problem> finish();

  private:
    CsvWriter(std::filesystem::path path, int descriptor, std::size_t columns);
    void cell(std::string_view text);
    void flush();

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
    std::size_t columns_ = 0;
    std::size_t cells_ = 0;
    int error_ = 0;  ///< the first errno
    std::string buffer_;
};

}  // namespace liriver::data::tables
