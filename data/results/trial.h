#pragma once
// Work that a library may crash in, tried where that does no harm.
#include <chrono>
#include <functional>

namespace liriver::data::results {

/// Does the work in a child process first: false when a signal ends it there, or it has not ended after `longest`. HDF5
/// trusts much of what a file says, and a damaged one can make it read where nothing is, or look for its end forever.
[[nodiscard]] bool survives(const std::function<void()>& work, std::chrono::seconds longest);

}  // namespace liriver::data::results
