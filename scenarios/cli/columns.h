#pragma once
// Texts in columns of a terminal.
#include <string>

namespace liriver::scenarios::cli {

/// Columns a text takes on a terminal: a Chinese character takes two.
[[nodiscard]] std::size_t columns(const std::string& text);

/// The text with blanks after it up to a width.
[[nodiscard]] std::string padded(const std::string& text, std::size_t width);

}  // namespace liriver::scenarios::cli
