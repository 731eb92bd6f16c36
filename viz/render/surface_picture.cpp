#include "viz/render/surface_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "data/gis/cell_raster.h"
#include "data/results/network_mesh.h"
#include "data/results/surface_reader.h"
#include "viz/render/font.h"
#include "viz/render/hillshade.h"
#include "viz/render/labels.h"
#include "viz/render/legend.h"
#include "viz/render/map_page.h"
#include "viz/render/map_text.h"
#include "viz/render/numbers.h"
#include "viz/render/png.h"
#include "viz/render/style.h"
#include "viz/render/surface_field.h"

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
        of_cell[i] = colour_at(
            legend.map, legend.high > legend.low ? (field.values[i] - legend.low) / (legend.high - legend.low) : 0.5);
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

/// The mesh's own bed as ground, where there is no raster: pixels about as large as its cells.
void draw_bed(Canvas& canvas, const MapView& view, const SurfaceMesh& mesh) {
    const double pixel = std::max(2.0 * view.metres, data::gis::suggested_pixel(mesh, 4e6));
    mesh::gis::Grid grid;
    grid.frame = data::gis::frame_around(mesh, pixel);
    const std::vector<std::int32_t> cells = data::gis::cells_of_pixels(mesh, grid.frame);
    grid.values.resize(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        grid.values[i] = cells[i] == mesh::surface::outside
                             ? std::numeric_limits<float>::quiet_NaN()
                             : static_cast<float>(mesh.bed_elevation[static_cast<std::size_t>(cells[i])]);
    draw_hillshade(canvas, view, grid);
}

void draw_rim(Canvas& canvas, const MapView& view, const SurfaceMesh& mesh, double unit) {
    for (std::int32_t f = mesh.inner_faces; f < mesh.face_count(); ++f) {
        const auto a = static_cast<std::size_t>(mesh.node_a[static_cast<std::size_t>(f)]);
        const auto b = static_cast<std::size_t>(mesh.node_b[static_cast<std::size_t>(f)]);
        canvas.line(view.pixel(mesh.node_x[a], mesh.node_y[a]), view.pixel(mesh.node_x[b], mesh.node_y[b]), 1.1 * unit,
                    style::rule);
    }
}

Legend make_legend(const SurfaceField& field, const std::vector<NamedPlace>& places) {
    static const std::set<std::string> water{"depth",          "stage",          "velocity", "unit_discharge",
                                             "greatest_depth", "greatest_speed", "speed",    "bed_elevation"};
    Legend legend;
    legend.heading = heading(field.description.long_name, field.description.unit);
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
    for (const char* kind : {"station", "outfall", "inflow"})
        if (std::any_of(places.begin(), places.end(), [kind](const NamedPlace& p) { return p.kind == kind; }))
            legend.kinds.emplace_back(kind);
    return legend;
}

}  // namespace

tl::expected<Picture, Error> draw_surface(const std::filesystem::path& folder, const PictureOptions& options) {
    const auto run = data::results::read_surface(folder / "surface.nc");
    if (!run)
        return tl::unexpected(run.error());
    if (run->times().empty())
        return tl::unexpected(Error{(folder / "surface.nc").string(), "no output times", "at least one"});
    const std::size_t level = chosen_level(run->times(), options.time);
    const auto field = read_surface_field(*run, options.field, level);
    if (!field)
        return tl::unexpected(field.error());
    const auto fonts = find_fonts();
    if (!fonts)
        return tl::unexpected(fonts.error());

    const SurfaceMesh& mesh = run->mesh();
    const data::results::Provenance& from = run->provenance();
    const Bounds box = bounds(mesh);
    const int height = options.height;
    const double shape = (box.east - box.west) / std::max(box.north - box.south, 1.0);
    const int width =
        options.width > 0 ? options.width : static_cast<int>(std::lround(height * std::clamp(shape + 0.25, 0.72, 1.6)));
    const double unit = height / 1600.0;
    Canvas canvas(width, height, style::paper);

    const std::string when =
        field->over_time ? local_minutes(run->times()[level], from.time_zone) : std::string("whole run");
    const MapText words = {from.title.empty() ? std::string("Surface") : from.title,
                           heading(field->description.long_name, field->description.unit) + "  ·  " + when,
                           footer_lines(from, *fonts, width - 2.0 * style::margin * unit, unit)};
    const Legend legend = make_legend(*field, run->places());

    // The rim grows until the legend hides no water, up to a limit.
    MapView view;
    WaterLayer water;
    Rectangle legend_at;
    double rim = 1.06;
    for (int attempt = 0; attempt < 5; ++attempt, rim *= 1.06) {
        view = laid_out(box, width, height, unit, text_top(unit), text_bottom(words, unit), rim);
        water = draw_cells(mesh, *field, legend, view, width, height);
        legend_at = best_corner(view.frame, legend_box(legend, unit), water.cover, {}, 18.0 * unit);
        if (covered_share(water.cover, legend_at) == 0.0)
            break;
    }
    const Rectangle scale_at = best_corner(view.frame, scale_box(view.frame.width(), view.metres, unit), water.cover,
                                           {legend_at.grown(10.0 * unit)}, 10.0 * unit);

    Picture picture;
    picture.field = field->description.name;
    picture.time = run->times()[level];
    canvas.fill(view.frame, style::ground);
    const auto ground = draw_ground(canvas, view, folder, from, options.relief);
    if (!ground)
        return tl::unexpected(ground.error());
    picture.warning = ground->warning;
    if (!ground->drawn)
        draw_bed(canvas, view, mesh);
    blend(canvas, water);
    draw_rim(canvas, view, mesh, unit);
    data::results::NetworkMesh named;  // places alone: there are no reaches to write beside
    named.places = run->places();
    draw_places(canvas, *fonts, named, view, water.cover, {legend_at, scale_at}, unit);
    draw_legend(canvas, *fonts, legend, {legend_at.left, legend_at.top}, unit);
    draw_scale(canvas, *fonts, {scale_at.left, scale_at.top}, view.frame.width(), view.metres, unit);
    canvas.frame(view.frame, 1.6 * unit, style::ink);
    draw_words(canvas, *fonts, words, view.frame, unit);

    picture.file = options.output.empty() ? folder / (field->description.name + ".png") : options.output;
    if (auto good = write_png(picture.file, canvas, words.title, words.subtitle); !good)
        return tl::unexpected(good.error());
    return picture;
}

}  // namespace liriver::viz::render
