#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace liriver::tests::fuzz {

std::size_t pick(Random& random, std::size_t below) { return below == 0 ? 0 : random() % below; }

namespace {

const std::array<const char*, 26> odd_values{
    "nan",      "inf",    "-1",  "0",       "1e308",  "-1e308",     "1e-308", "",    "9999999999999999999999",
    "-0.0",     "0.0004", "1e9", "-9999",   "\"\"",   "true",       "1e-9",   "2e5", "1,5",
    "\"1 ns\"", "[]",     "{}",  "\"a/b\"", "\"深\"", "2025-02-30", "\"x \"", "-0.5"};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char letter : text)
        if (letter == '\n')
            lines.emplace_back();
        else
            lines.back() += letter;
    return lines;
}

std::string joined(const std::vector<std::string>& lines, const char* end) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i)
        text += (i == 0 ? "" : end) + lines[i];
    return text;
}

/// Where numbers stand in a text: begin and length.
std::vector<std::pair<std::size_t, std::size_t>> numbers_in(const std::string& text) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t i = 0; i < text.size();) {
        if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '.'))
            ++end;
        found.emplace_back(i, end - i);
        i = end;
    }
    return found;
}

std::string with_odd_value(const std::string& text, Random& random, std::string& what) {
    const auto numbers = numbers_in(text);
    if (numbers.empty())
        return text;
    const auto [begin, length] = numbers[pick(random, numbers.size())];
    const std::string value = odd_values[pick(random, odd_values.size())];
    what = "the number " + text.substr(begin, length) + " becomes " + value;
    return text.substr(0, begin) + value + text.substr(begin + length);
}

}  // namespace

std::string mutate_text(const std::string& text, Random& random, std::string& what) {
    std::vector<std::string> lines = lines_of(text);
    const std::size_t line = pick(random, lines.size());
    switch (pick(random, 12)) {
        case 0:
            what = "a line gone: " + lines[line];
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line));
            return joined(lines, "\n");
        case 1:
            what = "a line twice: " + lines[line];
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), std::string(lines[line]));
            return joined(lines, "\n");
        case 2:
            what = "the end cut off";
            return text.substr(0, pick(random, text.size() + 1));
        case 3:
            what = "no rows";
            return lines.front() + "\n";
        case 4: {
            what = "two lines change places";
            std::swap(lines[line], lines[pick(random, lines.size())]);
            return joined(lines, "\n");
        }
        case 5: {
            what = "odd bytes";
            std::string odd = text;
            for (int k = 0; k < 3 && !odd.empty(); ++k)
                odd[pick(random, odd.size())] = static_cast<char>(pick(random, 256));
            return odd;
        }
        case 6:
            what = "a long line";
            lines[line] += std::string(100000, ',');
            return joined(lines, "\n");
        case 7:
            what = "ends of lines of another system";
            return joined(lines, pick(random, 2) == 0 ? "\r\n" : "\r");
        default:
            return with_odd_value(text, random, what);
    }
}

std::string mutate_bytes(const std::string& bytes, Random& random, std::string& what) {
    std::string odd = bytes;
    if (odd.empty())
        return odd;
    switch (pick(random, 4)) {
        case 0:
            what = "the end cut off";
            return odd.substr(0, pick(random, odd.size()));
        case 1: {
            what = "a block of zeros";
            const std::size_t from = pick(random, odd.size());
            const std::size_t length = std::min<std::size_t>(pick(random, 4096), odd.size() - from);
            std::fill_n(odd.begin() + static_cast<std::ptrdiff_t>(from), length, '\0');
            return odd;
        }
        case 2: {
            what = "bytes near the head changed";
            for (int k = 0; k < 4; ++k)
                odd[pick(random, std::min<std::size_t>(odd.size(), 2048))] = static_cast<char>(pick(random, 256));
            return odd;
        }
        default:
            what = "bytes changed";
            for (int k = 0; k < 8; ++k)
                odd[pick(random, odd.size())] = static_cast<char>(pick(random, 256));
            return odd;
    }
}

}  // namespace liriver::tests::fuzz
