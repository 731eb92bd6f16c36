#include "scenarios/runner/volume_loads.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace liriver::scenarios::runner {
namespace {

constexpr std::size_t no_part = std::numeric_limits<std::size_t>::max();

/// Neumaier's sum (1974) of a pair: the sum, and what rounding took from it.
void add_to(double* pair, double amount) {
    const double sum = pair[0] + amount;
    pair[1] += std::abs(pair[0]) >= std::abs(amount) ? (pair[0] - sum) + amount : (amount - sum) + pair[0];
    pair[0] = sum;
}

}  // namespace

VolumeLoads::VolumeLoads(const Driver& driver, std::size_t volumes) : load_(volumes, 0.0), is_loaded_(volumes, 0) {
    const auto add_sums = [this](std::size_t constituents) {
        first_sum_.push_back(sums_.size());
        sums_.resize(sums_.size() + 2 * constituents, 0.0);
    };
    for (const SpreadLoad& load : driver.spread_loads) {
        add_sums(load.functions.size());
        add_entry({load.of, load.assumed, load.functions, load.shares, {}, load.a_year, {}});
    }
    spread_ = entries_.size();
    for (const MovingSource& source : driver.moving_sources) {
        const std::size_t constituents = source.a_second.size();
        add_sums(constituents);
        for (const VolumeStretch& stretch : source.stretches)
            load_volume(stretch.volume);
        movers_.push_back(
            {source, std::vector<std::size_t>(constituents, no_part), std::vector<double>(constituents, 0.0), {}});
    }
}

void VolumeLoads::add(SourceName of, std::int32_t volume, std::vector<std::int32_t> functions) {
    if (std::any_of(functions.begin(), functions.end(), [](std::int32_t function) { return function >= 0; }))
        add_entry({std::move(of), false, std::move(functions), {{volume, 1.0}}, {}, {}, {}});
}

void VolumeLoads::load_volume(std::int32_t volume) {
    char& loaded = is_loaded_[static_cast<std::size_t>(volume)];
    if (loaded == 0)
        loaded_.push_back(volume);
    loaded = 1;
}

void VolumeLoads::add_entry(Entry entry) {
    entry.parts.assign(entry.functions.size(), no_part);
    entry.rate.assign(entry.functions.size(), 0.0);
    for (const LoadShare& share : entry.shares)
        load_volume(share.volume);
    entries_.push_back(std::move(entry));
}

void VolumeLoads::name_parts(TaggedSources& sources) {
    for (Entry& entry : entries_)
        for (std::size_t k = 0; k < entry.functions.size(); ++k)
            if (sources.tagged(k) && entry.functions[k] >= 0 && !entry.of.kind.empty())
                entry.parts[k] = sources.part_of(k, entry.of);
    for (Mover& mover : movers_)
        for (std::size_t k = 0; k < mover.parts.size(); ++k)
            if (sources.tagged(k) && (mover.source.a_second[k] > 0.0 || mover.source.a_metre[k] > 0.0))
                mover.parts[k] = sources.part_of(k, mover.source.of);
}

void VolumeLoads::tell(std::size_t constituents, std::span<const double> means, double t0, double dt,
                       solver::transport::Transport& transport) {
    for (Mover& mover : movers_)
        find_passages(mover.source, t0, t0 + dt, mover.passages);
    for (std::size_t k = 0; k < constituents; ++k) {
        for (const std::int32_t volume : loaded_)
            load_[static_cast<std::size_t>(volume)] = 0.0;
        for (Entry& entry : entries_) {
            if (k >= entry.functions.size() || entry.functions[k] < 0)
                continue;
            entry.rate[k] = means[static_cast<std::size_t>(entry.functions[k])];
            for (const LoadShare& share : entry.shares) {
                load_[static_cast<std::size_t>(share.volume)] += entry.rate[k] * share.share;
                if (entry.parts[k] != no_part)
                    transport.set_load_of(k, entry.parts[k], share.volume, entry.rate[k] * share.share);
            }
        }
        tell_moving(k, dt, transport);
        for (const std::int32_t volume : loaded_)
            transport.set_load(k, volume, load_[static_cast<std::size_t>(volume)]);
    }
}

// A volume may be passed more than once in a step.
void VolumeLoads::tell_moving(std::size_t constituent, double dt, solver::transport::Transport& transport) {
    for (Mover& mover : movers_) {
        if (constituent >= mover.rate.size() || !(dt > 0.0))
            continue;
        const std::size_t part = mover.parts[constituent];
        if (part != no_part)
            for (const VolumeStretch& stretch : mover.source.stretches)
                transport.set_load_of(constituent, part, stretch.volume, 0.0);
        double sum = 0.0;
        for (const Passage& passage : mover.passages) {
            const double rate = (mover.source.a_second[constituent] * passage.seconds +
                                 mover.source.a_metre[constituent] * passage.metres) /
                                dt;
            sum += rate;
            load_[static_cast<std::size_t>(passage.volume)] += rate;
            if (part != no_part)
                transport.set_load_of(constituent, part, passage.volume, rate);
        }
        mover.rate[constituent] = sum;
    }
}

void VolumeLoads::account(double dt) {
    for (std::size_t s = 0; s < spread_ + movers_.size(); ++s) {
        const std::vector<double>& rate = s < spread_ ? entries_[s].rate : movers_[s - spread_].rate;
        for (std::size_t k = 0; k < rate.size(); ++k)
            add_to(&sums_[first_sum_[s] + 2 * k], rate[k] * dt);
    }
}

void VolumeLoads::account_for(const SourceName& of, bool assumed, std::size_t first, const std::vector<char>& given,
                              const std::vector<double>& a_year, std::span<const Constituent> constituents,
                              data::results::Summary& summary) const {
    data::results::LoadAccount account{of.kind, of.name, assumed, {}};
    for (std::size_t k = 0; k < given.size(); ++k)
        if (given[k] != 0) {
            const double* pair = &sums_[first + 2 * k];
            account.constituents.push_back({constituents[k].name, constituents[k].kind.budget, pair[0] + pair[1],
                                            k < a_year.size() ? std::optional(a_year[k]) : std::nullopt});
        }
    summary.loads.push_back(std::move(account));
}

void VolumeLoads::report(std::span<const Constituent> constituents, data::results::Summary& summary) const {
    std::vector<char> given;
    for (std::size_t s = 0; s < spread_; ++s) {
        given.clear();
        for (const std::int32_t function : entries_[s].functions)
            given.push_back(function >= 0 ? 1 : 0);
        account_for(entries_[s].of, entries_[s].assumed, first_sum_[s], given, entries_[s].a_year, constituents,
                    summary);
    }
    for (std::size_t m = 0; m < movers_.size(); ++m) {
        const MovingSource& source = movers_[m].source;
        given.clear();
        for (std::size_t k = 0; k < source.a_second.size(); ++k)
            given.push_back(source.a_second[k] > 0.0 || source.a_metre[k] > 0.0 ? 1 : 0);
        account_for(source.of, source.assumed, first_sum_[spread_ + m], given, {}, constituents, summary);
    }
}

std::vector<mesh::field::MutableField> VolumeLoads::checkpoint_fields() {
    if (sums_.empty())
        return {};
    return {{{"load_sums", "of each diffuse or moving load and constituent: amount, and what rounding took", "", "1",
              mesh::field::Location::network},
             sums_}};
}

}  // namespace liriver::scenarios::runner
