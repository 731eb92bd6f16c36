#include "data/tables/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

namespace liriver::data::tables {

namespace {
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// Length of the well-formed UTF-8 sequence at the front of `bytes`; 0: none (RFC 3629, section 4).
std::size_t sequence_length(std::string_view bytes) {
    const auto at = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const auto tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < bytes.size() && at(i) >= low && at(i) <= high;
    };
    const unsigned first = at(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return tail(1, low, high) && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

std::optional<std::string> from_gb18030(std::string_view bytes) {
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1))  // NOLINT(performance-no-int-to-ptr): iconv's own error value
        return std::nullopt;
    std::string input(bytes);
    std::string output(bytes.size() * 3 + 16, '\0');  // no GB18030 byte becomes more than three of UTF-8
    char* from = input.data();
    char* to = output.data();
    std::size_t from_left = input.size();
    std::size_t to_left = output.size();
    const std::size_t result = iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    if (result == static_cast<std::size_t>(-1) || from_left != 0)
        return std::nullopt;
    output.resize(output.size() - to_left);
    return output;
}
}  // namespace

const char* to_string(Encoding encoding) { return encoding == Encoding::utf8 ? "UTF-8" : "GB18030"; }

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
    std::size_t i = 0;
    while (i < bytes.size()) {
        const std::size_t length = sequence_length(bytes.substr(i));
        if (length == 0)
            return i;
        i += length;
    }
    return std::nullopt;
}

std::optional<DecodedText> decode(std::string_view bytes) {
    if (!first_invalid_utf8(bytes)) {
        if (bytes.substr(0, utf8_mark.size()) == utf8_mark)
            bytes.remove_prefix(utf8_mark.size());
        return DecodedText{std::string(bytes), Encoding::utf8};
    }
    if (auto text = from_gb18030(bytes))
        return DecodedText{std::move(*text), Encoding::gb18030};
    return std::nullopt;
}

int character_count(std::string_view text) {
    return static_cast<int>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

}  // namespace liriver::data::tables
