// How faces meet at cells, and which unknowns share a block of the linear system.
#include <algorithm>
#include <utility>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {

void ChannelSolver::build_ends() {
    struct Meeting {
        std::vector<std::int32_t> entering, leaving;  // momentum faces
        std::vector<std::int32_t> boundaries;
        std::int32_t links_in = 0, links_out = 0;  // in line with the river's course
    };
    std::vector<Meeting> at(bed_.size());
    for (std::size_t f = 0; f < left_.size(); ++f) {
        at[left_[f]].leaving.push_back(static_cast<std::int32_t>(f));
        at[right_[f]].entering.push_back(static_cast<std::int32_t>(f));
    }
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b)
        if (stage_face_of_boundary_[b] < 0)
            at[mesh_.boundaries[b].cell].boundaries.push_back(static_cast<std::int32_t>(b));
    for (const ChannelLink& link : mesh_.links) {
        if (link.side)
            continue;
        ++at[link.left].links_out;
        if (link.right != outside)
            ++at[link.right].links_in;
    }
    is_junction_.assign(bed_.size(), 0);
    const auto end_at = [&](std::int32_t cell, bool west) -> End {
        const Meeting& m = at[cell];
        const auto& opposite = west ? m.entering : m.leaving;
        const std::size_t meeting = m.entering.size() + m.leaving.size() + m.boundaries.size();
        const bool links = m.links_in + m.links_out > 0;
        if (meeting == 1 && !links)
            return {EndKind::closed, -1};
        if (meeting == 1 && (west ? m.links_out : m.links_in) == 0)
            return {EndKind::links, -1};
        if (meeting == 2 && !links && opposite.size() == 1)
            return {EndKind::chain, opposite[0]};
        if (meeting == 2 && !links && m.boundaries.size() == 1 && mesh_.boundaries[m.boundaries[0]].upstream == west)
            return {EndKind::boundary, m.boundaries[0]};
        if (!is_junction_[cell]) {
            is_junction_[cell] = 1;
            junction_cells_.push_back(cell);
        }
        return {EndKind::junction, -1};
    };
    for (std::size_t f = 0; f < left_.size(); ++f) {
        west_.push_back(left_[f] >= cell_count_ ? End{} : end_at(left_[f], true));
        east_.push_back(right_[f] >= cell_count_ ? End{} : end_at(right_[f], false));
    }
    for (std::size_t f = 0; f < left_.size(); ++f) {
        const auto share = [&](const End& end) {
            return end.kind == EndKind::chain ? distance_[f] / (distance_[f] + distance_[end.index]) : 0.5;
        };
        nearness_west_.push_back(share(west_[f]));
        nearness_east_.push_back(share(east_[f]));
    }
    std::sort(junction_cells_.begin(), junction_cells_.end());
    first_junction_face_.push_back(0);
    for (const std::int32_t j : junction_cells_) {
        junction_faces_.insert(junction_faces_.end(), at[j].entering.begin(), at[j].entering.end());
        junction_faces_.insert(junction_faces_.end(), at[j].leaving.begin(), at[j].leaving.end());
        first_junction_face_.push_back(static_cast<std::int32_t>(junction_faces_.size()));
    }
    junction_faces_once_ = junction_faces_;
    std::sort(junction_faces_once_.begin(), junction_faces_once_.end());
    junction_faces_once_.erase(std::unique(junction_faces_once_.begin(), junction_faces_once_.end()),
                               junction_faces_once_.end());
    find_carrying_ends();
}

void ChannelSolver::find_inner_faces() {
    inner_face_.assign(mesh_.boundaries.size(), -1);
    for (std::size_t f = 0; f < left_.size(); ++f)
        for (const End& end : {west_[f], east_[f]})
            if (end.kind == EndKind::boundary)
                inner_face_[static_cast<std::size_t>(end.index)] = static_cast<std::int32_t>(f);
}

// Where a reach passes through a junction, its own two faces hand momentum on to each other and no other face takes or
// gives any: water that turns into another reach loses its speed along the first, and a share of it that was kept would
// grow without bound at a mouth where the water turns back and forth (Shabayek, Steffler and Hicks 2002, J. Hydraul.
// Eng. 128, 821). Where reaches begin or end, what enters goes on in what leaves.
void ChannelSolver::find_carrying_ends() {
    carries_left_.assign(left_.size(), 1);
    carries_right_.assign(left_.size(), 1);
    if (mesh_.reach.empty())
        return;
    struct Own {
        bool upstream = false, downstream = false;
    };
    std::vector<Own> own(cells_);
    const auto of_own_reach = [&](std::int32_t cell, std::int32_t other) {
        return other >= cell_count_ || mesh_.reach[other] == mesh_.reach[cell];  // outside: the reach's own end
    };
    for (const std::int32_t f : junction_faces_once_) {
        if (is_junction_[right_[f]] && of_own_reach(right_[f], left_[f]))
            own[right_[f]].upstream = true;
        if (is_junction_[left_[f]] && of_own_reach(left_[f], right_[f]))
            own[left_[f]].downstream = true;
    }
    for (const ChannelBoundary& boundary : mesh_.boundaries)
        (boundary.upstream ? own[boundary.cell].upstream : own[boundary.cell].downstream) = true;
    for (const std::int32_t f : junction_faces_once_) {
        if (is_junction_[right_[f]] && own[right_[f]].upstream && own[right_[f]].downstream)
            carries_right_[f] = of_own_reach(right_[f], left_[f]) ? 1 : 0;
        if (is_junction_[left_[f]] && own[left_[f]].upstream && own[left_[f]].downstream)
            carries_left_[f] = of_own_reach(left_[f], right_[f]) ? 1 : 0;
    }
}

// Faces whose both ends lie in a chain that is numbered downstream, as are the unknowns.
void ChannelSolver::find_runs() {
    const auto faces = static_cast<std::int32_t>(left_.size());
    const auto lies_in_line = [&](std::int32_t f, std::int32_t cell) {
        return f >= 0 && f < faces && left_[f] == cell && right_[f] == cell + 1 && block_of_face_[f] == cell &&
               cell + 1 < cell_count_;
    };
    for (std::int32_t f = 0; f < faces; ++f) {
        const std::int32_t c = left_[f];
        const bool chain = west_[f].kind == EndKind::chain && west_[f].index == f - 1 &&
                           east_[f].kind == EndKind::chain && east_[f].index == f + 1;
        if (!chain || !lies_in_line(f - 1, c - 1) || !lies_in_line(f, c) || !lies_in_line(f + 1, c + 1)) {
            end_faces_.push_back(f);
            continue;
        }
        if (runs_.empty() || runs_.back().face + runs_.back().count != f || runs_.back().cell + runs_.back().count != c)
            runs_.push_back({f, c, 0});
        ++runs_.back().count;
    }
    jump_in_run_.assign(runs_.size(), 0);
}

void ChannelSolver::build_blocks() {
    // One block a cell; each face shares the block of its left cell if that is free, else of its right, else has its
    // own.
    const auto faces = static_cast<std::int32_t>(left_.size());
    std::int32_t block_count = cell_count_;
    std::vector<std::int32_t> face_of(cells_, -1);
    block_of_face_.assign(left_.size(), -1);
    for (std::int32_t f = 0; f < faces; ++f) {
        std::int32_t block = -1;
        if (left_[f] < cell_count_ && face_of[left_[f]] < 0)
            block = left_[f];
        block_of_face_[f] = block;
        if (block >= 0)
            face_of[block] = f;
    }
    for (std::int32_t f = 0; f < faces; ++f) {
        if (block_of_face_[f] >= 0)
            continue;
        if (right_[f] < cell_count_ && face_of[right_[f]] < 0) {
            block_of_face_[f] = right_[f];
            face_of[right_[f]] = f;
        } else {
            block_of_face_[f] = block_count++;
            face_of.push_back(f);
        }
    }
    face_of_block_ = face_of;
    find_runs();

    std::vector<std::pair<std::int32_t, std::int32_t>> couplings;
    const auto couple = [&](std::int32_t a, std::int32_t b) { couplings.emplace_back(a, b); };
    for (std::int32_t f = 0; f < faces; ++f) {
        const std::int32_t p = block_of_face_[f];
        const std::int32_t l = row_[left_[f]];
        const std::int32_t r = row_[right_[f]];
        if (l >= 0 && r >= 0)
            couple(l, r);
        if (l >= 0)
            couple(p, l);
        if (r >= 0)
            couple(p, r);
        if (west_[f].kind == EndKind::chain)
            couple(p, block_of_face_[west_[f].index]);
        if (east_[f].kind == EndKind::chain)
            couple(p, block_of_face_[east_[f].index]);
    }
    const auto pairs_at_junctions = [&](const auto& visit) {
        for (std::size_t j = 0; j < junction_cells_.size(); ++j)
            for (std::int32_t a = first_junction_face_[j]; a < first_junction_face_[j + 1]; ++a)
                for (std::int32_t b = first_junction_face_[j]; b < first_junction_face_[j + 1]; ++b)
                    visit(j, block_of_face_[junction_faces_[a]], block_of_face_[junction_faces_[b]]);
    };
    pairs_at_junctions([&](std::size_t, std::int32_t a, std::int32_t b) { couple(a, b); });
    for (const ChannelLink& link : mesh_.links)
        if (link.right != outside)
            couple(link.left, link.right);
    const std::int32_t trash = block_count;  // takes what couples to nothing: ghosts, ends
    system_ = BlockElimination(block_count + 1, couplings);
    in_run_.assign(static_cast<std::size_t>(block_count) + 1, false);
    for (const ChainRun& run : runs_)
        std::fill_n(in_run_.begin() + run.cell, run.count, true);
    for (std::int32_t i = 0; i < block_count + 1; ++i)
        if (!in_run_[i])
            end_rows_.push_back(i);
    const auto slot = [&](std::int32_t row, std::int32_t column) {
        return row < 0 || column < 0 || row >= block_count || column >= block_count ? trash : system_.slot(row, column);
    };
    for (std::int32_t f = 0; f < faces; ++f) {
        const std::int32_t p = block_of_face_[f];
        const std::int32_t l = row_[left_[f]];
        const std::int32_t r = row_[right_[f]];
        const bool west_chain = west_[f].kind == EndKind::chain;
        FaceSlots s{};
        s.p_left = slot(p, l);
        s.p_right = slot(p, r);
        s.p_self = slot(p, p);
        s.p_west = slot(p, west_chain ? block_of_face_[west_[f].index] : -1);
        s.p_east = slot(p, east_[f].kind == EndKind::chain ? block_of_face_[east_[f].index] : -1);
        // The area of the western face hangs on the stage one cell further; kept where that cell shares the western
        // face's block.
        const std::int32_t far = west_chain ? left_[west_[f].index] : -1;
        s.p_far_left = west_chain && far < cell_count_ && block_of_face_[west_[f].index] == far ? slot(p, far) : trash;
        const std::int32_t row_l = l >= 0 && in_run_[l] ? -1 : l;  // a run sees to its cells' continuity
        const std::int32_t row_r = r >= 0 && in_run_[r] ? -1 : r;
        s.left_left = slot(row_l, l);
        s.left_right = slot(row_l, r);
        s.left_self = slot(row_l, p);
        s.right_right = slot(row_r, r);
        s.right_left = slot(row_r, l);
        s.right_self = slot(row_r, p);
        slots_.push_back(s);
    }
    first_junction_slot_.assign(junction_cells_.size() + 1, 0);
    pairs_at_junctions([&](std::size_t j, std::int32_t a, std::int32_t b) {
        junction_slots_.push_back(slot(a, b));
        first_junction_slot_[j + 1] = static_cast<std::int32_t>(junction_slots_.size());
    });
    for (const ChannelLink& link : mesh_.links) {
        link_slot_lr_.push_back(slot(link.left, link.right));
        link_slot_rl_.push_back(slot(link.right, link.left));
    }
}

}  // namespace liriver::solver::channel
