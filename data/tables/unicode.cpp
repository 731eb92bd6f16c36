#include "data/tables/unicode.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <vector>

namespace liriver::data::tables {

std::string composed(std::string_view text) {
    std::string same(text);
    // Below U+0300, the first combining mark, every character is composed: in UTF-8 all lead bytes below 0xCC.
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0xCC; }))
        return same;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2* form = unorm2_getNFCInstance(&error);
    std::vector<UChar> wide(text.size() + 1);
    std::int32_t length = 0;
    u_strFromUTF8(wide.data(), static_cast<std::int32_t>(wide.size()), &length, text.data(),
                  static_cast<std::int32_t>(text.size()), &error);
    if (U_FAILURE(error) != 0 || unorm2_isNormalized(form, wide.data(), length, &error) != 0 || U_FAILURE(error) != 0)
        return same;
    std::vector<UChar> normal(3 * wide.size());  // no text grows by more in this form
    const std::int32_t normal_length =
        unorm2_normalize(form, wide.data(), length, normal.data(), static_cast<std::int32_t>(normal.size()), &error);
    std::vector<char> bytes(3 * normal.size() + 1);
    std::int32_t byte_count = 0;
    u_strToUTF8(bytes.data(), static_cast<std::int32_t>(bytes.size()), &byte_count, normal.data(), normal_length,
                &error);
    return U_FAILURE(error) != 0 ? same : std::string(bytes.data(), static_cast<std::size_t>(byte_count));
}

}  // namespace liriver::data::tables
