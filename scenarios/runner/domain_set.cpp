#include "scenarios/runner/domain_set.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/checkpoint/checksum.h"
#include "scenarios/runner/add_event.h"

namespace liriver::scenarios::runner {
namespace {

using data::results::ConstituentBalance;

/// |initial + in + sources - out - final| over initial + in + positive sources.
double relative_error(double initial, double inflow, double sources, double outflow, double final) {
    const double open = std::abs(initial + inflow + sources - outflow - final);
    const double scale = initial + inflow + std::max(sources, 0.0);
    return scale > 0.0 ? open / scale : open;
}

void add_up(ConstituentBalance& sum, const ConstituentBalance& more) {
    sum.initial += more.initial;
    sum.inflow += more.inflow;
    sum.outflow += more.outflow;
    sum.load += more.load;
    sum.reaction += more.reaction;
    sum.final += more.final;
    sum.minimum = std::min(sum.minimum, more.minimum);
    sum.maximum = std::max(sum.maximum, more.maximum);
    sum.relative_error = relative_error(sum.initial, sum.inflow, sum.load + sum.reaction, sum.outflow, sum.final);
}

}  // namespace

DomainSet::DomainSet(std::vector<std::unique_ptr<Domain>> domains, double synchronisation)
    : domains_(std::move(domains)), synchronisation_(synchronisation) {}

bool DomainSet::step(double event) {
    error_text_.clear();
    if (domains_.size() == 1) {
        const bool good = domains_.front()->step(event);
        if (!good)
            error_text_ = domains_.front()->error_text();
        return good;
    }
    const double common = std::min(event, time() + synchronisation_);
    keep_state();
    for (const auto& domain : domains_)
        while (domain->time() < common)
            if (!domain->step(common)) {
                error_text_ = domain->error_text();
                take_back();
                return false;
            }
    return true;
}

std::string DomainSet::error_text() const {
    std::string text = error_text_;
    for (const auto& domain : domains_)
        if (text.empty())
            text = domain->error_text();
    return text;
}

const Domain& DomainSet::slowest() const {
    return **std::min_element(domains_.begin(), domains_.end(),
                              [](const auto& a, const auto& b) { return a->last_step() < b->last_step(); });
}

data::results::WaterBalance DomainSet::water() const {
    data::results::WaterBalance sum = domains_.front()->water();
    for (std::size_t d = 1; d < domains_.size(); ++d) {
        const data::results::WaterBalance more = domains_[d]->water();
        sum.initial += more.initial;
        sum.inflow += more.inflow;
        sum.outflow += more.outflow;
        sum.sources += more.sources;
        sum.final += more.final;
        sum.relative_error = relative_error(sum.initial, sum.inflow, sum.sources, sum.outflow, sum.final);
    }
    return sum;
}

double DomainSet::report(data::results::Summary& summary) const {
    double largest = domains_.front()->report(summary);
    for (std::size_t d = 1; d < domains_.size(); ++d) {
        // A domain's own error counts too: what two lose and gain would cancel in their sum.
        largest = larger_error(largest, domains_[d]->water().relative_error);
        std::vector<ConstituentBalance> before = std::exchange(summary.constituents, {});
        largest = larger_error(largest, domains_[d]->report(summary));
        const std::vector<ConstituentBalance> own = std::exchange(summary.constituents, std::move(before));
        for (const ConstituentBalance& balance : own) {
            const auto same = std::find_if(summary.constituents.begin(), summary.constituents.end(),
                                           [&](const ConstituentBalance& sum) { return sum.name == balance.name; });
            if (same == summary.constituents.end())
                summary.constituents.push_back(balance);
            else
                add_up(*same, balance);
        }
    }
    return largest;
}

std::vector<mesh::field::MutableField> DomainSet::checkpoint_fields() {
    if (domains_.size() == 1)
        return domains_.front()->checkpoint_fields();
    std::vector<mesh::field::MutableField> all;
    for (std::size_t d = 0; d < domains_.size(); ++d)
        for (mesh::field::MutableField& field : domains_[d]->checkpoint_fields()) {
            field.description.name = std::to_string(d + 1) + "/" + field.description.name;
            all.push_back(std::move(field));
        }
    return all;
}

std::vector<mesh::field::MutableIntegers> DomainSet::checkpoint_integers() {
    if (domains_.size() == 1)
        return domains_.front()->checkpoint_integers();
    std::vector<mesh::field::MutableIntegers> all;
    for (std::size_t d = 0; d < domains_.size(); ++d)
        for (mesh::field::MutableIntegers& numbers : domains_[d]->checkpoint_integers()) {
            numbers.name = std::to_string(d + 1) + "/" + numbers.name;
            all.push_back(std::move(numbers));
        }
    return all;
}

void DomainSet::restore() {
    for (const auto& domain : domains_)
        domain->restore();
}

std::uint64_t DomainSet::checksum() const {
    if (domains_.size() == 1)
        return domains_.front()->checksum();
    data::checkpoint::Checksum sum;
    for (const auto& domain : domains_) {
        const std::uint64_t own = domain->checksum();
        sum.add(std::vector<std::int32_t>{static_cast<std::int32_t>(own >> 32U),
                                          static_cast<std::int32_t>(own & 0xffffffffU)});
    }
    return sum.value();
}

void DomainSet::keep_state() {
    const auto fields = checkpoint_fields();
    const auto integers = checkpoint_integers();
    kept_fields_.resize(fields.size());
    kept_integers_.resize(integers.size());
    for (std::size_t k = 0; k < fields.size(); ++k)
        kept_fields_[k].assign(fields[k].values.begin(), fields[k].values.end());
    for (std::size_t k = 0; k < integers.size(); ++k)
        kept_integers_[k].assign(integers[k].values.begin(), integers[k].values.end());
}

void DomainSet::take_back() {
    const auto fields = checkpoint_fields();
    const auto integers = checkpoint_integers();
    for (std::size_t k = 0; k < fields.size(); ++k)
        std::copy(kept_fields_[k].begin(), kept_fields_[k].end(), fields[k].values.begin());
    for (std::size_t k = 0; k < integers.size(); ++k)
        std::copy(kept_integers_[k].begin(), kept_integers_[k].end(), integers[k].values.begin());
    restore();
}

}  // namespace liriver::scenarios::runner
