#pragma once
// Small operations on texts.
#include <string_view>

namespace liriver::data::tables {

/// The text without blanks, tabs and ends of lines at both its ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace liriver::data::tables
