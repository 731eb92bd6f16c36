#pragma once
// The classes of surface water by GB 3838: I to V, and worse than V.
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace liriver::data::standards {

/// Better before worse; `worse_than_v` is what meets no limit of class V (劣Ⅴ类).
enum class QualityClass { i, ii, iii, iv, v, worse_than_v };

inline constexpr std::array<QualityClass, 6> all_classes{QualityClass::i,   QualityClass::ii,
                                                         QualityClass::iii, QualityClass::iv,
                                                         QualityClass::v,   QualityClass::worse_than_v};
/// Classes that have limits of their own.
inline constexpr std::size_t limited_classes = 5;

[[nodiscard]] constexpr std::size_t index_of(QualityClass quality) { return static_cast<std::size_t>(quality); }

/// "III", "worse than V"
[[nodiscard]] const char* in_english(QualityClass quality);

/// "Ⅲ类", "劣Ⅴ类"
[[nodiscard]] const char* in_chinese(QualityClass quality);

/// "III Ⅲ类"
[[nodiscard]] std::string in_both_languages(QualityClass quality);

/// The condition of water of a class as 环办〔2011〕22号 names it: "excellent" (优) for I and II, "good" (良好) for
/// III, then "light pollution" (轻度污染), "moderate pollution" (中度污染) and "heavy pollution" (重度污染).
struct Condition {
    const char* english;
    const char* chinese;
    const char* colour;  ///< as maps show it
};
[[nodiscard]] Condition condition_of(QualityClass quality);

/// Reads "III", "iii", "3", "Ⅲ", "Ⅲ类", "III类", "劣Ⅴ类", "worse than V"; nothing: it is none.
[[nodiscard]] std::optional<QualityClass> parse_class(std::string_view text);

}  // namespace liriver::data::standards
