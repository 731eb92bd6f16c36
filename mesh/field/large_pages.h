#pragma once
// Room for arrays that are swept through again and again.
#include <cstddef>
#include <vector>

namespace liriver::mesh::field {

/// Advises the system to back memory with pages of 2 MiB, as far as they fit: with the usual ones of 4 KiB a sweep
/// through many arrays spends its time looking up where each page lies. Only advice, and only on Linux: whatever the
/// system does, nothing else changes.
void advise_large_pages(void* begin, std::size_t bytes);

/// Reserves room for `count` entries, in large pages where they fit. Call it on an empty vector: pages that have been
/// written to stay as they are.
template <class Entry>
void reserve_large(std::vector<Entry>& entries, std::size_t count) {
    entries.reserve(count);
    advise_large_pages(entries.data(), count * sizeof(Entry));
}

}  // namespace liriver::mesh::field
