#pragma once
// What one step runs over: everything, or the listed volumes and faces. Kernels are written once for both.
#include <cstddef>
#include <cstdint>
#include <span>

namespace liriver::solver::transport {

struct Everything {
    static constexpr bool everything = true;
    std::size_t volume_count = 0, face_count = 0;

    template <class Kernel>
    void volumes(const Kernel& kernel) const {
        for (std::size_t i = 0; i < volume_count; ++i) kernel(i);
    }
    template <class Kernel>
    void volumes_backwards(const Kernel& kernel) const {
        for (std::size_t i = volume_count; i-- > 0;) kernel(i);
    }
    template <class Kernel>
    void faces(const Kernel& kernel) const {
        for (std::size_t f = 0; f < face_count; ++f) kernel(f);
    }
    template <class Kernel>
    void advanced(const Kernel& kernel) const {
        volumes(kernel);
    }
    [[nodiscard]] std::size_t size() const { return volume_count; }
};

struct Listed {
    static constexpr bool everything = false;
    std::span<const std::int32_t> volume_list, face_list, advanced_list;

    template <class Kernel>
    void volumes(const Kernel& kernel) const {
        for (const std::int32_t i : volume_list) kernel(static_cast<std::size_t>(i));
    }
    template <class Kernel>
    void volumes_backwards(const Kernel& kernel) const {
        for (std::size_t n = volume_list.size(); n-- > 0;) kernel(static_cast<std::size_t>(volume_list[n]));
    }
    template <class Kernel>
    void faces(const Kernel& kernel) const {
        for (const std::int32_t f : face_list) kernel(static_cast<std::size_t>(f));
    }
    template <class Kernel>
    void advanced(const Kernel& kernel) const {
        for (const std::int32_t i : advanced_list) kernel(static_cast<std::size_t>(i));
    }
    [[nodiscard]] std::size_t size() const { return volume_list.size(); }
};

}  // namespace liriver::solver::transport
