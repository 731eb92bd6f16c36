#pragma once
// What one step runs over: all volumes and faces, or a subset of them. Kernels are written once for both.
#include <cstddef>
#include <cstdint>
#include <span>

#include "solver/vector_paths.h"

// Tells GCC what the loops below promise: no turn reads what another one writes. Clang finds out at run time.
#if defined(__GNUC__) && !defined(__clang__)
#define LIRIVER_INDEPENDENT_LOOP _Pragma("GCC ivdep")
#else
#define LIRIVER_INDEPENDENT_LOOP
#endif

namespace liriver::solver::transport {

/// All volumes and faces, in order of number. `volumes` and `faces` promise that no call of the kernel reads what
/// another one writes; the `ordered` ones do not.
struct AllVolumes {
    static constexpr bool all = true;
    std::size_t volume_total = 0, face_total = 0;

    [[nodiscard]] LIRIVER_KERNEL std::size_t volume_count() const { return volume_total; }
    [[nodiscard]] LIRIVER_KERNEL std::size_t face_count() const { return face_total; }
    [[nodiscard]] LIRIVER_KERNEL std::size_t volume(std::size_t n) const { return n; }
    [[nodiscard]] LIRIVER_KERNEL std::size_t face(std::size_t n) const { return n; }
    [[nodiscard]] std::span<const std::int32_t> advanced_volumes() const { return {}; }

    template <class Kernel>
    void volumes(const Kernel& kernel) const {
        LIRIVER_INDEPENDENT_LOOP
        for (std::size_t i = 0; i < volume_total; ++i)
            kernel(i);
    }
    template <class Kernel>
    void faces(const Kernel& kernel) const {
        LIRIVER_INDEPENDENT_LOOP
        for (std::size_t f = 0; f < face_total; ++f)
            kernel(f);
    }
    template <class Kernel>
    void ordered_volumes(const Kernel& kernel) const {
        for (std::size_t i = 0; i < volume_total; ++i)
            kernel(i);
    }
    template <class Kernel>
    void ordered_faces(const Kernel& kernel) const {
        for (std::size_t f = 0; f < face_total; ++f)
            kernel(f);
    }
    template <class Kernel>
    void advanced(const Kernel& kernel) const {
        ordered_volumes(kernel);
    }
};

/// The listed ones, always in the order of the list.
struct Subset {
    static constexpr bool all = false;
    std::span<const std::int32_t> volume_list, face_list, advanced_list;

    [[nodiscard]] LIRIVER_KERNEL std::size_t volume_count() const { return volume_list.size(); }
    [[nodiscard]] LIRIVER_KERNEL std::size_t face_count() const { return face_list.size(); }
    [[nodiscard]] LIRIVER_KERNEL std::size_t volume(std::size_t n) const {
        return static_cast<std::size_t>(volume_list[n]);
    }
    [[nodiscard]] LIRIVER_KERNEL std::size_t face(std::size_t n) const {
        return static_cast<std::size_t>(face_list[n]);
    }
    [[nodiscard]] std::span<const std::int32_t> advanced_volumes() const { return advanced_list; }

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
    void ordered_faces(const Kernel& kernel) const {
        faces(kernel);
    }
    template <class Kernel>
    void advanced(const Kernel& kernel) const {
        for (const std::int32_t i : advanced_list)
            kernel(static_cast<std::size_t>(i));
    }
};

}  // namespace liriver::solver::transport
