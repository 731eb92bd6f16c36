#include "viz/render/network_picture.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "data/results/atomic_file.h"
#include "data/results/network_reader.h"
#include "data/results/results_folder.h"
#include "viz/render/class_field.h"
#include "viz/render/font.h"
#include "viz/render/hillshade.h"
#include "viz/render/labels.h"
#include "viz/render/legend.h"
#include "viz/render/map_page.h"
#include "viz/render/map_text.h"
#include "viz/render/markers.h"
#include "viz/render/numbers.h"
#include "viz/render/png.h"
#include "viz/render/river_strokes.h"
#include "viz/render/stroke_layer.h"
#include "viz/render/style.h"

namespace liriver::viz::render {

using data::results::NamedPlace;
using data::results::NetworkMesh;
using data::results::NetworkReader;
using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;

namespace {

Bounds bounds(const NetworkMesh& mesh) {
    const auto [west, east] = std::minmax_element(mesh.node_x.begin(), mesh.node_x.end());
    const auto [south, north] = std::minmax_element(mesh.node_y.begin(), mesh.node_y.end());
    return {*west, *south, *east, *north};
}

tl::expected<std::size_t, Error> chosen_field(const NetworkReader& run, const std::string& asked) {
    const std::vector<Description>& fields = run.fields();
    std::string names;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].location == Location::network)
            continue;
        if (fields[i].name == (asked.empty() ? "depth" : asked))
            return i;
        names += (names.empty() ? "" : ", ") + fields[i].name;
    }
    if (asked.empty())
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].location != Location::network)
                return i;
    return tl::unexpected(Error{"field", '"' + asked + '"', "one of " + names});
}

/// The network's own strokes, and the dark edge behind them.
struct StrokeLayers {
    StrokeLayer casing, colour;
};

StrokeLayers stroke_layers(const Rivers& rivers, const NetworkMesh& mesh, const MapView& view, const Legend& legend,
                           int width, int height, double unit) {
    StrokeLayers layers{StrokeLayer(width, height), StrokeLayer(width, height)};
    const auto colour = [&legend](double value) {
        if (!std::isfinite(value))
            return style::dry;
        if (!legend.classes.empty())
            return class_colour(value);
        return colour_at(legend.map,
                         legend.high > legend.low ? (value - legend.low) / (legend.high - legend.low) : 0.5);
    };
    for (const RiverStroke& stroke : rivers.strokes) {
        const Point from = view.pixel(mesh.node_x[stroke.from], mesh.node_y[stroke.from]);
        const Point to = view.pixel(mesh.node_x[stroke.to], mesh.node_y[stroke.to]);
        const double from_width = stroke_width(stroke.from_flow, rivers.largest_flow, unit);
        const double to_width = stroke_width(stroke.to_flow, rivers.largest_flow, unit);
        layers.colour.add(from, to, from_width, to_width, colour(stroke.from_value), colour(stroke.to_value));
        layers.casing.add(from, to, from_width + 2.2 * unit, to_width + 2.2 * unit, style::casing, style::casing);
    }
    return layers;
}

Legend make_legend(const Rivers& rivers, const NetworkMesh& mesh, const Fonts& fonts, double unit) {
    static const std::set<std::string> water{"depth", "stage", "discharge", "velocity", "top_width", "flow_area"};
    Legend legend;
    legend.heading = heading_lines(heading(rivers.field.long_name, rivers.field.unit), fonts);
    legend.map = water.count(rivers.field.name) != 0 ? ColourMap::water : ColourMap::quality;
    legend.low = rivers.low;
    legend.high = rivers.high;
    legend.below = rivers.below;
    legend.above = rivers.above;
    legend.dry = rivers.dry;
    if (!rivers.flow.name.empty() && rivers.largest_flow > 0.0) {
        const std::string what = heading(rivers.flow.long_name, rivers.flow.unit);
        legend.width_heading =
            "Line width: " + std::string(1, static_cast<char>(std::tolower(what[0]))) + what.substr(1);
        for (const double share : {0.1, 0.4, 1.0}) {
            const double flow = round_down(share * rivers.largest_flow);
            legend.widths.emplace_back(fmt::format("{:g}", flow), stroke_width(flow, rivers.largest_flow, unit));
        }
    }
    for (const char* kind : {"station", "reservoir", "structure", "outfall", "inflow"})
        if (std::any_of(mesh.places.begin(), mesh.places.end(), [kind](const NamedPlace& p) { return p.kind == kind; }))
            legend.kinds.emplace_back(kind);
    return legend;
}

}  // namespace

tl::expected<Picture, Error> draw_network(const std::filesystem::path& folder, const PictureOptions& options) {
    const std::filesystem::path file = data::results::written_name(folder / "network.nc");
    const auto run = data::results::read_network(file);
    if (!run)
        return tl::unexpected(run.error());
    if (run->times().empty())
        return tl::unexpected(Error{file.string(), "no output times", "at least one"});
    std::optional<std::size_t> field;
    if (!options.by_class || !options.field.empty()) {
        const auto chosen = chosen_field(*run, options.field);
        if (!chosen)
            return tl::unexpected(chosen.error());
        field = *chosen;
    }
    if (auto good = check_time(run->times(), options.time, run->provenance().time_zone); !good)
        return tl::unexpected(good.error());
    const std::size_t level = chosen_level(run->times(), options.time);
    const auto rivers = options.by_class ? read_river_classes(*run, field, level) : read_rivers(*run, *field, level);
    if (!rivers)
        return tl::unexpected(rivers.error());
    const auto fonts = find_fonts();
    if (!fonts)
        return tl::unexpected(fonts.error());

    const NetworkMesh& mesh = run->mesh();
    const data::results::Provenance& from = run->provenance();
    const Bounds box = bounds(mesh);
    const int height = options.height;
    const double shape = (box.east - box.west) / std::max(box.north - box.south, 1.0);
    const int width =
        options.width > 0 ? options.width : static_cast<int>(std::lround(height * std::clamp(shape + 0.25, 0.72, 1.6)));
    const double unit = height / 1600.0;
    Canvas canvas(width, height, style::paper);

    const MapText words = {from.title.empty() ? std::string("River network") : from.title,
                           heading(rivers->field.long_name, rivers->field.unit) + "  ·  " +
                               local_minutes(run->times()[level], from.time_zone),
                           footer_lines(from, *fonts, width - 2.0 * style::margin * unit, unit),
                           data::results::unfinished_note(folder)};
    Legend legend = make_legend(*rivers, mesh, *fonts, unit);
    if (options.by_class)
        legend.classes = class_legend();
    const double top = text_top(unit);
    const double bottom = text_bottom(words, unit);

    // The rim grows until the legend hides no river, up to a limit.
    MapView view;
    std::optional<StrokeLayers> layers;
    Rectangle legend_at;
    double rim = 1.10;
    for (int attempt = 0; attempt < 7; ++attempt, rim *= 1.08) {
        view = laid_out(box, width, height, unit, top, bottom, rim);
        layers.emplace(stroke_layers(*rivers, mesh, view, legend, width, height, unit));
        legend_at = best_corner(view.frame, legend_box(legend, unit), layers->casing.cover(), {}, 18.0 * unit);
        if (covered_share(layers->casing.cover(), legend_at) == 0.0)
            break;
    }
    const Rectangle scale_at = best_corner(view.frame, scale_box(view.frame.width(), view.metres, unit),
                                           layers->casing.cover(), {legend_at.grown(10.0 * unit)}, 10.0 * unit);

    Picture picture;
    picture.time_zone = from.time_zone;
    picture.field = rivers->field.name;
    picture.time = run->times()[level];
    canvas.fill(view.frame, style::ground);
    const auto ground = draw_ground(canvas, view, folder, from, options.relief);
    if (!ground)
        return tl::unexpected(ground.error());
    picture.warning = ground->warning;
    layers->casing.draw_on(canvas, view.frame);
    layers->colour.draw_on(canvas, view.frame);
    draw_places(canvas, *fonts, mesh, view, layers->casing.cover(), {legend_at, scale_at}, unit);
    draw_legend(canvas, *fonts, legend, {legend_at.left, legend_at.top}, unit);
    draw_scale(canvas, *fonts, {scale_at.left, scale_at.top}, view.frame.width(), view.metres, unit);
    canvas.frame(view.frame, 1.6 * unit, style::ink);
    draw_words(canvas, *fonts, words, view.frame, unit);

    picture.file = options.output.empty() ? folder / (rivers->field.name + ".png") : options.output;
    if (auto good = write_png(picture.file, canvas, words.title, words.subtitle); !good)
        return tl::unexpected(good.error());
    return picture;
}

}  // namespace liriver::viz::render
