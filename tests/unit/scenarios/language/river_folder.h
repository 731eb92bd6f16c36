#pragma once
// A folder with a whole small river that a test may spoil: one main stem, one tributary, sections, registers, rasters.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace liriver::scenarios::language {

class RiverFolder {
  public:
    RiverFolder();
    ~RiverFolder() { std::filesystem::remove_all(path); }
    RiverFolder(const RiverFolder&) = delete;
    RiverFolder& operator=(const RiverFolder&) = delete;

    /// Replaces the only occurrence of `from` in a file.
    void change(const std::string& file, const std::string& from, const std::string& to) {
        std::string& text = texts.at(file);
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        ASSERT_EQ(text.find(from, at + 1), std::string::npos) << from << " stands twice in " << file;
        text.replace(at, from.size(), to);
    }
    void append(const std::string& file, const std::string& text) { texts.at(file) += text; }

    /// Line (from 1) of the only occurrence of `text` in a file.
    [[nodiscard]] int line_of(const std::string& file, const std::string& text) const {
        const std::string& whole = texts.at(file);
        const std::size_t at = whole.find(text);
        EXPECT_NE(at, std::string::npos) << text;
        return 1 + static_cast<int>(std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }

    /// Writes all files; returns the scenario's path.
    std::filesystem::path write() const {
        for (const auto& [name, text] : texts)
            write(name);
        return path / "river.toml";
    }

    /// Writes one of them.
    void write(const std::string& name) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << texts.at(name);
    }

    std::filesystem::path path;
    std::map<std::string, std::string> texts;
};

inline RiverFolder::RiverFolder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path = std::filesystem::path(testing::TempDir()) /
           (std::string("漓江 river ") + test->test_suite_name() + "." + test->name());
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    texts["river.toml"] = R"(schema = 1
[project]
name = "枯水期"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "3 d"
[network]
reaches = "数据 1/reaches.csv"
points = "数据 1/points.csv"
sections = ["数据 1/sections.csv"]
section_places = "数据 1/places.csv"
stations = "数据 1/stations.csv"
outfalls = "数据 1/outfalls.csv"
structures = "数据 1/structures.csv"
weirs = "数据 1/weirs.csv"
catchments = "数据 1/catchments.csv"
[[terrain.rasters]]
file = "terrain.asc"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[[roughness]]
zone = "channel"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "漓江"
end = "upstream"
discharge = { file = "flow.csv", column = "discharge_L_s" }
[[boundary]]
name = "land"
kind = "runoff"
reach = "漓江"
specific_discharge = "6.77 L/s/km2"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "漓江"
end = "downstream"
[[constituent]]
name = "NH3-N"
initial = 0.2
[[station]]
name = "Guilin"
target = "60 m3/s"
[[outfall]]
name = "second"
reach = "漓江"
chainage = "3 km"
load = { NH3-N = "5 g/s" }
)";
    texts["数据 1/reaches.csv"] =
        "reach,label,from_reach,from_chainage_m,to_reach,to_chainage_m,length_m,source,confidence,note\n"
        "漓江,Li,,,,,4000,survey,H,\n"
        "桃花江,Taohua,,,漓江,2000,1000,survey,H,\n";
    texts["数据 1/points.csv"] =
        "reach,chainage_m,x_m,y_m\n漓江,0,425000,2790000\n漓江,4000,425000,2786000\n"
        "桃花江,0,424000,2788000\n桃花江,1000,425000,2788000\n";
    texts["数据 1/sections.csv"] =
        "reach,chainage_m,offset_m,elevation_m,zone\n"
        "漓江,0,0,145,channel\n漓江,0,50,140,channel\n漓江,0,100,145,channel\n"
        "漓江,4000,0,144,channel\n漓江,4000,50,139,channel\n漓江,4000,100,144,channel\n"
        "桃花江,0,0,146,channel\n桃花江,0,10,144,channel\n桃花江,0,20,146,channel\n"
        "桃花江,1000,0,145,channel\n桃花江,1000,10,142,channel\n桃花江,1000,20,145,channel\n";
    texts["数据 1/places.csv"] =
        "reach,chainage_m,left_x_m,left_y_m,right_x_m,right_y_m\n"
        "漓江,0,425050,2790000,424950,2790000\n漓江,4000,425050,2786000,424950,2786000\n";
    texts["数据 1/stations.csv"] =
        "station,label,reach,chainage_m,x_m,y_m,note\nGuilin,桂林,漓江,1000,,,\nmouth,河口,桃花江,,424900,2788020,\n";
    texts["数据 1/outfalls.csv"] =
        "outfall,label,reach,chainage_m,discharge_m3_s,NH3-N_mg_L,NH3-N_g_s,source,confidence,note\n"
        "first,甲,漓江,2500,1.85,8,,plan,L,\n";
    texts["数据 1/structures.csv"] =
        "structure,kind,reach,chainage_m,x_m,y_m,source,confidence,note\nweir 1,weir,漓江,3500,,,map,M,\n";
    texts["数据 1/weirs.csv"] =
        "structure,crest_height_above_bed_m,width_m,coefficient,source,confidence,note\nweir 1,1.2,80,0.36,none,L,\n";
    texts["数据 1/catchments.csv"] =
        "reach,chainage_m,upstream_area_km2,local_area_km2\n漓江,0,2000,0.5\n漓江,4000,2002,1.5\n";
    texts["flow.csv"] =
        "time,discharge_L_s\n2025-11-01T00:00:00+08:00,20000\n2025-11-02T00:00:00+08:00,30000\n"
        "2025-11-04T00:00:00+08:00,20000\n";
    // 50 cells of 100 m, from 422500 2785500 upwards: everything above lies inside.
    std::string grid = "ncols 50\nnrows 50\nxllcorner 422500\nyllcorner 2785500\ncellsize 100\nNODATA_value -9999\n";
    for (int row = 0; row < 50; ++row) {
        for (int column = 0; column < 50; ++column)
            grid += column == 0 ? "150" : " 150";
        grid += "\n";
    }
    texts["terrain.asc"] = grid;
}

}  // namespace liriver::scenarios::language
