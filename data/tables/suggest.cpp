#include "data/tables/suggest.h"

#include <algorithm>

namespace liriver::data::tables {

namespace {
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            ++end;
        parts.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return parts;
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    for (char& letter : result)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return result;
}
}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto left = characters(a);
    const auto right = characters(b);
    const std::size_t width = right.size() + 1;
    std::vector<std::size_t> before_last(width), last(width), row(width);
    for (std::size_t j = 0; j < width; ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j < width; ++j) {
            const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[right.size()];
}

std::string suggest(std::string_view word, const std::vector<std::string>& candidates) {
    // Very long garbage is never a typing mistake, and the distance costs the product of both lengths.
    if (word.size() > 200)
        return {};
    const std::string wanted = lower_case(word);
    const std::size_t allowed = std::clamp<std::size_t>((characters(word).size() + 2) / 3, 1, 4);
    std::string best;
    std::size_t best_distance = allowed + 1;
    for (const std::string& candidate : candidates) {
        // Too different in length (a character has up to four bytes) to be worth the distance's cost.
        if (candidate.size() > wanted.size() + 4 * allowed || wanted.size() > candidate.size() + 4 * allowed)
            continue;
        const std::size_t distance = edit_distance(wanted, lower_case(candidate));
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace liriver::data::tables
