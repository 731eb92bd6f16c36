#include "scenarios/runner/computational_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "scenarios/runner/channel_domain.h"
#include "scenarios/runner/drive_range.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/profile_between.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using March = ProfileBetween::March;

constexpr double change_looked_at = 0.05;  // of depth, from section to section
constexpr double error_put_right = 0.01;   // of depth, at a section
constexpr double error_left = 0.005;       // of depth, with the cells put in
constexpr std::size_t most_in_one_gap = 15;
constexpr std::size_t most_of_sections = 4;  // at most a quarter as many cells as there are sections,
constexpr std::size_t least_limit = 100;     // but never less than so many
constexpr double least_depth = 0.01;         // m, below which nobody asks for a profile
constexpr int most_passes = 2;

// The steady state of a model under one drive.
struct SteadyProfile {
    std::vector<double> depth;      // [sections] m
    std::vector<double> discharge;  // [edges] m3/s
};

// What two neighbouring sections of a reach are to have between them.
struct Gap {
    std::size_t edge = 0;
    std::vector<double> places;
    double error = 0.0;  // relative, that it had
};

// How many cells were put in, and from where to where on each reach.
void note_computational_cells(ChannelModel& model) {
    if (model.put_in.empty())
        return;
    std::vector<int> below(model.sections.size(), 0);  // cells between a section and the next
    for (const double place : model.put_in)
        ++below[static_cast<std::size_t>(place)];
    std::string where;
    for (std::size_t s = 0; s < below.size();) {
        const std::int32_t reach = model.nodes[model.sections[s]].reach;
        int count = 0;
        std::string stretches;
        for (; s < below.size() && model.nodes[model.sections[s]].reach == reach; ++s) {
            const std::size_t first = s;
            for (; below[s] > 0; ++s)  // the last section of a reach has none
                count += below[s];
            if (s > first)
                stretches +=
                    fmt::format("{}{:.0f} to {:.0f} m", stretches.empty() ? "" : ", ",
                                model.nodes[model.sections[first]].chainage, model.nodes[model.sections[s]].chainage);
        }
        if (count > 0)
            where += fmt::format("{}{} on {} ({})", where.empty() ? "" : "; ", count,
                                 model.reach_names[static_cast<std::size_t>(reach)], stretches);
    }
    model.notes.push_back(
        fmt::format("cells put in between sections for the computation, where the depth changes much from one to the "
                    "next: {}: {}",
                    model.put_in.size(), where));
}

class Planner {
  public:
    explicit Planner(const language::Model& input) : input_(input), settings_(settings_of(input.scenario)) {
        settings_.initial = language::InitialState::steady;
        settings_.steady = false;
        settings_.only_start = true;
    }

    tl::expected<RefinedModel, Problems> plan() {
        const auto own = build_channel_model(input_, {});
        if (!own)
            return tl::make_unexpected(own.error());
        if (input_.scenario.network.computational_cells == language::ComputationalCells::none)
            return RefinedModel{*own, {}};
        between_.resize(own->sections.size());
        most_ = std::max(least_limit, own->sections.size() / most_of_sections);
        auto model = own;
        for (int pass = 0; pass < most_passes && add(*model); ++pass) {
            model = build_channel_model(input_, between_, &*own);
            if (!model)
                return tl::make_unexpected(model.error());
        }
        note_computational_cells(*model);
        if (left_out_ > 0)
            model->notes.push_back(fmt::format(
                "more cells between sections were wanted in {} places, but at most {} are put in", left_out_, most_));
        return RefinedModel{*std::move(model), std::move(between_)};
    }

  private:
    // Returns whether anything was added.
    bool add(const ChannelModel& model) {
        std::vector<SteadyProfile> states;
        for (Driver& drive : drives_of(model, settings_.duration)) {
            ChannelModel driven = model;
            driven.driver = std::move(drive);
            const ChannelDomain start(std::move(driven), {}, settings_);
            if (!start.error_text().empty())  // no state that water could come to
                continue;
            states.push_back(profile_of(start));
        }
        std::vector<Gap> gaps;
        for (std::size_t e = 0; e < model.edges.size(); ++e)
            if (Gap gap = look_at(model, e, states); !gap.places.empty())
                gaps.push_back(std::move(gap));
        std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.error > b.error; });
        bool added = false;
        for (Gap& gap : gaps) {
            std::vector<double>& places = between_[static_cast<std::size_t>(model.edges[gap.edge].from)];
            const std::size_t more = gap.places.size() - places.size();
            if (count_ + more > most_) {
                ++left_out_;
                continue;
            }
            count_ += more;
            places = std::move(gap.places);
            added = true;
        }
        return added;
    }

    static SteadyProfile profile_of(const ChannelDomain& start) {
        SteadyProfile profile;
        const ChannelModel& model = start.model();
        for (const std::int32_t cell : model.sections)
            profile.depth.push_back(start.solver().stage()[cell] - model.mesh.bed[cell]);
        for (const SectionEdge& edge : model.edges)
            profile.discharge.push_back(edge.structure ? 0.0 : start.face_discharge_now()[edge.index]);
        return profile;
    }

    // The gap of an edge with more places than it has; none: nothing is to be added.
    [[nodiscard]] Gap look_at(const ChannelModel& model, std::size_t edge,
                              const std::vector<SteadyProfile>& states) const {
        const SectionEdge& between = model.edges[edge];
        const std::int32_t above = model.sections[between.from];
        const std::int32_t below = model.sections[between.to];
        if (between.structure || model.nodes[above].reach != model.nodes[below].reach)
            return {};
        const std::vector<double>& now = between_[static_cast<std::size_t>(between.from)];
        const double distance = model.nodes[below].chainage - model.nodes[above].chainage;
        Gap gap{edge, now, 0.0};
        for (const SteadyProfile& state : states) {
            const bool down = state.discharge[edge] > 0.0;
            const std::int32_t from = down ? above : below;
            const std::int32_t to = down ? below : above;
            const double first = state.depth[model.nodes[from].section];
            const double last = state.depth[model.nodes[to].section];
            if (state.discharge[edge] == 0.0 || std::min(first, last) < least_depth ||
                std::abs(first - last) <= change_looked_at * std::min(first, last))
                continue;
            const ProfileBetween profile(model.mesh.tables, {model.mesh.table[from], model.mesh.bed[from]},
                                         {model.mesh.table[to], model.mesh.bed[to]}, distance,
                                         std::abs(state.discharge[edge]));
            if (!down)
                turn_round(gap.places);
            if (profile.froude(0.0, first) < 1.0)
                refine(profile, March::upstream, last, gap);
            if (profile.froude(1.0, last) > 1.0)
                refine(profile, March::downstream, first, gap);
            if (!down)
                turn_round(gap.places);
        }
        if (gap.places.size() == now.size())
            return {};
        return gap;
    }

    static void refine(const ProfileBetween& profile, March march, double control, Gap& gap) {
        std::vector<double> places = gap.places;
        const double error = profile.refine(march, control, error_left, most_in_one_gap, places);
        if (error <= error_put_right)
            return;
        gap.error = std::max(gap.error, error);
        gap.places = std::move(places);
    }

    static void turn_round(std::vector<double>& places) {
        std::reverse(places.begin(), places.end());
        for (double& place : places)
            place = 1.0 - place;
    }

    const language::Model& input_;
    ChannelSettings settings_;
    CellPlan between_;
    std::size_t most_ = 0;
    std::size_t count_ = 0;
    int left_out_ = 0;
};

}  // namespace

CellPlan plan_of(std::span<const double> put_in) {
    CellPlan plan;
    for (const double place : put_in) {
        if (!(place >= 0.0 && place < 1e9))  // of a damaged file, which is refused when it is read whole
            continue;
        const auto section = static_cast<std::size_t>(place);
        if (section >= plan.size())
            plan.resize(section + 1);
        plan[section].push_back(place - static_cast<double>(section));
    }
    return plan;
}

tl::expected<ChannelModel, Problems> build_with_cells(const language::Model& model, const CellPlan& between) {
    auto own = build_channel_model(model, {});
    if (!own || std::all_of(between.begin(), between.end(), [](const auto& places) { return places.empty(); }))
        return own;
    auto built = build_channel_model(model, between, &*own);
    if (built)
        note_computational_cells(*built);
    return built;
}

tl::expected<RefinedModel, Problems> refine_channel_model(const language::Model& model) {
    return Planner(model).plan();
}

tl::expected<ChannelModel, Problems> build_channel_model(const language::Model& model) {
    auto refined = refine_channel_model(model);
    if (!refined)
        return tl::make_unexpected(refined.error());
    return std::move(refined->model);
}

}  // namespace liriver::scenarios::runner
