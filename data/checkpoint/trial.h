#pragma once
// Work that a library may crash in, tried where that does no harm. Private to this module.
#include <functional>

namespace liriver::data::checkpoint {

/// Does the work in a child process first: false when a signal ends it there. HDF5 trusts much of what a file says, and
/// a damaged one can make it read where nothing is.
[[nodiscard]] bool survives(const std::function<void()>& work);

}  // namespace liriver::data::checkpoint
