#include "scenarios/runner/surface_rain.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "solver/transport/compensated_sum.h"

namespace liriver::scenarios::runner {

using solver::transport::CompensatedSum;

SurfaceRain::SurfaceRain(SurfaceRainModel model, std::span<const double> areas)
    : model_(std::move(model)), areas_(areas) {
    CompensatedSum sum;
    for (const double area : areas)
        sum.add(area);
    area_ = sum.value();
    rates_.assign(model_.gauges.empty() && model_.fields.empty() ? 1 : areas.size(), 0.0);
}

double SurfaceRain::next_break(double t) const {
    for (const RainField& field : model_.fields)
        if (field.from > t)
            return field.from;
    return std::numeric_limits<double>::infinity();
}

void SurfaceRain::evaluate(double t, std::span<const double> means) {
    const auto mean = [&](std::int32_t function) {
        return function < 0 ? 0.0 : means[static_cast<std::size_t>(function)];
    };
    const double loss = model_.loss;
    if (rates_.size() == 1) {
        const double rain = mean(model_.everywhere);
        rates_[0] = std::max(rain - loss, 0.0);
        falling_ = rain * area_;
        taken_ = std::min(rain, loss) * area_;
        return;
    }
    const RainField* field = nullptr;  // the last that has begun
    for (const RainField& other : model_.fields)
        if (other.from <= t)
            field = &other;
    CompensatedSum falling;
    CompensatedSum taken;
    for (std::size_t i = 0; i < rates_.size(); ++i) {
        double rain = 0.0;
        if (!model_.gauges.empty())
            rain = mean(model_.gauges[static_cast<std::size_t>(model_.gauge_of_cell[i])]);
        else if (field != nullptr)
            rain = (*field->rate)[i];
        rates_[i] = std::max(rain - loss, 0.0);
        falling.add(rain * areas_[i]);
        taken.add(std::min(rain, loss) * areas_[i]);
    }
    falling_ = falling.value();
    taken_ = taken.value();
}

void SurfaceRain::account(double seconds) {
    for (const auto& [at, rate] :
         {std::pair<std::size_t, double>{0, falling_}, std::pair<std::size_t, double>{2, taken_}}) {
        CompensatedSum sum{sums_[at], sums_[at + 1]};
        sum.add(rate * seconds);
        sums_[at] = sum.sum;
        sums_[at + 1] = sum.rest;
    }
}

std::vector<mesh::field::MutableField> SurfaceRain::checkpoint_fields() {
    if (!any())
        return {};
    return {
        {{"rain_sums", "rain that fell, and that the ground took", "", "m3", mesh::field::Location::network}, sums_}};
}

}  // namespace liriver::scenarios::runner
