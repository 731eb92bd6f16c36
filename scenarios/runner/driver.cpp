#include "scenarios/runner/driver.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace liriver::scenarios::runner {

using solver::forcing::Function;
using solver::forcing::Outside;

Function to_function(const language::Series& series, language::Time start) {
    if (series.constant)
        return Function::constant(*series.constant);
    std::vector<double> times;
    times.reserve(series.times.size());
    for (const language::Time& time : series.times)
        times.push_back(data::tables::seconds_between(start, time));
    const std::string place = series.file.path.filename().string();
    auto function = series.interpolation == language::Interpolation::linear
                        ? Function::linear(std::move(times), series.values, Outside::hold, Outside::hold, place)
                        : Function::blocks(std::move(times), series.values, Outside::hold, Outside::hold, place);
    if (!function)  // rows were checked when the scenario was loaded
        throw std::logic_error(to_string(function.error()));
    return *std::move(function);
}

Origin origin_of(const language::Series& series, language::Time start) {
    Origin origin;
    if (series.constant)
        return origin;
    origin.file = series.file.path.filename().string();
    origin.values = series.values;
    origin.lines = series.lines;
    origin.lines.resize(series.values.size(), 0);
    origin.held = series.interpolation == language::Interpolation::hold;
    for (const language::Time& time : series.times)
        origin.times.push_back(data::tables::seconds_between(start, time));
    return origin;
}

ReleasedWater Driver::released(std::size_t reservoir, double t0, double t1) const {
    const Release& r = reservoirs[reservoir];
    ReleasedWater water;
    const double a = std::clamp(r.from, t0, t1);
    const double b = r.release < 0 ? a : std::clamp(r.to, a, t1);
    if (r.natural >= 0) {
        const Function& share = functions[static_cast<std::size_t>(r.natural)];
        water.natural = r.area * (share.integral(t0, a) + share.integral(b, t1));
    }
    if (r.release >= 0)
        water.released = functions[static_cast<std::size_t>(r.release)].integral(a, b);
    return water;
}

double Driver::next_break(double t) const {
    double next = std::numeric_limits<double>::infinity();
    for (const Function& function : functions)
        next = std::min(next, function.next_break(t));
    for (const Spill& spill : spills)
        if (spill.time > t)
            next = std::min(next, spill.time);
    return next;
}

void Driver::add_spills(const language::Scenario& scenario, const language::Outfall& outfall, std::int32_t cell) {
    if (!outfall.spill_time)
        return;
    const double time = data::tables::seconds_between(*scenario.time.start, *outfall.spill_time);
    for (std::size_t k = 0; k < scenario.constituents.size(); ++k)
        if (const auto found = outfall.spill.find(scenario.constituents[k].name); found != outfall.spill.end())
            spills.push_back({time, cell, k, *found->second.constant, {"outfall", outfall.name}});
}

void Driver::put_in_spills(double t, solver::transport::Transport& transport) const {
    if (!spills.empty())
        transport.expect_stranded();
    for (const Spill& spill : spills)
        if (spill.time == t)
            transport.put_in_of(spill.constituent, spill.part, spill.cell, spill.amount);
}

std::int32_t Driver::add(Function function) {
    functions.push_back(std::move(function));
    return static_cast<std::int32_t>(functions.size()) - 1;
}

std::int32_t Driver::add(const language::Series& series, language::Time start) {
    const std::int32_t number = add(to_function(series, start));
    origins.resize(functions.size());
    origins.back() = origin_of(series, start);
    return number;
}

}  // namespace liriver::scenarios::runner
