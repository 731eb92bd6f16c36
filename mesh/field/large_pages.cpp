#include "mesh/field/large_pages.h"

#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace liriver::mesh::field {

void advise_large_pages([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
    constexpr std::size_t page = std::size_t{2} << 20U;
    const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(begin) % page) % page;  // the first whole page
    if (bytes >= before + page)
        (void)madvise(static_cast<char*>(begin) + before, (bytes - before) / page * page, MADV_HUGEPAGE);
#endif
}

}  // namespace liriver::mesh::field
