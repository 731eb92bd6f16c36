#include "viz/render/surface_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "data/gis/cell_raster.h"
#include "data/results/atomic_file.h"
#include "data/results/network_mesh.h"
#include "data/results/results_folder.h"
#include "data/results/surface_reader.h"
#include "viz/render/bed_ground.h"
#include "viz/render/class_field.h"
#include "viz/render/font.h"
#include "viz/render/hillshade.h"
#include "viz/render/legend.h"
#include "viz/render/map_page.h"
#include "viz/render/map_text.h"
#include "viz/render/mesh_lines.h"
#include "viz/render/numbers.h"
#include "viz/render/png.h"
#include "viz/render/style.h"
#include "viz/render/surface_field.h"
#include "viz/render/surface_layout.h"

namespace liriver::viz::render {

using data::results::NamedPlace;
using data::results::SurfaceReader;
using mesh::field::Error;
using mesh::gis::GridFrame;
using mesh::surface::SurfaceMesh;

namespace {

/// Each pixel is asked at so many places along and across, so that cells' sides are smooth.
constexpr int samples = 3;

Bounds bounds(const SurfaceMesh& mesh) {
    const auto [west, east] = std::minmax_element(mesh.node_x.begin(), mesh.node_x.end());
    const auto [south, north] = std::minmax_element(mesh.node_y.begin(), mesh.node_y.end());
    return {*west, *south, *east, *north};
}

/// The colour of every cell of the map's frame, and how much of each pixel shows one.
struct WaterLayer {
    Mask cover;  ///< of the whole page
    std::vector<Colour> colour;
};

WaterLayer draw_cells(const SurfaceMesh& mesh, const SurfaceField& field, const Legend& legend, const MapView& view,
                      int width, int height) {
    WaterLayer layer{Mask(width, height),
                     std::vector<Colour>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
    GridFrame frame;
    frame.west = view.west;
    frame.north = view.north;
    frame.cell_x = frame.cell_y = view.metres / samples;
    frame.columns = samples * static_cast<int>(view.frame.width());
    frame.rows = samples * static_cast<int>(view.frame.height());
    const std::vector<std::int32_t> cells = data::gis::cells_of_pixels(mesh, frame);
    std::vector<Colour> of_cell(field.values.size());
    for (std::size_t i = 0; i < of_cell.size(); ++i)
        of_cell[i] = legend.classes.empty()
                         ? colour_at(legend.map, legend.high > legend.low
                                                     ? (field.values[i] - legend.low) / (legend.high - legend.low)
                                                     : 0.5)
                     : std::isnan(field.values[i]) ? style::dry
                                                   : class_colour(field.values[i]);
    for (int row = 0; row < frame.rows / samples; ++row)
        for (int column = 0; column < frame.columns / samples; ++column) {
            int hits = 0;
            Colour sum{0.0F, 0.0F, 0.0F};
            for (int sample = 0; sample < samples * samples; ++sample) {
                const std::int32_t cell =
                    cells[frame.index(samples * column + sample % samples, samples * row + sample / samples)];
                if (cell == mesh::surface::outside || std::isnan(field.values[static_cast<std::size_t>(cell)]))
                    continue;
                const Colour& own = of_cell[static_cast<std::size_t>(cell)];
                sum = {sum.red + own.red, sum.green + own.green, sum.blue + own.blue};
                ++hits;
            }
            if (hits == 0)
                continue;
            const int x = static_cast<int>(view.frame.left) + column;
            const int y = static_cast<int>(view.frame.top) + row;
            const float share = 1.0F / static_cast<float>(hits);
            layer.cover.at(x, y) = static_cast<float>(hits) / (samples * samples);
            layer.colour[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] =
                {sum.red * share, sum.green * share, sum.blue * share};
        }
    return layer;
}

void blend(Canvas& canvas, const WaterLayer& layer) {
    for (int y = 0; y < canvas.height(); ++y)
        for (int x = 0; x < canvas.width(); ++x)
            if (const float cover = layer.cover.at(x, y); cover > 0.0F)
                canvas.blend(x, y,
                             layer.colour[static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width()) +
                                          static_cast<std::size_t>(x)],
                             cover);
}

void draw_rim(Canvas& canvas, const MapView& view, const SurfaceMesh& mesh, double unit) {
    for (std::int32_t f = mesh.inner_faces; f < mesh.face_count(); ++f) {
        const auto ends = mesh.ends(f);
        const auto a = static_cast<std::size_t>(ends[0]);
        const auto b = static_cast<std::size_t>(ends[1]);
        const Point from = view.pixel(mesh.node_x[a], mesh.node_y[a]);
        const Point to = view.pixel(mesh.node_x[b], mesh.node_y[b]);
        if (!view.frame.holds(
                {std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x), std::max(from.y, to.y)}))
            continue;
        canvas.line(from, to, 1.1 * unit, style::rule);
    }
}

/// "105 302".
std::string grouped(std::int32_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), " ");
    return digits;
}

/// A mesh shows the bed of its channels, which quadrilaterals are made for, on the ground around them; one without them
/// shows the bed of all its cells.
void show_channels(const SurfaceMesh& mesh, SurfaceField& field) {
    const auto is_quad = [&](std::int32_t cell) { return mesh.corners(cell).size() == 4; };
    bool any = false;
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell)
        any = any || is_quad(cell);
    if (!any)
        return;
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell)
        if (!is_quad(cell))
            field.values[static_cast<std::size_t>(cell)] = std::numeric_limits<double>::quiet_NaN();
    field.description.long_name = "Bed elevation of the quadrilaterals";
}

Legend make_legend(const SurfaceField& field, const std::vector<NamedPlace>& places, const SurfaceMesh& mesh,
                   const Fonts& fonts) {
    static const std::set<std::string> water{"depth",          "stage",          "velocity", "unit_discharge",
                                             "greatest_depth", "greatest_speed", "speed",    "bed_elevation"};
    Legend legend;
    legend.heading = heading_lines(heading(field.description.long_name, field.description.unit), fonts);
    legend.map = water.count(field.description.name) != 0 ? ColourMap::water : ColourMap::quality;
    std::vector<double> known;
    for (const double value : field.values)
        if (!std::isnan(value))
            known.push_back(value);
    if (!known.empty()) {
        const ValueRange range = value_range(std::move(known));
        legend.low = range.low;
        legend.high = range.high;
        legend.below = range.below;
        legend.above = range.above;
    }
    legend.structures = "Culvert, weir, gate or pump";
    legend.crests = std::any_of(mesh.crest_elevation.begin(), mesh.crest_elevation.end(),
                                [](double crest) { return std::isfinite(crest); });
    for (const char* kind : {"station", "structure", "outfall", "inflow"})
        if (std::any_of(places.begin(), places.end(), [kind](const NamedPlace& p) { return p.kind == kind; }))
            legend.kinds.emplace_back(kind);
    return legend;
}

}  // namespace

tl::expected<Picture, Error> draw_surface(const std::filesystem::path& folder, const PictureOptions& options) {
    const auto run = data::results::read_surface(data::results::written_name(folder / "surface.nc"));
    if (!run)
        return tl::unexpected(run.error());
    const bool mesh_alone = run->times().empty();  // as `mesh` writes it
    if (auto good = check_time(run->times(), options.time, run->provenance().time_zone); !good)
        return tl::unexpected(good.error());
    const std::size_t level = mesh_alone ? 0 : chosen_level(run->times(), options.time);
    if (options.by_class && mesh_alone)
        return tl::unexpected(Error{(folder / "surface.nc").string(), "a mesh", "a run's results with constituents"});
    auto field =
        options.by_class
            ? read_surface_classes(*run, options.field, level)
            : read_surface_field(*run, mesh_alone && options.field.empty() ? "bed_elevation" : options.field, level);
    if (!field)
        return tl::unexpected(field.error());
    if (mesh_alone && options.field.empty())
        show_channels(run->mesh(), *field);
    const auto fonts = find_fonts();
    if (!fonts)
        return tl::unexpected(fonts.error());

    const SurfaceMesh& mesh = run->mesh();
    const data::results::Provenance& from = run->provenance();
    PageWishes wishes;
    wishes.box = options.window
                     ? Bounds{options.window->west, options.window->south, options.window->east, options.window->north}
                     : bounds(mesh);
    wishes.width = options.width;
    wishes.height = options.height;
    wishes.unit = options.height / 1600.0;
    const double unit = wishes.unit;

    const std::string when = field->over_time ? local_minutes(run->times()[level], from.time_zone)
                             : mesh_alone     ? "mesh of " + grouped(mesh.cell_count()) + " cells"
                                              : std::string("whole run");
    MapText words = {from.title.empty() ? std::string("Surface") : from.title,
                     heading(field->description.long_name, field->description.unit) + "  ·  " + when,
                     {},
                     data::results::unfinished_note(folder)};
    Legend legend = make_legend(*field, run->places(), mesh, *fonts);
    if (options.by_class)
        legend.classes = class_legend();
    wishes.top = text_top(unit);
    wishes.legend = legend_box(legend, unit);
    SurfaceLayout layout;
    double text_width = page_width(wishes) - 2.0 * style::margin * unit;
    for (int pass = 0; pass < 4; ++pass) {  // a page may come out narrower than its texts were broken for
        words.footer = footer_lines(from, *fonts, text_width, unit);
        wishes.bottom = text_bottom(words, unit);
        layout = lay_out(mesh, wishes);
        if (layout.text.width() >= text_width)
            break;
        text_width = layout.text.width();
    }
    const MapView& view = layout.view;
    Canvas canvas(layout.width, options.height, style::paper);
    const WaterLayer water = draw_cells(mesh, *field, legend, view, layout.width, options.height);

    Picture picture;
    picture.time_zone = from.time_zone;
    picture.field = field->description.name;
    picture.timeless = !field->over_time;
    picture.time = mesh_alone ? data::tables::Time{} : run->times()[level];
    canvas.fill(view.frame, style::ground);
    const auto ground = draw_ground(canvas, view, folder, from, options.relief);
    if (!ground)
        return tl::unexpected(ground.error());
    picture.warning = ground->warning;
    if (!ground->drawn)
        draw_bed(canvas, view, mesh);
    blend(canvas, water);
    if (mesh_alone)
        draw_mesh_lines(canvas, view, mesh, unit);
    draw_rim(canvas, view, mesh, unit);
    draw_crests(canvas, view, mesh, unit);
    data::results::NetworkMesh named;  // places alone: there are no reaches to write beside
    for (const NamedPlace& place : run->places()) {
        const Point at = view.pixel(place.x, place.y);
        if (view.frame.holds({at.x, at.y, at.x, at.y}))
            named.places.push_back(place);
    }
    draw_places(canvas, *fonts, named, view, water.cover, {layout.legend, layout.scale}, unit);
    draw_legend(canvas, *fonts, legend, {layout.legend.left, layout.legend.top}, unit);
    draw_scale(canvas, *fonts, {layout.scale.left, layout.scale.top}, layout.scale_frame, view.metres, unit);
    canvas.frame(view.frame, 1.6 * unit, style::ink);
    draw_words(canvas, *fonts, words, layout.text, unit);

    const std::string stem = mesh_alone && options.field.empty() ? "mesh" : field->description.name;
    picture.file = options.output.empty() ? folder / (stem + ".png") : options.output;
    if (auto good = write_png(picture.file, canvas, words.title, words.subtitle); !good)
        return tl::unexpected(good.error());
    return picture;
}

}  // namespace liriver::viz::render
