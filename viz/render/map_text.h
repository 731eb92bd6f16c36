#pragma once
// The words of a map: title, names of places and rivers, and where it all comes from.
#include <string>
#include <vector>

#include "data/results/network_mesh.h"
#include "data/results/provenance.h"
#include "viz/render/canvas.h"
#include "viz/render/font.h"
#include "viz/render/hillshade.h"

namespace liriver::viz::render {

struct MapText {
    std::string title, subtitle;
    std::vector<std::string> footer;  ///< lines that fit the page
    std::string banner = {};          ///< of a run that did not finish: what happened to it; empty: it did
};

/// Assumptions, attribution, program and datum, broken into lines of at most `width` px; assumptions take two lines at
/// most.
[[nodiscard]] std::vector<std::string> footer_lines(const data::results::Provenance& from, const Fonts& fonts,
                                                    double width, double unit);

/// px that the title takes above the map, and the footer below it.
[[nodiscard]] double text_top(double unit);
[[nodiscard]] double text_bottom(const MapText& words, double unit);

/// Title above and footer below the frame; the banner in red on the page's upper edge.
void draw_words(Canvas& canvas, const Fonts& fonts, const MapText& words, const Rectangle& frame, double unit);

/// Signs of all places, names of stations and reservoirs, and rivers' names where there is room, all off `taken`.
void draw_places(Canvas& canvas, const Fonts& fonts, const data::results::NetworkMesh& mesh, const MapView& view,
                 const Mask& rivers, std::vector<Rectangle> taken, double unit);

}  // namespace liriver::viz::render
