#include "solver/quality/block.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace liriver::solver::quality {

JacobianPlan::JacobianPlan(const Plan& plan) {
    for (std::size_t e = 0; e < plan.evaluations.size(); ++e) {
        const Evaluation& evaluation = plan.evaluations[e];
        for (std::size_t i = 0; i < evaluation.inputs.size(); ++i) {
            if (evaluation.inputs[i] < 0)
                continue;
            columns.push_back({e, i, derivatives});
            for (std::size_t output = 0; output < evaluation.outputs; ++output)
                of.push_back({evaluation.first_reaction + output, static_cast<std::size_t>(evaluation.inputs[i])});
            derivatives += evaluation.outputs;
        }
    }
    const std::size_t n = plan.constituent_count();
    pattern.assign(n * n, 0);
    for (std::size_t k = 0; k < n; ++k)
        pattern[k * n + k] = 1;
    for (const Coefficient& entry : plan.stoichiometry)
        for (std::size_t d = 0; d < derivatives; ++d)
            if (of[d].reaction == entry.reaction) {
                const std::size_t at = entry.constituent * n + of[d].constituent;
                entries.push_back({entry.constituent, at, d, entry.value});
                if (of[d].constituent == entry.constituent)
                    diagonal.push_back(entries.back());
                pattern[at] = 1;
            }
    for (std::size_t p = 0; p < n; ++p)
        for (std::size_t k = p + 1; k < n; ++k)
            for (std::size_t i = p + 1; i < n; ++i)
                if (pattern[k * n + p] != 0 && pattern[p * n + i] != 0)
                    pattern[k * n + i] = 1;
}

Block::Block(const Plan& plan, const JacobianPlan& jacobian)
    : concentration(plan.constituent_count()),
      place(quantity_count),
      place_change(quantity_count),
      areal(plan.constituent_count(), nullptr),
      stage(plan.constituent_count()),
      next(plan.constituent_count()),
      error(plan.constituent_count()),
      matrix(plan.constituent_count() * plan.constituent_count()),
      extents(plan.reaction_count()),
      change(stages, LaneArray(plan.constituent_count())),
      stage_extents(4, LaneArray(plan.reaction_count())),
      plan_(plan),
      jacobian_(jacobian),
      inputs_(plan.constituent_count() + 1),
      here_(quantity_count),
      prepared_(plan.prepared),
      derivatives_(jacobian.derivatives),
      perturbed_(plan.reaction_count()),
      moved_(1),
      rate_(stages, LaneArray(plan.reaction_count())) {
    for (std::size_t k = 0; k < plan.constituent_count(); ++k) {
        areal[k] = plan.constituents[k].stored ? depth.row(0) : nullptr;
        floor.push_back(plan.constituents[k].non_negative ? 0.0 : -std::numeric_limits<double>::infinity());
        absolute.push_back(0.0);
    }
    for (const Evaluation& evaluation : plan.evaluations) {
        expressions_.push_back(evaluation.expression);
        expression_values_.resize(std::max(expression_values_.size(), evaluation.expression.used().size()));
        first_input_.push_back(input_pointers_.size());
        for (const std::int32_t k : evaluation.inputs)
            input_pointers_.push_back(inputs_.row(k < 0 ? plan.constituent_count() : static_cast<std::size_t>(k)));
    }
    for (std::size_t q = 0; q < quantity_count; ++q)
        place_pointers_.push_back(here_.row(q));
    for (std::size_t p = 0; p < plan.prepared; ++p) {
        prepared_pointers_.push_back(prepared_.row(p));
        prepared_targets_.push_back(prepared_.row(p));
    }
    for (std::size_t j = 0; j < plan.reaction_count(); ++j)
        perturbed_pointers_.push_back(perturbed_.row(j));
    for (LaneArray& rates : rate_) {
        rate_pointers_.emplace_back();
        for (std::size_t j = 0; j < plan.reaction_count(); ++j)
            rate_pointers_.back().push_back(rates.row(j));
    }
}

void Block::prepare() {
    std::copy_n(place.data(), place.size(), here_.data());
    changes_ = std::any_of(changing.begin(), changing.end(), [](bool changes) { return changes; });
    share_ = 0.0;
    for (const Evaluation& evaluation : plan_.evaluations)
        if (evaluation.law != nullptr)
            evaluation.law->prepare(evaluation.parameters.data(), place_pointers_.data(),
                                    prepared_targets_.data() + evaluation.first_prepared);
}

void Block::move_to(double share) {
    if (!changes_ || share == share_)
        return;
    share_ = share;
    for (std::size_t q = 0; q < quantity_count; ++q)
        if (changing[q])
            for (std::size_t l = 0; l < lanes; ++l)
                here_.row(q)[l] = place.row(q)[l] + share * place_change.row(q)[l];
    for (const Evaluation& evaluation : plan_.evaluations)
        if (evaluation.law != nullptr && std::any_of(evaluation.law->place.begin(), evaluation.law->place.end(),
                                                     [&](Quantity quantity) { return changing[index(quantity)]; }))
            evaluation.law->prepare(evaluation.parameters.data(), place_pointers_.data(),
                                    prepared_targets_.data() + evaluation.first_prepared);
}

void Block::evaluate(std::size_t e, const double* const* input, double* const* output) {
    const Evaluation& evaluation = plan_.evaluations[e];
    if (evaluation.law != nullptr) {
        evaluation.law->rate(input, prepared_pointers_.data() + evaluation.first_prepared, output);
        return;
    }
    const double* const depth_here = here_.row(index(Quantity::depth));
    for (std::size_t l = 0; l < lanes; ++l) {
        for (std::size_t i = 0; i < evaluation.input_values.size(); ++i)
            expression_values_[evaluation.input_values[i]] = input[i][l];
        for (const Evaluation::Source& source : evaluation.sources)
            expression_values_[source.value] = source.of_place ? here_.row(source.quantity)[l] : source.parameter;
        const double value =
            expressions_[e].value(std::span(expression_values_).first(evaluation.expression.used().size())) *
            evaluation.unit.per_day;
        output[0][l] = evaluation.unit.areal ? value / depth_here[l] : value;
    }
}

void Block::rates(const double* values, std::size_t at, double* out) {
    lane_kernels().clamp(plan_.constituent_count(), values, floor.data(), inputs_.data());
    for (std::size_t e = 0; e < plan_.evaluations.size(); ++e)
        evaluate(e, input_pointers_.data() + first_input_[e],
                 rate_pointers_[at].data() + plan_.evaluations[e].first_reaction);
    lane_kernels().apply(plan_.stoichiometry, plan_.constituent_count(), rate_[at].data(), areal.data(), out);
}

void Block::differentiate(const double* values) {
    constexpr double relative = 1e-7;  // of the concentration: half the digits of a double
    for (const JacobianPlan::Column& column : jacobian_.columns) {
        const Evaluation& evaluation = plan_.evaluations[column.evaluation];
        const auto k = static_cast<std::size_t>(evaluation.inputs[column.input]);
        const double least = 1e-2 * plan_.constituents[k].scale;
        std::array<double, lanes> inverse{};
        for (std::size_t l = 0; l < lanes; ++l) {
            const double at = floor[k] == 0.0 ? std::max(values[k * lanes + l], 0.0) : values[k * lanes + l];
            moved_.row(0)[l] = at + relative * std::max(std::abs(at), least);
            inverse[l] = 1.0 / (moved_.row(0)[l] - at);
        }
        const double** const pointer = &input_pointers_[first_input_[column.evaluation] + column.input];
        const double* const unmoved = *pointer;
        *pointer = moved_.row(0);
        evaluate(column.evaluation, input_pointers_.data() + first_input_[column.evaluation],
                 perturbed_pointers_.data() + evaluation.first_reaction);
        *pointer = unmoved;
        for (std::size_t output = 0; output < evaluation.outputs; ++output) {
            const std::size_t j = evaluation.first_reaction + output;
            const double *const there = perturbed_.row(j), *const here = rate_[0].row(j);
            double* const to = derivatives_.row(column.first + output);
            for (std::size_t l = 0; l < lanes; ++l)
                to[l] = (there[l] - here[l]) * inverse[l];
        }
    }
}

double Block::fastest() const {
    double largest = 0.0;
    std::array<double, lanes> sum{};
    const auto close = [&] {
        for (double& value : sum) {
            largest = std::max(largest, std::abs(value));
            value = 0.0;
        }
    };
    for (std::size_t i = 0; i < jacobian_.diagonal.size(); ++i) {
        const JacobianEntry& entry = jacobian_.diagonal[i];
        if (i > 0 && jacobian_.diagonal[i - 1].row != entry.row)
            close();
        const double* const slope = derivatives_.row(entry.derivative);
        const double* const depth_of_stored = areal[entry.row];
        for (std::size_t l = 0; l < lanes; ++l)
            sum[l] += entry.coefficient * slope[l] * (depth_of_stored == nullptr ? 1.0 : depth_of_stored[l]);
    }
    close();
    return largest;
}

}  // namespace liriver::solver::quality
