#include "data/tables/known_columns.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace liriver::data::tables {

namespace {
struct Names {
    std::string_view quantity;
    std::array<std::string_view, 6> chinese;
};

// As bureaus head their tables (SL 247, SL 460 and SL 651 among them). X and Y are none of them: in China's surveys X
// runs north.
constexpr auto known = std::to_array<Names>({
    {"reach", {"河名", "河流", "河段", "河道", "河流名称", "河段名称"}},
    {"station", {"站名", "测站", "测站名称", "站点", "站点名称"}},
    {"outfall", {"排污口", "排口", "排污口名称", "入河排污口"}},
    {"reservoir", {"水库", "水库名称", "水库名"}},
    {"structure", {"建筑物", "建筑物名称", "堰名", "堰坝", "闸坝", "闸坝名称"}},
    {"outlet", {"泄水建筑物", "泄水设施"}},
    {"kind", {"类型", "类别", "排污口类型", "排口类型", "一级分类"}},
    {"sub_kind", {"子类", "排污口子类", "二级分类"}},
    {"section", {"断面", "断面名称", "监测断面", "考核断面"}},
    {"intake", {"水源地", "水源地名称", "取水口", "取水口名称"}},
    {"code", {"编码", "编号", "断面编码", "断面编号", "排污口编码", "水源地编码"}},
    {"target", {"目标", "水质目标", "目标类别", "考核目标"}},
    {"class", {"水质类别"}},
    {"water", {"水体类型"}},
    {"use", {"功能", "使用功能", "水体功能"}},
    {"period", {"考核时段", "时段"}},
    {"owner", {"责任单位", "责任主体", "责任人"}},
    {"county", {"县", "县区", "区县", "所在区县", "县（市、区）"}},
    {"permit", {"许可证", "排污许可证", "排污许可证编号"}},
    {"status", {"状态", "整治要求", "整治状态"}},
    {"treatment", {"处理工艺", "治理措施"}},
    {"limit_class", {"执行标准", "排放标准", "排放限值等级"}},
    {"time_pattern", {"排放规律", "排放方式"}},
    {"built", {"建成年份"}},
    {"people", {"服务人口"}},
    {"standby", {"备用水源"}},
    {"longitude", {"经度"}},
    {"latitude", {"纬度"}},
    {"zone_1_from_chainage", {"一级保护区起点桩号"}},
    {"zone_1_to_chainage", {"一级保护区终点桩号"}},
    {"zone_2_from_chainage", {"二级保护区起点桩号"}},
    {"zone_2_to_chainage", {"二级保护区终点桩号"}},
    {"note", {"备注", "说明"}},
    {"source", {"来源", "资料来源", "数据来源"}},
    {"confidence", {"可信度", "置信度"}},
    {"date", {"日期"}},
    {"zone", {"分区"}},
    {"chainage", {"桩号", "里程", "里程桩号"}},
    {"from_chainage", {"起点桩号", "起始桩号"}},
    {"to_chainage", {"终点桩号", "终止桩号"}},
    {"offset", {"起点距"}},
    {"elevation", {"高程", "地面高程", "测点高程", "河底高程"}},
    {"crest", {"堤顶高程"}},
    {"level", {"水位", "库水位"}},
    {"stage", {"水位"}},
    {"depth", {"水深"}},
    {"volume", {"库容", "蓄水量", "容积"}},
    {"area", {"面积", "水面面积"}},
    {"catchment_area", {"集水面积", "流域面积", "控制流域面积"}},
    {"upstream_area", {"上游集水面积"}},
    {"local_area", {"区间面积", "区间集水面积"}},
    {"length", {"长度", "河长"}},
    {"width", {"宽度", "堰宽", "净宽", "溢流宽度"}},
    {"crest_height_above_bed", {"堰高"}},
    {"coefficient", {"流量系数"}},
    {"manning_n", {"糙率"}},
    {"discharge", {"流量", "泄量", "排放流量", "下泄流量"}},
    {"release", {"下泄流量", "出库流量"}},
    {"capacity", {"泄流能力", "泄量"}},
    {"lift", {"扬程"}},
    {"x", {"东坐标"}},
    {"y", {"北坐标"}},
});

char plain(char letter) {
    return letter == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}
}  // namespace

bool names_quantity(std::string_view header, std::string_view quantity) {
    if (std::equal(header.begin(), header.end(), quantity.begin(), quantity.end(),
                   [](char a, char b) { return plain(a) == plain(b); }))
        return true;
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Names& names) { return names.quantity == quantity; });
    return found != known.end() && !header.empty() &&
           std::find(found->chinese.begin(), found->chinese.end(), header) != found->chinese.end();
}

}  // namespace liriver::data::tables
