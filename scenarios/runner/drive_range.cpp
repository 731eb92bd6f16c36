#include "scenarios/runner/drive_range.h"

#include <algorithm>
#include <limits>

namespace liriver::scenarios::runner {

using solver::channel::BoundaryKind;
using solver::forcing::Function;

// A function is straight between its breaks, so what it comes to before one follows from its mean up to there.
Range range_of(const Function& function, double duration) {
    Range range{function.value(0.0), function.value(0.0)};
    const auto take = [&range](double value) {
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
    };
    for (double t = 0.0; t < duration;) {
        const double next = std::min(function.next_break(t), duration);
        const double begins = function.value(t);
        take(begins);
        take(2.0 * function.mean(t, next) - begins);
        if (!(next > t))
            break;
        t = next;
    }
    return range;
}

namespace {

class Drives {
  public:
    Drives(const ChannelModel& model, double duration) : model_(model), duration_(duration) {}

    std::vector<Driver> all() {
        const std::vector<std::int32_t> inflows = inflow_functions();
        std::vector<std::int32_t> stages;
        for (std::size_t b = 0; b < model_.boundaries.size(); ++b)
            if (model_.boundaries[b].value >= 0 && model_.mesh.boundaries[b].kind == BoundaryKind::stage)
                stages.push_back(model_.boundaries[b].value);
        const bool flow_varies = vary(inflows) || releases_vary();
        const bool stage_varies = vary(stages);
        std::vector<Driver> drives{model_.driver};
        if (!flow_varies && !stage_varies)
            return drives;
        for (const bool high_flow : {false, true})
            for (const bool high_stage : {false, true}) {
                if ((high_flow && !flow_varies) || (high_stage && !stage_varies))
                    continue;
                Driver driver = model_.driver;
                hold(driver, inflows, high_flow);
                hold(driver, stages, high_stage);
                hold_releases(driver, high_flow);
                drives.push_back(std::move(driver));
            }
        return drives;
    }

  private:
    [[nodiscard]] Range range(std::int32_t function) const {
        return range_of(model_.driver.functions[static_cast<std::size_t>(function)], duration_);
    }

    [[nodiscard]] std::vector<std::int32_t> inflow_functions() const {
        std::vector<std::int32_t> functions;
        for (std::size_t b = 0; b < model_.boundaries.size(); ++b)
            if (model_.boundaries[b].value >= 0 && model_.mesh.boundaries[b].kind == BoundaryKind::discharge)
                functions.push_back(model_.boundaries[b].value);
        for (const Source& source : model_.driver.sources)
            if (source.function >= 0 && !source.on_water)
                functions.push_back(source.function);
        std::sort(functions.begin(), functions.end());
        functions.erase(std::unique(functions.begin(), functions.end()), functions.end());
        return functions;
    }

    [[nodiscard]] bool vary(const std::vector<std::int32_t>& functions) const {
        return std::any_of(functions.begin(), functions.end(), [this](std::int32_t function) {
            const Range found = range(function);
            return found.high > found.low;
        });
    }

    [[nodiscard]] bool releases_vary() const {
        return std::any_of(
            model_.driver.reservoirs.begin(), model_.driver.reservoirs.end(), [this](const Release& dam) {
                return dam.release >= 0 || (dam.natural >= 0 && range(dam.natural).high > range(dam.natural).low);
            });
    }

    void hold(Driver& driver, const std::vector<std::int32_t>& functions, bool high) const {
        for (const std::int32_t function : functions) {
            const Range found = range(function);
            driver.functions[static_cast<std::size_t>(function)] = Function::constant(high ? found.high : found.low);
        }
    }

    // A dam's release stands for the natural flow while it is given: what is lowest or highest of both counts.
    void hold_releases(Driver& driver, bool high) const {
        for (Release& dam : driver.reservoirs) {
            const double side = high ? 1.0 : -1.0;
            const auto extreme = [&](std::int32_t function, double factor) {
                return function < 0 ? 0.0 : factor * (high ? range(function).high : range(function).low);
            };
            const double natural = extreme(dam.natural, dam.area);
            const double released = extreme(dam.release, 1.0);
            const double flow = dam.release < 0 || side * natural > side * released ? natural : released;
            dam.natural = -1;
            dam.release = driver.add(Function::constant(flow));
            dam.from = std::numeric_limits<double>::lowest();
            dam.to = std::numeric_limits<double>::max();
        }
    }

    const ChannelModel& model_;
    double duration_;
};

}  // namespace

std::vector<Driver> drives_of(const ChannelModel& model, double duration) { return Drives(model, duration).all(); }

}  // namespace liriver::scenarios::runner
