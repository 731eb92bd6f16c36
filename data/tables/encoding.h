#pragma once
// Text files come in UTF-8 or in GB18030 (which GBK and GB2312 are part of). Which one is found out and reported.
#include <optional>
#include <string>
#include <string_view>

namespace liriver::data::tables {

enum class Encoding { utf8, gb18030 };

[[nodiscard]] const char* to_string(Encoding encoding);

struct DecodedText {
    std::string text;  ///< UTF-8 without a byte order mark
    Encoding encoding = Encoding::utf8;
};

/// Offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms, no surrogates), or none.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

/// UTF-8 if the bytes are valid UTF-8, else GB18030 if they are valid GB18030, else nothing.
[[nodiscard]] std::optional<DecodedText> decode(std::string_view bytes);

/// Characters of a UTF-8 text.
[[nodiscard]] int character_count(std::string_view text);

}  // namespace liriver::data::tables
