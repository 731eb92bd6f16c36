#include "data/standards/class_names.h"

#include <cctype>

namespace liriver::data::standards {

namespace {
struct Names {
    const char* english;
    const char* chinese;
    std::array<std::string_view, 4> written;  ///< lower case, without 类
};

constexpr std::array<Names, 6> names{{{"I", "Ⅰ类", {"i", "1", "Ⅰ", "一"}},
                                      {"II", "Ⅱ类", {"ii", "2", "Ⅱ", "二"}},
                                      {"III", "Ⅲ类", {"iii", "3", "Ⅲ", "三"}},
                                      {"IV", "Ⅳ类", {"iv", "4", "Ⅳ", "四"}},
                                      {"V", "Ⅴ类", {"v", "5", "Ⅴ", "五"}},
                                      {"worse than V", "劣Ⅴ类", {"worse than v", "劣v", "劣Ⅴ", "劣五"}}}};

bool take_end(std::string& text, std::string_view end) {
    if (text.size() < end.size() || text.compare(text.size() - end.size(), end.size(), end) != 0)
        return false;
    text.resize(text.size() - end.size());
    return true;
}
}  // namespace

const char* in_english(QualityClass quality) { return names[index_of(quality)].english; }

const char* in_chinese(QualityClass quality) { return names[index_of(quality)].chinese; }

std::string in_both_languages(QualityClass quality) {
    return std::string(in_english(quality)) + " " + in_chinese(quality);
}

Condition condition_of(QualityClass quality) {
    switch (quality) {
        case QualityClass::i:
        case QualityClass::ii:
            return {"excellent", "优", "blue"};
        case QualityClass::iii:
            return {"good", "良好", "green"};
        case QualityClass::iv:
            return {"light pollution", "轻度污染", "yellow"};
        case QualityClass::v:
            return {"moderate pollution", "中度污染", "orange"};
        case QualityClass::worse_than_v:
            break;
    }
    return {"heavy pollution", "重度污染", "red"};
}

std::optional<QualityClass> parse_class(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    take_end(lower, "类");
    for (const QualityClass quality : all_classes)
        for (const std::string_view written : names[index_of(quality)].written)
            if (lower == written)
                return quality;
    return std::nullopt;
}

}  // namespace liriver::data::standards
