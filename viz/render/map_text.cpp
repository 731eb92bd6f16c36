#include "viz/render/map_text.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "viz/render/labels.h"
#include "viz/render/markers.h"
#include "viz/render/style.h"

namespace liriver::viz::render {

using data::results::NamedPlace;
using data::results::NetworkMesh;
using data::results::Provenance;

namespace {

/// A name in one or two spellings, each with its own face.
struct NameText {
    std::string bold, plain;
};

NameText name_text(const NamedPlace& place) {
    if (place.label.empty() || place.label == place.name)
        return {place.name, ""};
    return {place.label, place.name};
}

double name_width(const NameText& name, const Fonts& fonts, double size) {
    const double gap = name.plain.empty() ? 0.0 : 0.35 * size;
    return fonts.bold.width(name.bold, size) + gap + fonts.regular.width(name.plain, 0.86 * size);
}

/// Places of one name and kind count once; their label stands at their middle.
std::vector<NamedPlace> named_once(const std::vector<NamedPlace>& places) {
    std::vector<NamedPlace> unique;
    std::vector<int> count;
    for (const NamedPlace& place : places) {
        const auto same = std::find_if(unique.begin(), unique.end(), [&place](const NamedPlace& other) {
            return other.name == place.name && other.kind == place.kind;
        });
        if (same == unique.end()) {
            unique.push_back(place);
            count.push_back(1);
            continue;
        }
        int& n = count[static_cast<std::size_t>(same - unique.begin())];
        same->x += (place.x - same->x) / (n + 1);
        same->y += (place.y - same->y) / (n + 1);
        ++n;
    }
    return unique;
}

/// Where a reach's name may stand: its middle node, if the reach is long enough to carry it.
struct ReachName {
    std::string name;
    Point middle;
    double length = 0.0;  ///< px, first node to last
    double size = style::river;
};

std::vector<ReachName> reach_names(const NetworkMesh& mesh, const MapView& view) {
    std::vector<ReachName> names;
    for (std::size_t r = 0; r < mesh.reach_names.size(); ++r) {
        std::vector<Point> line;
        for (std::size_t i = 0; i < mesh.node_count(); ++i)
            if (static_cast<std::size_t>(mesh.reach[i]) == r)
                line.push_back(view.pixel(mesh.node_x[i], mesh.node_y[i]));
        if (line.size() < 2)
            continue;
        ReachName name{mesh.reach_names[r], line[line.size() / 2]};
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            name.length += std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
        names.push_back(name);
    }
    // The longest rivers first: they get the best places.
    std::stable_sort(names.begin(), names.end(),
                     [](const ReachName& a, const ReachName& b) { return a.length > b.length; });
    if (names.size() > 1)
        names.front().size *= 1.3;
    return names;
}

bool is_labelled(const NamedPlace& place) { return place.kind == "station" || place.kind == "reservoir"; }

}  // namespace

std::vector<std::string> footer_lines(const Provenance& from, const Fonts& fonts, double width, double unit) {
    const double size = style::small * unit;
    std::vector<std::string> lines;
    if (!from.assumptions.empty()) {
        std::string text = "Assumed, not measured: ";
        for (const char c : from.assumptions)
            text += c == '\n' ? std::string("; ") : std::string(1, c);
        while (!text.empty() && (text.back() == ' ' || text.back() == ';'))
            text.pop_back();
        lines = wrapped(text, fonts.regular, size, width);
        if (lines.size() > 2) {
            lines.resize(2);
            lines.back() += " … (all in the results)";
            while (fonts.regular.width(lines.back(), size) > width) {
                const std::size_t ellipsis = lines.back().find(" …");
                const std::size_t space = lines.back().rfind(' ', ellipsis - 1);
                if (space == std::string::npos)
                    break;
                lines.back().erase(space, ellipsis - space);
            }
        }
    }
    std::string rest = from.attribution;
    if (!rest.empty() && rest.back() != '.')
        rest += '.';
    std::replace(rest.begin(), rest.end(), '\n', ' ');
    rest += fmt::format("{}{}, heights above {}; drawn by liriver {}.", rest.empty() ? "" : " ", from.crs,
                        from.vertical_datum.empty() ? "an unnamed datum" : from.vertical_datum, from.version);
    for (std::string& line : wrapped(rest, fonts.regular, size, width))
        lines.push_back(std::move(line));
    return lines;
}

double text_top(double unit) { return 146.0 * unit; }

double text_bottom(const MapText& words, double unit) {
    return (34.0 + 1.45 * style::small * static_cast<double>(words.footer.size())) * unit;
}

void draw_words(Canvas& canvas, const Fonts& fonts, const MapText& words, const Rectangle& frame, double unit) {
    double size = style::text * unit;
    if (!words.banner.empty()) {
        size *= std::min(1.0, frame.width() / std::max(1.0, fonts.bold.width(words.banner, size)));
        canvas.fill({0.0, 0.0, static_cast<double>(canvas.width()), 34.0 * unit}, style::alarm);
        fonts.bold.draw(canvas, words.banner, {frame.left, 23.0 * unit}, size, style::paper);
    }
    size = style::title * unit;
    size *= std::min(1.0, frame.width() / std::max(1.0, fonts.bold.width(words.title, size)));
    fonts.bold.draw(canvas, words.title, {frame.left, 76.0 * unit}, size, style::ink);
    size = style::subtitle * unit;
    size *= std::min(1.0, frame.width() / std::max(1.0, fonts.regular.width(words.subtitle, size)));
    fonts.regular.draw(canvas, words.subtitle, {frame.left, 120.0 * unit}, size, style::faint_ink);
    double y = frame.bottom + 24.0 * unit;
    for (const std::string& line : words.footer) {
        fonts.regular.draw(canvas, line, {frame.left, y}, style::small * unit, style::faint_ink);
        y += 1.45 * style::small * unit;
    }
}

void draw_places(Canvas& canvas, const Fonts& fonts, const NetworkMesh& mesh, const MapView& view, const Mask& rivers,
                 std::vector<Rectangle> taken, double unit) {
    const Rectangle inside = view.frame.grown(-6.0 * unit);
    for (const NamedPlace& place : mesh.places) {
        const Point at = view.pixel(place.x, place.y);
        taken.push_back(Rectangle{at.x, at.y, at.x, at.y}.grown(10.0 * unit));
    }
    const double size = style::place * unit;
    std::vector<NamedPlace> labelled = named_once(mesh.places);
    labelled.erase(
        std::remove_if(labelled.begin(), labelled.end(), [](const NamedPlace& p) { return !is_labelled(p); }),
        labelled.end());
    const std::vector<ReachName> reaches = reach_names(mesh, view);
    std::vector<LabelWish> wishes;
    wishes.reserve(labelled.size() + reaches.size());
    for (const NamedPlace& place : labelled)
        wishes.push_back(
            {view.pixel(place.x, place.y), name_width(name_text(place), fonts, size), 1.1 * size, 14.0 * unit, true});
    for (const ReachName& reach : reaches) {
        const double width = fonts.regular.width(reach.name, reach.size * unit);
        wishes.push_back(
            {reach.middle, reach.length > 1.4 * width ? width : 1e9, 1.1 * reach.size * unit, 9.0 * unit, false});
    }
    const std::vector<PlacedLabel> placed = place_labels(wishes, rivers, inside, std::move(taken));
    const Halo halo{2.4 * unit, style::halo};

    for (std::size_t i = 0; i < reaches.size(); ++i)
        if (const PlacedLabel& label = placed[labelled.size() + i]; label.placed)
            fonts.regular.draw(canvas, reaches[i].name, {label.box.left, label.box.top + 0.84 * label.box.height()},
                               reaches[i].size * unit, style::river_name, halo);
    for (std::size_t i = 0; i < labelled.size(); ++i)
        if (placed[i].placed && placed[i].away) {
            const Rectangle& box = placed[i].box;
            const Point end{std::clamp(wishes[i].anchor.x, box.left, box.right),
                            std::clamp(wishes[i].anchor.y, box.top, box.bottom)};
            canvas.line(wishes[i].anchor, end, 1.3 * unit, style::faint_ink);
        }
    for (const NamedPlace& place : mesh.places) {
        const Point at = view.pixel(place.x, place.y);
        if (view.frame.holds({at.x, at.y, at.x, at.y}))
            draw_marker(canvas, place.kind, at, unit);
    }
    for (std::size_t i = 0; i < labelled.size(); ++i) {
        if (!placed[i].placed)
            continue;
        const NameText name = name_text(labelled[i]);
        const double baseline = placed[i].box.top + 0.84 * placed[i].box.height();
        fonts.bold.draw(canvas, name.bold, {placed[i].box.left, baseline}, size, style::ink, halo);
        fonts.regular.draw(canvas, name.plain,
                           {placed[i].box.left + fonts.bold.width(name.bold, size) + 0.35 * size, baseline},
                           0.86 * size, style::ink, halo);
    }
}

}  // namespace liriver::viz::render
