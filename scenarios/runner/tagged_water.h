#pragma once
// Tagged water: a reservoir's release as a tracer of concentration 1 that nothing changes, and where it went.
#include <cstdint>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/channel_model.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

/// A reservoir whose water is tagged.
struct Tag {
    std::string name;  ///< of the tracer
    std::int32_t reservoir = 0;
    std::int32_t station = 0;
};

/// The tags a model asks for, in the order of its reservoirs.
[[nodiscard]] std::vector<Tag> tags_of(const ChannelModel& model);

/// Gives every way in one more concentration for a tag: 1 where that reservoir releases, none elsewhere.
void add_tag_concentration(ChannelModel& model, const Tag& tag);

/// Where each tag's water went, m3 since the start.
class TagAccounts {
  public:
    TagAccounts() = default;
    /// `first`: the number of the first tag among the transport's constituents.
    TagAccounts(const ChannelModel& model, std::vector<Tag> tags, std::size_t first);

    /// After a step of the transport.
    void add(const solver::transport::Transport& transport);

    [[nodiscard]] const std::vector<Tag>& tags() const { return tags_; }
    [[nodiscard]] data::results::TaggedWater account(std::size_t tag,
                                                     const solver::transport::Transport& transport) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    [[nodiscard]] bool is_release(std::size_t face, const Tag& tag) const;
    enum Item : std::size_t { released, left_above, left_below, taken_above, taken_below, items };

    const ChannelModel* model_ = nullptr;
    std::vector<Tag> tags_;
    std::size_t first_ = 0;
    std::vector<std::vector<std::uint8_t>> above_;  // [tags][cells] above the station
    std::vector<double> sums_;                      // [tags * items] compensated pairs
};

}  // namespace liriver::scenarios::runner
