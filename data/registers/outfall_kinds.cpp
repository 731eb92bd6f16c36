#include "data/registers/outfall_kinds.h"

#include <array>

namespace liriver::data::registers {

namespace {
// HJ 1312-2023. "storm" of towns stands among the others there, from memory.
constexpr auto kinds = std::to_array<OutfallKind>({
    {"industrial", "工业排污口", ""},
    {"town-works", "城镇污水处理厂排污口", ""},
    {"agricultural", "农业排口", ""},
    {"other", "其他排口", ""},
    {"plant", "工矿企业排污口", "industrial"},
    {"plant-storm", "工矿企业雨洪排口", "industrial"},
    {"park-works", "工业及其他各类园区污水处理厂排污口", "industrial"},
    {"park-storm", "工业及其他各类园区污水处理厂雨洪排口", "industrial"},
    {"large-livestock", "规模化畜禽养殖排污口", "agricultural"},
    {"large-aquaculture", "规模化水产养殖排污口", "agricultural"},
    {"irrigation", "大中型灌区排口", "other"},
    {"harbour", "港口码头排口", "other"},
    {"small-livestock", "规模以下畜禽养殖排污口", "other"},
    {"small-aquaculture", "规模以下水产养殖排污口", "other"},
    {"rural-works", "农村污水处理设施排污口", "other"},
    {"rural-scattered", "农村生活污水散排口", "other"},
    {"storm", "城镇雨洪排口", "other"},
});

std::optional<OutfallKind> find(std::string_view text, std::string_view of) {
    for (const OutfallKind& kind : kinds)
        if (kind.of == of && (kind.name == text || kind.chinese == text))
            return kind;
    return std::nullopt;
}
}  // namespace

std::optional<OutfallKind> find_outfall_kind(std::string_view text) { return find(text, {}); }

std::optional<OutfallKind> find_outfall_sub_kind(std::string_view text, std::string_view kind) {
    return kind.empty() ? std::nullopt : find(text, kind);
}

std::vector<std::string> outfall_kind_names(std::string_view of) {
    std::vector<std::string> names;
    for (const OutfallKind& kind : kinds)
        if (kind.of == of)
            names.emplace_back(kind.name);
    return names;
}

}  // namespace liriver::data::registers
