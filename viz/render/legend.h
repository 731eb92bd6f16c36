#pragma once
// What explains a map: the colour bar, the line widths, the signs, the scale bar and the north arrow.
#include <string>
#include <utility>
#include <vector>

#include "viz/render/canvas.h"
#include "viz/render/colour_map.h"
#include "viz/render/font.h"

namespace liriver::viz::render {

struct Legend {
    std::vector<std::string> heading;  ///< "Water depth (m)", in lines that fit: see heading_lines
    ColourMap map = ColourMap::water;
    double low = 0.0, high = 1.0;                         ///< the values at the bar's ends
    bool below = false, above = false;                    ///< whether values lie beyond: the bar ends in a point
    bool dry = false;                                     ///< whether some of the river has no value
    std::vector<std::pair<Colour, std::string>> classes;  ///< in place of the bar: a colour each and what it says
    std::string width_heading;  ///< "Line width: discharge (m³/s)"; empty: no widths to explain
    std::vector<std::pair<std::string, double>> widths;  ///< label and px
    std::vector<std::string> kinds;                      ///< kinds of places with signs on the map
    std::string structures = "Weir or dam";              ///< what the sign of a structure stands for
    bool crests = false;                                 ///< whether lines with a crest are on the map
};

/// A heading in lines no wider than the colour bar.
[[nodiscard]] std::vector<std::string> heading_lines(const std::string& heading, const Fonts& fonts);

/// The legend's width and height in px (right and bottom of a rectangle at 0, 0).
[[nodiscard]] Rectangle legend_box(const Legend& legend, double unit);
void draw_legend(Canvas& canvas, const Fonts& fonts, const Legend& legend, const Point& top_left, double unit);

/// A bar of a round length of at most a quarter of `frame_width` px, with a north arrow over it; the box is as of
/// legend_box.
[[nodiscard]] Rectangle scale_box(double frame_width, double metres_a_pixel, double unit);
void draw_scale(Canvas& canvas, const Fonts& fonts, const Point& top_left, double frame_width, double metres_a_pixel,
                double unit);

}  // namespace liriver::viz::render
