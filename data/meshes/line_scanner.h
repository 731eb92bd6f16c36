#pragma once
// Lines of a text split at blanks, with what is wrong in them reported by line.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/tables/problem.h"

namespace liriver::data::meshes {

class LineScanner {
  public:
    /// `text` must outlive the scanner.
    LineScanner(std::string file, std::string_view text, tables::Problems& problems)
        : file_(std::move(file)), text_(text), problems_(problems) {}

    /// Goes to the next line that is not blank; false at the end.
    bool next();
    [[nodiscard]] int line() const { return line_; }
    [[nodiscard]] std::string_view whole() const { return whole_; }
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    [[nodiscard]] std::string_view word(std::size_t i) const { return i < words_.size() ? words_[i] : ""; }
    /// The i-th word as a finite number or a whole one; a problem and nothing when it is not.
    std::optional<double> number(std::size_t i, const char* key);
    std::optional<std::int64_t> integer(std::size_t i, const char* key);
    void refuse(const std::string& code, const std::string& key, const std::string& found, const std::string& expected);
    void refuse_at(int line, const std::string& code, const std::string& key, const std::string& found,
                   const std::string& expected);

  private:
    std::string file_;
    std::string_view text_;
    tables::Problems& problems_;
    std::string_view whole_;
    std::vector<std::string_view> words_;
    int line_ = 0;
};

}  // namespace liriver::data::meshes
