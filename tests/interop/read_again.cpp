// A result file that another program has saved again holds the same mesh, times and values: FROM, the file as it was
// written; AGAIN, the copy. Says what differs and exits 1.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>

#include "data/results/network_reader.h"
#include "data/results/surface_reader.h"

namespace {

bool same(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && !(std::isnan(a[i]) && std::isnan(b[i])))
            return false;
    return true;
}

const auto& x_of(const liriver::data::results::NetworkReader& run) { return run.mesh().node_x; }
const auto& x_of(const liriver::data::results::SurfaceReader& run) { return run.mesh().node_x; }
const auto& ends_of(const liriver::data::results::NetworkReader& run) { return run.mesh().edge_to; }
const auto& ends_of(const liriver::data::results::SurfaceReader& run) { return run.mesh().cell_nodes; }

template <class Read>
std::string difference(Read&& read, const std::string& from, const std::string& again) {
    const auto a = read(from);
    const auto b = read(again);
    if (!a || !b)
        return to_string((a ? b : a).error());
    if (a->times() != b->times())
        return "other times";
    if (!same({x_of(*a).begin(), x_of(*a).end()}, {x_of(*b).begin(), x_of(*b).end()}) || ends_of(*a) != ends_of(*b))
        return "another mesh";
    for (std::size_t f = 0; f < a->fields().size(); ++f) {
        const auto other = b->find(a->fields()[f].name);
        if (!other)
            return "no field " + a->fields()[f].name;
        for (std::size_t level = 0; level < a->times().size(); ++level) {
            const auto was = a->values(f, level);
            const auto is = b->values(*other, level);
            if (!was || !is || !same(*was, *is))
                return "other values of " + a->fields()[f].name;
        }
    }
    return "";
}

}  // namespace

int main(int count, char** words) {
    using namespace liriver::data::results;
    if (count != 3)
        return 2;
    const bool surface = std::strstr(words[1], "surface") != nullptr;
    const std::string found =
        surface ? difference([](const std::string& f) { return read_surface(f); }, words[1], words[2])
                : difference([](const std::string& f) { return read_network(f); }, words[1], words[2]);
    if (!found.empty())
        fmt::print(stderr, "{}: {}\n", words[2], found);
    return found.empty() ? 0 : 1;
}
