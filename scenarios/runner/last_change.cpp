#include "scenarios/runner/last_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace liriver::scenarios::runner {
namespace {

// Two rows of a table between which its value changes, or changed.
struct Change {
    std::size_t from = 0, to = 0;
    double age = 0.0;  // s since it ended; 0: it goes on
};

std::optional<Change> change_at(const Origin& origin, double t) {
    const auto& times = origin.times;
    const auto& values = origin.values;
    const auto next =
        static_cast<std::size_t>(std::distance(times.begin(), std::upper_bound(times.begin(), times.end(), t)));
    if (!origin.held && next > 0 && next < times.size() && values[next] != values[next - 1])
        return Change{next - 1, next, 0.0};
    for (std::size_t row = std::min(next, times.size()); row-- > 1;)
        if (values[row] != values[row - 1])
            return Change{row - 1, row, t - times[row]};
    return std::nullopt;
}

class Search {
  public:
    Search(const ChannelModel& model, std::int32_t cell, double t) : model_(model), cell_(cell), t_(t) {
        for (std::size_t b = 0; b < model.boundaries.size(); ++b)
            look("boundary " + model.boundaries[b].name, model.boundaries[b].value, model.mesh.boundaries[b].cell);
        for (const Source& source : model.driver.sources) {
            look(source.name, source.function, source.cell);
            if (source.reservoir >= 0) {
                const Release& dam = model.driver.reservoirs[static_cast<std::size_t>(source.reservoir)];
                look("reservoir " + dam.name, dam.release, source.cell);
                look("reservoir " + dam.name, dam.natural, source.cell);
            }
        }
        for (std::size_t k = 0; k < model.links.size(); ++k)
            look(model.links[k].name, model.links[k].setting, model.mesh.links[k].left);
    }

    [[nodiscard]] const std::string& found() const { return found_; }

  private:
    [[nodiscard]] std::int32_t reach_of(std::int32_t cell) const {
        return cell < 0 ? -2 : model_.nodes[static_cast<std::size_t>(cell)].reach;
    }

    void look(const std::string& name, std::int32_t function, std::int32_t cell) {
        if (function < 0 || static_cast<std::size_t>(function) >= model_.driver.origins.size())
            return;
        const Origin& origin = model_.driver.origins[static_cast<std::size_t>(function)];
        const auto change = change_at(origin, t_);
        if (!change)
            return;
        const std::tuple rank{reach_of(cell) == reach_of(cell_) ? 0 : 1, change->age,
                              std::abs(static_cast<std::int64_t>(cell) - cell_)};
        if (!found_.empty() && rank >= best_)
            return;
        best_ = rank;
        found_ = fmt::format("{} {} from {:.6g} ({}) to {:.6g} ({})", name, change->age > 0.0 ? "went" : "goes",
                             origin.values[change->from], place(origin, change->from), origin.values[change->to],
                             place(origin, change->to));
    }

    [[nodiscard]] static std::string place(const Origin& origin, std::size_t row) {
        return origin.lines[row] > 0 ? fmt::format("{}:{}", origin.file, origin.lines[row]) : origin.file;
    }

    const ChannelModel& model_;
    std::int32_t cell_;
    double t_;
    std::tuple<int, double, std::int64_t> best_;
    std::string found_;
};

}  // namespace

std::string last_change_near(const ChannelModel& model, std::int32_t cell, double t) {
    return Search(model, cell, t).found();
}

}  // namespace liriver::scenarios::runner
