#pragma once
// The Li River's network as the shipped scenario asks for it, from the lines beside the source. For terrain tests only.
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "mesh/gis/lines.h"
#include "mesh/gis/mosaic.h"
#include "mesh/gis/raster.h"
#include "mesh/network/build.h"
#include "mesh/network/terrain_sampler.h"

namespace liriver::tests {

inline constexpr const char* li_river_crs = "EPSG:32649";

/// UTM 49N of a place given in degrees, by Krueger's series to second order (centimetres).
inline mesh::network::Point utm49(double longitude, double latitude) {
    const double pi = std::acos(-1.0);
    const double f = 1.0 / 298.257223563;
    const double n = f / (2.0 - f);
    const double radius = 6378137.0 / (1.0 + n) * (1.0 + n * n / 4.0);
    const double e = 2.0 * std::sqrt(n) / (1.0 + n);
    const double phi = latitude * pi / 180.0;
    const double lambda = (longitude - 111.0) * pi / 180.0;
    const double t = std::sinh(std::atanh(std::sin(phi)) - e * std::atanh(e * std::sin(phi)));
    const double xi = std::atan2(t, std::cos(lambda));
    const double eta = std::atanh(std::sin(lambda) / std::hypot(1.0, t));
    const double a1 = n / 2.0 - 2.0 * n * n / 3.0;
    const double a2 = 13.0 * n * n / 48.0;
    const double x = eta + a1 * std::cos(2 * xi) * std::sinh(2 * eta) + a2 * std::cos(4 * xi) * std::sinh(4 * eta);
    const double y = xi + a1 * std::sin(2 * xi) * std::cosh(2 * eta) + a2 * std::sin(4 * xi) * std::cosh(4 * eta);
    return {500000.0 + 0.9996 * radius * x, 0.9996 * radius * y};
}

inline mesh::gis::LineSource li_river_source(std::vector<std::string> kinds) {
    mesh::gis::LineSource source;
    source.file = std::string(LIRIVER_TERRAIN) + "/vector/osm_waterways_guilin_ODbL.geojson";
    source.name_attributes = {"name", "nameZh"};
    source.id_attribute = "osmId";
    source.kind_attribute = "waterway";
    source.kinds = std::move(kinds);
    return source;
}

inline mesh::network::ReachRequest request(const std::string& name) {
    mesh::network::ReachRequest result;
    result.name = name;
    return result;
}

/// The main stem whole, or in two at the dam taken for 斧子口, with its ten tributaries and branches.
inline mesh::network::BuiltNetwork li_river(bool split_at_dam) {
    const auto read = mesh::gis::read_lines(li_river_source({"river", "stream"}), li_river_crs);
    if (!read)
        throw std::runtime_error(to_string(read.error()));
    std::vector<mesh::network::SourceLine> lines;
    for (const mesh::gis::NamedLine& line : *read)
        lines.push_back({line.name, line.id, line.line});
    std::vector<mesh::network::ReachRequest> requests;
    mesh::network::ReachRequest main = request("漓江");
    main.start = utm49(110.4836, 25.8571);
    if (split_at_dam) {
        mesh::network::ReachRequest upper = main;
        upper.name = "漓江上段";
        upper.line_names = {"漓江"};
        upper.end = utm49(110.4797, 25.6782);
        upper.joins = "";
        requests.push_back(upper);
        main.start = upper.end;
        main.leaves = "";
    }
    requests.push_back(main);
    mesh::network::ReachRequest chuan = request("川江");
    chuan.line_ids = {"839051432"};
    chuan.only_ids = true;
    mesh::network::ReachRequest xiaorong = request("小溶江");
    xiaorong.start = utm49(110.4279, 25.5519);
    mesh::network::ReachRequest gantang = request("甘棠江");
    gantang.start = utm49(110.2310, 25.5279);
    mesh::network::ReachRequest yulong = request("遇龙河");
    yulong.line_names = {"遇龙河", "田家河"};  // its last 3 km bear another name
    requests.insert(requests.end(), {chuan, xiaorong, gantang, request("桃花江"), request("小东江"), request("灵剑溪"),
                                     request("南溪"), request("相思江"), request("潮田河"), yulong});
    mesh::network::BuildSettings settings;
    settings.crs = li_river_crs;
    const auto network = build_network(lines, requests, {}, settings);
    if (!network)
        throw std::runtime_error(to_string(network.error().front()));
    return *network;
}

/// The 12.5 m tiles over the basin raster, as one terrain.
inline mesh::network::TerrainSampler li_river_terrain() {
    static const mesh::gis::Mosaic mosaic = [] {
        mesh::gis::Mosaic made;
        for (const char* file : {"guilin_city_12p5m_egm96", "yangshuo_12p5m_egm96", "lingui_yangtang_12p5m_egm96",
                                 "li_basin_105m_egm96_dequant_dm"}) {
            mesh::gis::RasterSource source;
            source.file = std::string(LIRIVER_TERRAIN) + "/dem/" + file + ".tif";
            auto raster = mesh::gis::read_raster(source, li_river_crs);
            if (!raster)
                throw std::runtime_error(to_string(raster.error()));
            made.grids.push_back(std::move(raster->grid));
        }
        return made;
    }();
    return {[](double x, double y) { return mosaic.sample(x, y); },
            [](double x, double y) {
                for (const mesh::gis::Grid& grid : mosaic.grids)
                    if (std::isfinite(grid.sample(x, y)))
                        return grid.frame.cell_x;
                return std::nan("");
            }};
}

}  // namespace liriver::tests
