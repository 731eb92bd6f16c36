#include "mesh/surface/triangulation.h"

#include <CGAL/Constrained_Delaunay_triangulation_2.h>
#include <CGAL/Delaunay_mesh_face_base_2.h>
#include <CGAL/Delaunay_mesh_vertex_base_2.h>
#include <CGAL/Delaunay_mesher_2.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Triangulation_vertex_base_with_info_2.h>

#include <algorithm>
#include <cmath>
#include <list>
#include <utility>

namespace liriver::mesh::surface {

namespace {

/// A point's number in the input plus one; 0 for one that refinement made.
struct Number {
    std::int32_t value = 0;
};

using Kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using VertexBase =
    CGAL::Triangulation_vertex_base_with_info_2<Number, Kernel, CGAL::Delaunay_mesh_vertex_base_2<Kernel>>;
using FaceBase = CGAL::Delaunay_mesh_face_base_2<Kernel>;
using Structure = CGAL::Triangulation_data_structure_2<VertexBase, FaceBase>;
using Delaunay = CGAL::Constrained_Delaunay_triangulation_2<Kernel, Structure, CGAL::Exact_predicates_tag>;
using Vertex = Delaunay::Vertex_handle;
using Face = Delaunay::Face_handle;

constexpr std::int32_t added = 0;
constexpr double longest_edge = 1.4;

double squared(double value) { return value * value; }

/// Which triangles refinement still has to improve: too long an edge for its place first, then too sharp an angle.
class Criteria {
  public:
    /// Smaller is worse: edges by how far they are too long, angles by their squared sine.
    struct Quality {
        double sine_squared = 1.0;  ///< of the smallest angle
        double size = 0.0;          ///< longest edge over the wanted one, squared
        bool operator<(const Quality& other) const {
            if (size > 1.0)
                return other.size > 1.0 ? size > other.size : true;
            return other.size > 1.0 ? false : sine_squared < other.sine_squared;
        }
    };

    class Is_bad {  // CGAL's name
      public:
        Is_bad(const SizeField& lengths, double sine_squared) : lengths_(&lengths), sine_squared_(sine_squared) {}

        CGAL::Mesh_2::Face_badness operator()(const Quality& quality) const {
            if (quality.size > 1.0)
                return CGAL::Mesh_2::IMPERATIVELY_BAD;
            return quality.sine_squared < sine_squared_ ? CGAL::Mesh_2::BAD : CGAL::Mesh_2::NOT_BAD;
        }
        CGAL::Mesh_2::Face_badness operator()(const Face& face, Quality& quality) const {
            const auto& a = face->vertex(0)->point();
            const auto& b = face->vertex(1)->point();
            const auto& c = face->vertex(2)->point();
            const double ab = squared(b.x() - a.x()) + squared(b.y() - a.y());
            const double bc = squared(c.x() - b.x()) + squared(c.y() - b.y());
            const double ca = squared(a.x() - c.x()) + squared(a.y() - c.y());
            const double longest = std::max({ab, bc, ca});
            const double shortest = std::min({ab, bc, ca});
            const double middle = ab + bc + ca - longest - shortest;
            const double twice_area = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
            const double wanted =
                longest_edge * lengths_->at((a.x() + b.x() + c.x()) / 3.0, (a.y() + b.y() + c.y()) / 3.0);
            quality.sine_squared = squared(twice_area) / (longest * middle);
            quality.size = longest / squared(wanted);
            return operator()(quality);
        }

      private:
        const SizeField* lengths_;
        double sine_squared_;
    };

    Criteria(const SizeField& lengths, double angle)
        : lengths_(&lengths), sine_squared_(squared(std::sin(angle * std::acos(-1.0) / 180.0))) {}
    [[nodiscard]] Is_bad is_bad_object() const { return {*lengths_, sine_squared_}; }

  private:
    const SizeField* lengths_;
    double sine_squared_;
};

/// The points along a side that refinement may have split, from its first to its second point.
std::vector<Vertex> along(const Delaunay& delaunay, Vertex from, Vertex to) {
    std::vector<Vertex> chain{from};
    while (chain.back() != to) {
        const Vertex here = chain.back();
        Vertex next;
        auto edge = delaunay.incident_edges(here);
        const auto end = edge;
        do {
            if (!delaunay.is_constrained(*edge))
                continue;
            const Vertex one = edge->first->vertex(Delaunay::cw(edge->second));
            const Vertex other = one == here ? edge->first->vertex(Delaunay::ccw(edge->second)) : one;
            if (other == to) {
                next = to;
                break;
            }
            if (other->info().value != added)
                continue;
            // Rounded midpoints lie beside the side by some 1e-16 of the coordinates.
            const double dx = to->point().x() - here->point().x();
            const double dy = to->point().y() - here->point().y();
            const double ex = other->point().x() - here->point().x();
            const double ey = other->point().y() - here->point().y();
            if (std::abs(dx * ey - dy * ex) < 1e-6 * (dx * dx + dy * dy) && dx * ex + dy * ey > 0.0 &&
                ex * ex + ey * ey < dx * dx + dy * dy)
                next = other;
        } while (++edge != end);
        if (next == Vertex())
            return {};
        chain.push_back(next);
    }
    return chain;
}

int constrained_edges(const Delaunay& delaunay, Vertex vertex) {
    int count = 0;
    auto edge = delaunay.incident_edges(vertex);
    const auto end = edge;
    do
        count += delaunay.is_constrained(*edge) ? 1 : 0;
    while (++edge != end);
    return count;
}

/// Takes the points that refinement put on a fixed side out again, where they hold nothing else.
void make_whole(Delaunay& delaunay, Vertex from, Vertex to) {
    const std::vector<Vertex> chain = along(delaunay, from, to);
    if (chain.size() < 3)
        return;
    for (std::size_t i = 1; i + 1 < chain.size(); ++i)
        if (constrained_edges(delaunay, chain[i]) != 2)
            return;
    for (std::size_t i = 1; i + 1 < chain.size(); ++i) {
        delaunay.remove_incident_constraints(chain[i]);
        delaunay.remove(chain[i]);
    }
    delaunay.insert_constraint(from, to);
}

/// Marks the faces that hang together with this one across free edges as outside.
void leave_out(Delaunay& delaunay, Face start) {
    std::vector<Face> open{start};
    start->set_in_domain(false);
    while (!open.empty()) {
        const Face face = open.back();
        open.pop_back();
        for (int i = 0; i < 3; ++i) {
            const Face other = face->neighbor(i);
            if (!face->is_constrained(i) && other->is_in_domain()) {
                other->set_in_domain(false);
                open.push_back(other);
            }
        }
    }
    static_cast<void>(delaunay);
}

void mark_domain(Delaunay& delaunay, const std::vector<Point>& holes) {
    for (Face face : delaunay.all_face_handles())
        face->set_in_domain(true);
    leave_out(delaunay, delaunay.infinite_face());
    Face hint;
    for (const Point& hole : holes) {
        hint = delaunay.locate({hole.x, hole.y}, hint);
        if (hint->is_in_domain())
            leave_out(delaunay, hint);
    }
}

}  // namespace

tl::expected<Triangulation, field::Error> triangulate(const TriangulationInput& input, const SizeField& lengths) {
    Delaunay delaunay;
    std::vector<std::pair<Delaunay::Point, Number>> points;
    points.reserve(input.points.size());
    for (std::size_t i = 0; i < input.points.size(); ++i)
        points.emplace_back(Delaunay::Point(input.points[i].x, input.points[i].y),
                            Number{static_cast<std::int32_t>(i) + 1});
    delaunay.insert(points.begin(), points.end());
    std::vector<Vertex> vertex(input.points.size());
    for (const Vertex v : delaunay.finite_vertex_handles())
        vertex[static_cast<std::size_t>(v->info().value - 1)] = v;
    for (std::size_t i = 0; i < vertex.size(); ++i)
        if (vertex[i] == Vertex())  // one of two in the same place: the other stands for both
            vertex[i] = delaunay.insert({input.points[i].x, input.points[i].y});
    for (const auto& [a, b] : input.fixed_sides)
        delaunay.insert_constraint(vertex[static_cast<std::size_t>(a)], vertex[static_cast<std::size_t>(b)]);
    for (const auto& [a, b] : input.sides)
        if (vertex[static_cast<std::size_t>(a)] != vertex[static_cast<std::size_t>(b)])
            delaunay.insert_constraint(vertex[static_cast<std::size_t>(a)], vertex[static_cast<std::size_t>(b)]);

    CGAL::Delaunay_mesher_2<Delaunay, Criteria> mesher(delaunay, Criteria(lengths, input.smallest_angle));
    std::list<Delaunay::Point> seeds;
    for (const Point& hole : input.holes)
        seeds.emplace_back(hole.x, hole.y);
    mesher.set_seeds(seeds.begin(), seeds.end());
    mesher.refine_mesh();

    for (const auto& [a, b] : input.fixed_sides)
        make_whole(delaunay, vertex[static_cast<std::size_t>(a)], vertex[static_cast<std::size_t>(b)]);
    mark_domain(delaunay, input.holes);

    Triangulation result;
    result.points = input.points;
    result.fixed.assign(result.points.size(), 1);
    std::vector<Face> faces;
    for (const Face face : delaunay.finite_face_handles())
        if (face->is_in_domain())
            faces.push_back(face);
    if (faces.empty())
        return tl::make_unexpected(field::Error{"the domain", "no room for a triangle", "an area inside its rim"});
    // The order of CGAL's faces follows from the input alone: points are inserted along a curve without chance.
    for (const Face face : faces) {
        std::array<std::int32_t, 3> corners{};
        for (int k = 0; k < 3; ++k) {
            const Vertex v = face->vertex(k);
            if (v->info().value == added) {
                result.points.push_back({v->point().x(), v->point().y()});
                result.fixed.push_back(constrained_edges(delaunay, v) > 0 ? 1 : 0);
                v->info().value = static_cast<std::int32_t>(result.points.size());
            }
            corners[static_cast<std::size_t>(k)] = v->info().value - 1;
        }
        result.triangles.push_back(corners);
    }
    for (std::size_t side = 0; side < input.fixed_sides.size(); ++side) {
        const auto [a, b] = input.fixed_sides[side];
        const Vertex from = vertex[static_cast<std::size_t>(a)];
        const Vertex to = vertex[static_cast<std::size_t>(b)];
        Face face;
        int i = 0;
        if (delaunay.is_edge(from, to, face, i))
            continue;
        Triangulation::Split split{static_cast<std::int32_t>(side), {a}};
        // Its points bear numbers by now: walk over those beyond the input's.
        Vertex here = from;
        const auto given = static_cast<std::int32_t>(input.points.size());
        for (int guard = 0; here != to && guard < 1000; ++guard) {
            Vertex next;
            auto edge = delaunay.incident_edges(here);
            const auto end = edge;
            do {
                if (!delaunay.is_constrained(*edge))
                    continue;
                const Vertex one = edge->first->vertex(Delaunay::cw(edge->second));
                const Vertex other = one == here ? edge->first->vertex(Delaunay::ccw(edge->second)) : one;
                const double dx = to->point().x() - here->point().x();
                const double dy = to->point().y() - here->point().y();
                const double ex = other->point().x() - here->point().x();
                const double ey = other->point().y() - here->point().y();
                if (other == to || (other->info().value > given && dx * ex + dy * ey > 0.0 &&
                                    std::abs(dx * ey - dy * ex) < 1e-6 * (dx * dx + dy * dy)))
                    next = other;
            } while (next != to && ++edge != end);
            if (next == Vertex())
                return tl::make_unexpected(field::Error{"a channel's side", "a split that cannot be followed", ""});
            here = next;
            split.nodes.push_back(here->info().value - 1);
        }
        result.splits.push_back(std::move(split));
    }
    return result;
}

}  // namespace liriver::mesh::surface
