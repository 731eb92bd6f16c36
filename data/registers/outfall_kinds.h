#pragma once
// Kinds of outfalls into rivers (入河排污口) as HJ 1312-2023 sorts them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liriver::data::registers {

/// A kind or sub-kind by its name here and in Chinese.
struct OutfallKind {
    std::string_view name, chinese;
    std::string_view of;  ///< the kind of a sub-kind; empty: a kind itself
};

/// The kind of that English or Chinese name; nothing: it is none. Sub-kinds are looked for within `kind`.
[[nodiscard]] std::optional<OutfallKind> find_outfall_kind(std::string_view text);
[[nodiscard]] std::optional<OutfallKind> find_outfall_sub_kind(std::string_view text, std::string_view kind);

/// Names of the kinds, or of the sub-kinds of one.
[[nodiscard]] std::vector<std::string> outfall_kind_names(std::string_view of = {});

}  // namespace liriver::data::registers
