// Lakes of a scenario: cells behind those of the reaches, with faces to the reaches that meet them.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>

#include "scenarios/runner/channel_model_builder.h"

namespace liriver::scenarios::runner {

void ChannelModelBuilder::add_lakes() {
    if (scenario_.lakes.empty())
        return;
    solver::channel::ChannelMesh& mesh = out_.mesh;
    mesh.lake.assign(mesh.bed.size(), 0);
    for (const language::Lake& lake : scenario_.lakes) {
        LakeNode node;
        node.name = lake.name;
        node.cell = mesh.cell_count();
        node.stage = lake.stage.value_or(std::numeric_limits<double>::quiet_NaN());
        out_.lakes.push_back(node);
        mesh.table.push_back(lake.volumes.empty() ? mesh.tables.add_storage(lake.levels, lake.areas)
                                                  : mesh.tables.add_storage_volumes(lake.levels, lake.volumes));
        mesh.bed.push_back(lake.levels.front());
        mesh.length.push_back(1.0);
        mesh.lake.push_back(1);
        Node place;  // in the middle of the mouths
        place.reach = -1;
        place.bank = place.top = std::numeric_limits<double>::infinity();
        int mouths = 0;
        const auto add_mouth = [&](const std::string& name, bool ends) {
            const std::size_t r = reach_index(name);
            if (r == network_.reaches.size() || cells_[r].empty())
                return;
            const Node& mouth = out_.nodes[ends ? cells_[r].end - 1 : cells_[r].first];
            place.x += mouth.x;
            place.y += mouth.y;
            ++mouths;
        };
        for (const std::string& name : lake.from_reaches)
            add_mouth(name, true);
        for (const std::string& name : lake.to_reaches)
            add_mouth(name, false);
        place.x /= std::max(mouths, 1);
        place.y /= std::max(mouths, 1);
        out_.nodes.push_back(place);
    }
}

std::int32_t ChannelModelBuilder::lake_cell(const std::string& name) const {
    const auto found =
        std::find_if(out_.lakes.begin(), out_.lakes.end(), [&](const LakeNode& lake) { return lake.name == name; });
    assert(found != out_.lakes.end() && "a lake that is not there is refused when the scenario is loaded");
    return found->cell;
}

void ChannelModelBuilder::add_lake_faces() {
    for (std::size_t k = 0; k < scenario_.lakes.size(); ++k) {
        const language::Lake& lake = scenario_.lakes[k];
        const std::int32_t cell = out_.lakes[k].cell;
        const auto meet = [&](const std::string& name, bool ends) {
            const std::string key = fmt::format("lake[{}]", lake.name);
            const std::size_t r = reach_index(name);
            if (r == network_.reaches.size() || cells_[r].empty() || (!ends && cells_[r].cut)) {
                problems_.push_back(problem_at(lake.at, "above-a-dam", key,
                                               fmt::format("the end of {}, which a reservoir's catchment holds", name),
                                               "an end below the dam"));
                return;
            }
            const std::int32_t mouth = ends ? cells_[r].end - 1 : cells_[r].first;
            if (out_.mesh.bed[cell] > out_.mesh.bed[mouth]) {
                problems_.push_back(problem_at(lake.at, "below-the-bed", key,
                                               fmt::format("a lowest level of {:.3f} m", out_.mesh.bed[cell]),
                                               fmt::format("at most the bed of {} where it meets the lake, {:.3f} m",
                                                           name, out_.mesh.bed[mouth])));
                return;
            }
            if (ends)
                add_face(mouth, cell, network_.reaches[r].length() - out_.nodes[mouth].chainage);
            else
                add_face(cell, mouth, out_.nodes[mouth].chainage);
        };
        for (const std::string& name : lake.from_reaches)
            meet(name, true);
        for (const std::string& name : lake.to_reaches)
            meet(name, false);
    }
}

void ChannelModelBuilder::add_lake_inflows() {
    for (std::size_t k = 0; k < scenario_.lakes.size(); ++k)
        if (const language::Lake& lake = scenario_.lakes[k]; lake.inflow)
            add_source(lake.name, out_.lakes[k].cell, function(*lake.inflow), 1.0, amounts(lake.concentration),
                       {"lake", lake.name});
}

void ChannelModelBuilder::note_ways_of_lakes() {
    const solver::channel::ChannelMesh& mesh = out_.mesh;
    for (LakeNode& lake : out_.lakes) {
        for (std::size_t f = 0; f < mesh.left.size(); ++f)
            if (mesh.left[f] == lake.cell || mesh.right[f] == lake.cell)
                lake.faces.push_back({static_cast<std::int32_t>(f), mesh.right[f] == lake.cell ? 1.0 : -1.0});
        for (std::size_t k = 0; k < mesh.links.size(); ++k)
            if (mesh.links[k].left == lake.cell || mesh.links[k].right == lake.cell)
                lake.links.push_back({static_cast<std::int32_t>(k), mesh.links[k].right == lake.cell ? 1.0 : -1.0});
    }
}

}  // namespace liriver::scenarios::runner
