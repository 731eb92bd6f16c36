#include "mesh/surface/build_surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "mesh/surface/cell_places.h"
#include "mesh/surface/channel_quads.h"
#include "mesh/surface/line_plan.h"
#include "mesh/surface/ordering.h"
#include "mesh/surface/polygon_cut.h"
#include "mesh/surface/respected_lines.h"
#include "mesh/surface/size_field.h"
#include "mesh/surface/smoothing.h"
#include "mesh/surface/triangulation.h"

namespace liriver::mesh::surface {

using field::Error;

namespace {

constexpr double most_cells = 1e7;
constexpr int smoothing_rounds = 8;

std::optional<Error> fault_of(const SurfaceRequest& request) {
    if (request.domain.size() < 3 || !(area(request.domain) > 0.0))
        return Error{"domain", fmt::format("{} corners around {:.1f} m2", request.domain.size(), area(request.domain)),
                     "at least three corners around an area"};
    for (const Point& corner : request.domain)
        if (!std::isfinite(corner.x) || !std::isfinite(corner.y))
            return Error{"domain", "a corner that is no number", "metres"};
    const std::size_t sides = request.domain.size();
    for (std::size_t i = 0; i < sides; ++i)
        for (std::size_t j = i + 2; j < sides; ++j)
            if (!(i == 0 && j + 1 == sides) && network::meet(request.domain[i], request.domain[i + 1],
                                                             request.domain[j], request.domain[(j + 1) % sides]))
                return Error{"domain",
                             fmt::format("sides {} and {} that cross, near ({:.1f}, {:.1f})", i + 1, j + 1,
                                         request.domain[i].x, request.domain[i].y),
                             "a ring that does not cross itself"};
    if (!(request.edge_length > 0.0) || !(request.growth > 0.0))
        return Error{"edge length", fmt::format("{} m, growing by {}", request.edge_length, request.growth),
                     "numbers above 0"};
    for (const ChannelReach& reach : request.reaches) {
        if (reach.line.size() < 2 || reach.line.size() != reach.chainage.size())
            return Error{reach.name,
                         fmt::format("{} points and {} chainages", reach.line.size(), reach.chainage.size()),
                         "at least two points with a chainage each"};
        if (reach.banks.empty() || reach.across < 1 || !(reach.stretch > 0.0))
            return Error{reach.name, "no banks, no cells across, or cells without length", "numbers above 0"};
        for (const BankWidth& bank : reach.banks)
            if (!(bank.left > 0.0) || !(bank.right > 0.0))
                return Error{fmt::format("{} at {:.1f} m", reach.name, bank.chainage),
                             fmt::format("banks {} and {} m from the line", bank.left, bank.right), "widths above 0"};
    }
    for (const Refinement& refinement : request.refinements)
        if (refinement.ring.empty() || !(refinement.edge_length > 0.0))
            return Error{refinement.name, "a refinement without a place or an edge length", "both"};
    if (area(request.domain) / (0.43 * request.edge_length * request.edge_length) > most_cells)
        return Error{"domain", fmt::format("{:.3g} m2 with edges of {} m", area(request.domain), request.edge_length),
                     "a mesh of at most ten million cells"};
    return std::nullopt;
}

double finest_cell(const std::vector<Ribbon>& ribbons, double otherwise) {
    double finest = otherwise;
    for (const Ribbon& ribbon : ribbons)
        for (int line = 0; line < ribbon.lines(); ++line)
            finest = std::min(finest, ribbon.width(line) / ribbon.across);
    return finest;
}

SizeField wanted_lengths(const SurfaceRequest& request, const std::vector<Ribbon>& ribbons,
                         const ChannelQuads& channels) {
    const double share = std::sqrt(area(request.domain) / 4e5);  // some 400 000 places at most
    SizeField lengths(request.domain, std::max(finest_cell(ribbons, 0.25 * request.edge_length), share),
                      request.edge_length, request.growth);
    for (const auto& [a, b] : channels.outline) {
        const Point& from = channels.nodes[static_cast<std::size_t>(a)];
        const Point& to = channels.nodes[static_cast<std::size_t>(b)];
        lengths.limit({0.5 * (from.x + to.x), 0.5 * (from.y + to.y)}, network::distance(from, to));
    }
    for (const Refinement& refinement : request.refinements)
        if (refinement.ring.size() < 3)
            lengths.limit(refinement.ring.front(), refinement.radius, refinement.edge_length);
        else
            lengths.limit(refinement.ring, refinement.edge_length);
    lengths.spread();
    return lengths;
}

/// Rim, channels, cuts and lines as sides of one triangulation. Points of the channels' nodes come first.
class Sides {
  public:
    explicit Sides(const ChannelQuads& channels) {
        input_.points = channels.nodes;
        input_.fixed_sides = channels.outline;
        for (const std::int32_t quad : channels.quad)
            input_.holes.push_back(channels.all.quads()[static_cast<std::size_t>(quad)].middle());
        for (const ChannelQuads::Cut& cut : channels.cuts) {
            std::int32_t last = cut.line.back();
            for (const Point& point : cut.beyond) {
                const std::int32_t next = add(point);
                input_.sides.push_back({last, next});
                last = next;
            }
            input_.sides.push_back({last, cut.line.front()});
            input_.holes.insert(input_.holes.end(), cut.inner.begin(), cut.inner.end());
        }
        input_.points.insert(input_.points.end(), channels.bank_points.begin(), channels.bank_points.end());
    }
    void ring(const Ring& ring) {
        const auto first = static_cast<std::int32_t>(input_.points.size());
        for (const Point& corner : ring)
            add(corner);
        const auto count = static_cast<std::int32_t>(ring.size());
        for (std::int32_t i = 0; i < count; ++i)
            input_.sides.push_back({first + i, first + (i + 1) % count});
    }
    void line(const std::vector<Point>& line) {
        std::int32_t last = add(line.front());
        for (std::size_t i = 1; i < line.size(); ++i) {
            const std::int32_t next = add(line[i]);
            input_.sides.push_back({last, next});
            last = next;
        }
    }
    [[nodiscard]] TriangulationInput& input() { return input_; }

  private:
    std::int32_t add(const Point& point) {
        input_.points.push_back(point);
        return static_cast<std::int32_t>(input_.points.size()) - 1;
    }
    TriangulationInput input_;
};

/// m2 of the domain that the cut-off channels take: each ring's part inside, by Green's theorem over a fine clip.
double area_cut_off(const Ring& domain, const ChannelQuads& channels) {
    double sum = 0.0;
    for (const ChannelQuads::Cut& cut : channels.cuts) {
        // The rings are chains of convex four-sided pieces: line by line from the cross line outwards.
        const std::size_t lines = cut.beyond.size() / 2;
        Point left = channels.nodes[static_cast<std::size_t>(cut.line.front())];
        Point right = channels.nodes[static_cast<std::size_t>(cut.line.back())];
        for (std::size_t i = 0; i < lines; ++i) {
            const Point far_right = cut.beyond[i];
            const Point far_left = cut.beyond[cut.beyond.size() - 1 - i];
            std::array<Point, 4> piece = {left, right, far_right, far_left};
            if (turn(piece[0], piece[1], piece[2]) < 0.0)
                std::reverse(piece.begin(), piece.end());
            Ring clipped = domain;  // clipped by the piece's sides (Sutherland and Hodgman 1974)
            for (std::size_t k = 0; k < 4 && !clipped.empty(); ++k) {
                Ring next;
                const Point a = piece[k];
                const Point b = piece[(k + 1) % 4];
                for (std::size_t c = 0; c < clipped.size(); ++c) {
                    const Point p = clipped[c];
                    const Point q = clipped[(c + 1) % clipped.size()];
                    const double at_p = turn(a, b, p);
                    const double at_q = turn(a, b, q);
                    if (at_p >= 0.0)
                        next.push_back(p);
                    if ((at_p >= 0.0) != (at_q >= 0.0)) {
                        const double share = at_p / (at_p - at_q);
                        next.push_back({p.x + share * (q.x - p.x), p.y + share * (q.y - p.y)});
                    }
                }
                clipped = std::move(next);
            }
            sum += clipped.size() < 3 ? 0.0 : area(clipped);
            left = far_left;
            right = far_right;
        }
    }
    return sum;
}

/// The faces of the rim between the nodes of each channel's last cross line.
void find_ends(const ChannelQuads& channels, BuiltSurface& built) {
    const SurfaceMesh& mesh = built.mesh;
    for (const ChannelQuads::Cut& cut : channels.cuts) {
        BuiltSurface::ChannelEnd end;
        const Point first = channels.nodes[static_cast<std::size_t>(cut.line.front())];
        const Point last = channels.nodes[static_cast<std::size_t>(cut.line.back())];
        std::vector<std::pair<double, std::int32_t>> faces;
        const double width = network::distance(first, last);
        for (std::int32_t f = mesh.inner_faces; f < mesh.face_count(); ++f) {
            const auto ends = mesh.ends(f);
            const Point a{mesh.node_x[ends[0]], mesh.node_y[ends[0]]};
            const Point b{mesh.node_x[ends[1]], mesh.node_y[ends[1]]};
            if (distance_to_segment(a, first, last) < 1e-6 * width &&
                distance_to_segment(b, first, last) < 1e-6 * width)
                faces.emplace_back(network::distance(first, {mesh.midpoint[f].x, mesh.midpoint[f].y}), f);
        }
        std::sort(faces.begin(), faces.end());
        for (const auto& [along, face] : faces)
            end.faces.push_back(face);
        if (end.faces.empty())
            continue;
        const CellPlace& place = built.places[static_cast<std::size_t>(mesh.left[end.faces.front()])];
        end.reach = place.reach;
        end.chainage = place.chainage;
        built.ends.push_back(std::move(end));
    }
}

}  // namespace

tl::expected<BuiltSurface, Error> build_surface(const SurfaceRequest& request) {
    if (auto fault = fault_of(request))
        return tl::make_unexpected(*std::move(fault));
    BuiltSurface built;
    std::vector<Ribbon> ribbons;
    ribbons.reserve(request.reaches.size());
    for (const ChannelReach& reach : request.reaches)
        ribbons.push_back(make_ribbon(reach));
    const ChannelQuads channels = choose_quads(request.reaches, ribbons, request.domain);
    built.notes = channels.notes;
    const SizeField lengths = wanted_lengths(request, ribbons, channels);
    const auto planned = plan_lines(request, lengths);
    if (!planned)
        return tl::make_unexpected(planned.error());
    built.notes.insert(built.notes.end(), planned->notes.begin(), planned->notes.end());
    const CutLines lines = cut_lines(*planned, request.lines.size(), channels, lengths);
    Sides sides(channels);
    sides.ring(planned->domain);
    for (const LinePiece& piece : lines.pieces)
        sides.line(piece.points);
    sides.input().smallest_angle = request.smallest_angle;
    auto triangulated = triangulate(sides.input(), lengths);
    if (!triangulated)
        return tl::make_unexpected(triangulated.error());
    smooth_triangles(triangulated->points, triangulated->triangles, triangulated->fixed, smoothing_rounds);

    PlainMesh plain;
    std::vector<CellPlace> places;
    std::map<std::int32_t, std::vector<BuiltSurface::MouthPlace>> mouths;  // by the number in `plain`
    for (const Point& point : triangulated->points)
        plain.add_node(point.x, point.y);
    std::map<std::pair<std::int32_t, std::int32_t>, const Triangulation::Split*> split_sides;
    for (const Triangulation::Split& split : triangulated->splits) {
        const auto [a, b] = channels.outline[static_cast<std::size_t>(split.side)];
        split_sides[{a, b}] = &split;
    }
    int in_triangles = 0;
    for (std::size_t q = 0; q < channels.corners.size(); ++q) {
        std::vector<std::int32_t> polygon;
        for (std::size_t k = 0; k < 4; ++k) {
            const std::int32_t a = channels.corners[q][k];
            const std::int32_t b = channels.corners[q][(k + 1) % 4];
            polygon.push_back(a);
            const auto split = split_sides.find({std::min(a, b), std::max(a, b)});
            if (split == split_sides.end())
                continue;
            const std::vector<std::int32_t>& nodes = split->second->nodes;
            if (a < b)
                polygon.insert(polygon.end(), nodes.begin() + 1, nodes.end() - 1);
            else
                polygon.insert(polygon.end(), nodes.rbegin() + 1, nodes.rend() - 1);
        }
        const CellPlace place = place_in(channels.all.quads()[static_cast<std::size_t>(channels.quad[q])], ribbons);
        if (polygon.size() == 4) {
            plain.add_cell(polygon);
        } else {
            add_in_triangles(plain, std::move(polygon));
            ++in_triangles;
        }
        places.resize(static_cast<std::size_t>(plain.cell_count()), place);
    }
    const std::int32_t in_rows = plain.cell_count();
    for (const auto& triangle : triangulated->triangles) {
        plain.add_cell(triangle);
        const Point middle{(plain.node_x[triangle[0]] + plain.node_x[triangle[1]] + plain.node_x[triangle[2]]) / 3.0,
                           (plain.node_y[triangle[0]] + plain.node_y[triangle[1]] + plain.node_y[triangle[2]]) / 3.0};
        const std::vector<CellPlace> within = places_of(middle, channels, ribbons);
        places.push_back(within.empty() ? CellPlace{} : within.front());
        for (std::size_t i = 1; i < within.size(); ++i)
            mouths[plain.cell_count() - 1].push_back({0, within[i], false});
    }
    for (std::int32_t cell = 0; cell < plain.cell_count(); ++cell) {
        std::vector<Point> corners;
        for (const std::int32_t node : plain.corners(cell))
            corners.push_back({plain.node_x[node], plain.node_y[node]});
        CellPlace& place = places[static_cast<std::size_t>(cell)];
        for (const CellPlace& across : places_across(corners, channels, ribbons)) {
            if (cell < in_rows && across.reach == place.reach)
                continue;  // the row beyond the last one only touches it
            if (place.reach < 0)
                place = across;
            mouths[cell].push_back({0, across, true});
        }
    }
    const Middles middle = middles(plain);
    const std::vector<std::int32_t> order = hilbert_order(middle.x, middle.y);
    for (const std::int32_t cell : order) {
        const auto number = static_cast<std::int32_t>(built.places.size());
        built.places.push_back(places[static_cast<std::size_t>(cell)]);
        if (const auto found = mouths.find(cell); found != mouths.end())
            for (BuiltSurface::MouthPlace mouth : found->second) {
                mouth.cell = number;
                built.mouths.push_back(mouth);
            }
    }
    PlainMesh ordered = reordered(plain, order);
    auto mesh = assemble_mesh(std::move(ordered.node_x), std::move(ordered.node_y), std::move(ordered.first_corner),
                              std::move(ordered.cell_nodes));
    if (!mesh)
        return tl::make_unexpected(mesh.error());
    built.mesh = *std::move(mesh);
    built.line_faces = find_line_faces(built.mesh, built.places, request.lines, lines);
    add_joined(built.mesh, planned->joined, built.line_faces);
    built.domain_area = area(planned->domain) - area_cut_off(planned->domain, channels);
    find_ends(channels, built);
    for (std::int32_t i = 0; i < built.mesh.cell_count(); ++i)
        if (built.places[static_cast<std::size_t>(i)].reach >= 0) {
            built.channel_area += built.mesh.area[i];
            built.quad_area += built.mesh.corners(i).size() == 4 ? built.mesh.area[i] : 0.0;
        }
    if (in_triangles > 0)
        built.notes.push_back(
            fmt::format("{} quadrilaterals are cut into triangles where sides met too closely", in_triangles));
    for (std::size_t l = 0; l < request.lines.size(); ++l)
        if (lines.dropped[l] > 0.0)
            built.notes.push_back(
                fmt::format("line {}: {:.0f} m of {:.0f} m lie in a channel, beside one or outside the "
                            "domain",
                            request.lines[l].name, lines.dropped[l], network::length(request.lines[l].line)));
    for (std::size_t r = 0; r < ribbons.size(); ++r)
        built.notes.push_back(fmt::format("{}: {} rows of {} cells; its line is smoothed by at most {:.1f} m",
                                          request.reaches[r].name, ribbons[r].rows(), ribbons[r].across,
                                          ribbons[r].moved));
    return built;
}

}  // namespace liriver::mesh::surface
