#include "data/meshes/line_scanner.h"

#include <charconv>
#include <cmath>

namespace liriver::data::meshes {

bool LineScanner::next() {
    constexpr std::string_view blanks = " \t\r\f\v";
    while (!text_.empty()) {
        const std::size_t end = text_.find('\n');
        whole_ = text_.substr(0, end);
        text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
        ++line_;
        words_.clear();
        for (std::size_t at = whole_.find_first_not_of(blanks); at != std::string_view::npos;) {
            const std::size_t stop = std::min(whole_.find_first_of(blanks, at), whole_.size());
            words_.push_back(whole_.substr(at, stop - at));
            at = whole_.find_first_not_of(blanks, stop);
        }
        if (!words_.empty())
            return true;
    }
    words_.clear();
    return false;
}

std::optional<double> LineScanner::number(std::size_t i, const char* key) {
    const std::string_view text = word(i);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && error == std::errc{} && end == text.data() + text.size() && std::isfinite(value))
        return value;
    refuse("not-a-number", key, text.empty() ? "the end of the line" : std::string(text), "a number");
    return std::nullopt;
}

std::optional<std::int64_t> LineScanner::integer(std::size_t i, const char* key) {
    const std::string_view text = word(i);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && error == std::errc{} && end == text.data() + text.size())
        return value;
    refuse("not-a-number", key, text.empty() ? "the end of the line" : std::string(text), "a whole number");
    return std::nullopt;
}

void LineScanner::refuse(const std::string& code, const std::string& key, const std::string& found,
                         const std::string& expected) {
    refuse_at(line_, code, key, found, expected);
}

void LineScanner::refuse_at(int line, const std::string& code, const std::string& key, const std::string& found,
                            const std::string& expected) {
    problems_.push_back({file_, line, 0, code, key, found, expected, {}});
}

}  // namespace liriver::data::meshes
