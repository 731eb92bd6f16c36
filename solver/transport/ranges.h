#pragma once
// What one step runs over: everything, or the listed volumes and faces. Kernels are written once for both.
#include <cstddef>
#include <cstdint>
#include <span>

// Tells GCC what the loops below promise: no turn reads what another one writes. Clang finds out at run time.
#if defined(__GNUC__) && !defined(__clang__)
#define LIRIVER_INDEPENDENT_LOOP _Pragma("GCC ivdep")
#else
#define LIRIVER_INDEPENDENT_LOOP
#endif

namespace liriver::solver::transport {

/// All volumes and faces. `volumes` and `faces` promise that no call of the kernel reads what another one writes;
/// the `ordered` ones do not, and go in order of number.
struct Everything {
    static constexpr bool everything = true;
    std::size_t volume_count = 0, face_count = 0;

    template <class Kernel>
    void volumes(const Kernel& kernel) const {
        LIRIVER_INDEPENDENT_LOOP
        for (std::size_t i = 0; i < volume_count; ++i)
            kernel(i);
    }
    template <class Kernel>
    void faces(const Kernel& kernel) const {
        LIRIVER_INDEPENDENT_LOOP
        for (std::size_t f = 0; f < face_count; ++f)
            kernel(f);
    }
    template <class Kernel>
    void ordered_volumes(const Kernel& kernel) const {
        for (std::size_t i = 0; i < volume_count; ++i)
            kernel(i);
    }
    template <class Kernel>
    void ordered_volumes_backwards(const Kernel& kernel) const {
        for (std::size_t i = volume_count; i-- > 0;)
            kernel(i);
    }
    template <class Kernel>
    void ordered_faces(const Kernel& kernel) const {
        for (std::size_t f = 0; f < face_count; ++f)
            kernel(f);
    }
    template <class Kernel>
    void advanced(const Kernel& kernel) const {
        ordered_volumes(kernel);
    }
    [[nodiscard]] std::span<const std::int32_t> advanced_volumes() const { return {}; }
    [[nodiscard]] std::size_t size() const { return volume_count; }
};

/// The listed ones, always in the order of the list.
struct Listed {
    static constexpr bool everything = false;
    std::span<const std::int32_t> volume_list, face_list, advanced_list;

    template <class Kernel>
    void volumes(const Kernel& kernel) const {
        for (const std::int32_t i : volume_list)
            kernel(static_cast<std::size_t>(i));
    }
    template <class Kernel>
    void faces(const Kernel& kernel) const {
        for (const std::int32_t f : face_list)
            kernel(static_cast<std::size_t>(f));
    }
    template <class Kernel>
    void ordered_volumes(const Kernel& kernel) const {
        volumes(kernel);
    }
    template <class Kernel>
    void ordered_volumes_backwards(const Kernel& kernel) const {
        for (std::size_t n = volume_list.size(); n-- > 0;)
            kernel(static_cast<std::size_t>(volume_list[n]));
    }
    template <class Kernel>
    void ordered_faces(const Kernel& kernel) const {
        faces(kernel);
    }
    template <class Kernel>
    void advanced(const Kernel& kernel) const {
        for (const std::int32_t i : advanced_list)
            kernel(static_cast<std::size_t>(i));
    }
    [[nodiscard]] std::span<const std::int32_t> advanced_volumes() const { return advanced_list; }
    [[nodiscard]] std::size_t size() const { return volume_list.size(); }
};

}  // namespace liriver::solver::transport
