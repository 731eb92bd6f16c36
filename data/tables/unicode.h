#pragma once
// Texts that look the same are the same.
#include <string>
#include <string_view>

namespace liriver::data::tables {

/// A text in UTF-8 in Unicode's normal form C (Unicode Standard Annex 15), in which "é" is one character, whether it
/// was written as one or as "e" with an accent. A text that is no UTF-8 is returned as it is.
[[nodiscard]] std::string composed(std::string_view text);

}  // namespace liriver::data::tables
