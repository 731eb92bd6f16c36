#include "scenarios/runner/tagged_sources.h"

#include <algorithm>

namespace liriver::scenarios::runner {

using solver::transport::Transport;

TaggedSources::TaggedSources(const std::vector<Constituent>& constituents) {
    for (const Constituent& constituent : constituents) {
        any_ = any_ || constituent.tagged;
        tagged_.push_back(constituent.tagged ? 1 : 0);
        constituents_.push_back(constituent.name);
        units_.push_back(constituent.unit);
        names_.push_back({{"initial", ""}, {"reactions", ""}, {"other", ""}});  // as solver/transport/part.h
    }
}

std::size_t TaggedSources::part_of(std::size_t constituent, const SourceName& source) {
    if (source.kind.empty())
        return solver::transport::other_part;
    std::vector<SourceName>& names = names_[constituent];
    const auto found = std::find(names.begin(), names.end(), source);
    if (found != names.end())
        return static_cast<std::size_t>(found - names.begin());
    names.push_back(source);
    return names.size() - 1;
}

void TaggedSources::add_inflow(const SourceName& source, std::size_t face, std::span<const std::int32_t> functions) {
    for (std::size_t k = 0; k < tagged_.size(); ++k)
        if (tagged(k) && functions[k] >= 0 && !source.kind.empty())
            inflows_.push_back({k, part_of(k, source), static_cast<std::int32_t>(face), functions[k]});
}

void TaggedSources::name_spills(std::vector<Spill>& spills) {
    for (Spill& spill : spills)
        if (tagged(spill.constituent))
            spill.part = part_of(spill.constituent, spill.of);
}

void TaggedSources::start(Transport& transport) const {
    for (std::size_t k = 0; k < tagged_.size(); ++k)
        if (tagged(k))
            transport.tag(k, names_[k].size() - solver::transport::first_source);
}

void TaggedSources::tell(std::span<const double> means, Transport& transport) const {
    const auto mean = [&](const Entry& entry) { return means[static_cast<std::size_t>(entry.function)]; };
    for (const Entry& inflow : inflows_)
        transport.set_inflow_of(inflow.constituent, inflow.part, inflow.face, mean(inflow));
}

}  // namespace liriver::scenarios::runner
