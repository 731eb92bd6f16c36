// A first guess at the steady state: uniform flow cell by cell, pools filled to the sill below them.
#include <algorithm>
#include <cmath>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {
namespace {

struct Link {
    std::int32_t left, right;
    double distance;
    std::int32_t structure;  // -1: a face
};

// Cells so that each comes after all that flow into it; cells on rings (which no river has) come last, as numbered.
std::vector<std::int32_t> downstream_order(std::int32_t cells, const std::vector<Link>& links) {
    std::vector<std::int32_t> waiting(static_cast<std::size_t>(cells), 0);
    std::vector<std::vector<std::int32_t>> next(static_cast<std::size_t>(cells));
    for (const Link& link : links) {
        ++waiting[link.right];
        next[link.left].push_back(link.right);
    }
    std::vector<std::int32_t> order;
    std::vector<bool> taken(static_cast<std::size_t>(cells), false);
    for (std::int32_t i = 0; i < cells; ++i)
        if (waiting[i] == 0) {
            order.push_back(i);
            taken[i] = true;
        }
    for (std::size_t k = 0; k < order.size(); ++k)
        for (const std::int32_t n : next[order[k]])
            if (--waiting[n] == 0) {
                order.push_back(n);
                taken[n] = true;
            }
    for (std::int32_t i = 0; i < cells; ++i)
        if (!taken[i])
            order.push_back(i);
    return order;
}

// The stage at which a structure passes a discharge when nothing stands below it, at most `highest` above the bed.
double pool_behind(const solver::channel::ChannelLink& link, double bed, double discharge) {
    constexpr double highest = 40.0;  // m
    constexpr double fall = 1e6;      // m, to a stage below that is not felt
    double low = bed;
    double high = bed + highest;
    for (int step = 0; step < 50; ++step) {
        const double stage = 0.5 * (low + high);
        (solver::structures::flow(link.structure, link.setting, stage, bed - fall).discharge < discharge ? low : high) =
            stage;
    }
    return high;
}

// The depth at which a section passes a discharge in uniform flow, at most 40 m.
double uniform_depth(const solver::channel::ChannelMesh& mesh, std::int32_t cell, double discharge, double slope) {
    const double root = std::sqrt(std::max(slope, 1e-4));
    double low = 0.0;
    double high = 40.0;
    std::int32_t cursor = 0;
    for (int step = 0; step < 50; ++step) {
        const double middle = 0.5 * (low + high);
        (mesh.tables.at(mesh.table[cell], middle, cursor).conveyance * root < discharge ? low : high) = middle;
    }
    return high;
}

}  // namespace

FirstGuess guess_steady_state(const ChannelModel& model, const std::vector<double>& cell_inflow) {
    const solver::channel::ChannelMesh& mesh = model.mesh;
    std::vector<Link> links;
    links.reserve(mesh.left.size());
    for (std::size_t f = 0; f < mesh.left.size(); ++f)
        links.push_back({mesh.left[f], mesh.right[f], mesh.distance[f], -1});
    for (std::size_t k = 0; k < mesh.links.size(); ++k)
        if (!mesh.links[k].side && mesh.links[k].right != solver::channel::outside)
            links.push_back({mesh.links[k].left, mesh.links[k].right, 50.0, static_cast<std::int32_t>(k)});
    std::vector<std::vector<std::size_t>> out(mesh.bed.size());
    for (std::size_t k = 0; k < links.size(); ++k)
        out[links[k].left].push_back(k);
    const std::vector<std::int32_t> order = downstream_order(mesh.cell_count(), links);

    std::vector<double> through = cell_inflow;
    std::vector<double> link_flow(links.size(), 0.0);
    for (const std::int32_t i : order)
        for (const std::size_t k : out[i]) {  // where the river divides, most stays with the first way on
            const double share =
                out[i].size() == 1 ? 1.0 : (k == out[i].front() ? 0.9 : 0.1 / static_cast<double>(out[i].size() - 1));
            link_flow[k] = share * through[i];
            through[links[k].right] += link_flow[k];
        }

    FirstGuess guess;
    guess.stage = mesh.bed;
    std::vector<double> lake_stage(mesh.bed.size(), std::nan(""));
    for (const LakeNode& lake : model.lakes)
        lake_stage[lake.cell] = lake.stage;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        const std::int32_t c = *i;
        double slope = 1e-3;
        double pool = mesh.bed[c];
        if (!out[c].empty()) {
            const Link& link = links[out[c].front()];
            slope = (mesh.bed[c] - mesh.bed[link.right]) / link.distance;
            if (through[c] > 0.0)
                pool = link.structure < 0
                           ? guess.stage[link.right]
                           : pool_behind(mesh.links[link.structure], mesh.bed[c], link_flow[out[c].front()]);
        }
        if (mesh.is_lake(c)) {
            guess.stage[c] = std::isnan(lake_stage[c]) ? pool : lake_stage[c];
            continue;
        }
        if (through[c] <= 0.0)
            continue;
        guess.stage[c] = std::max(mesh.bed[c] + uniform_depth(mesh, c, through[c], slope), pool);
    }
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        std::int32_t cursor = 0;
        const std::int32_t c = mesh.is_lake(mesh.left[f]) ? mesh.right[f] : mesh.left[f];
        const double area = mesh.tables.at(mesh.table[c], guess.stage[c] - mesh.bed[c], cursor).area;
        guess.velocity.push_back(area > 0.0 ? link_flow[f] / area : 0.0);
    }
    return guess;
}

}  // namespace liriver::scenarios::runner
