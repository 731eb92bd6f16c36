#pragma once
// Finds things by the rectangles they lie in: a hash of square buckets.
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace liriver::mesh::surface {

/// Numbers of things with a rectangle each, by the square buckets that the rectangle touches.
class BoxIndex {
  public:
    /// `bucket`: m, the side of a bucket.
    explicit BoxIndex(double bucket) : bucket_(bucket) {}

    void add(std::int32_t number, double west, double south, double east, double north) {
        for (std::int64_t j = bucket_of(south); j <= bucket_of(north); ++j)
            for (std::int64_t i = bucket_of(west); i <= bucket_of(east); ++i)
                buckets_[key(i, j)].push_back(number);
    }

    /// Calls visit(number) for all whose buckets the rectangle touches, within a bucket in the order in which they were
    /// added; some more than once.
    template <typename Visit>
    void near(double west, double south, double east, double north, Visit&& visit) const {
        for (std::int64_t j = bucket_of(south); j <= bucket_of(north); ++j)
            for (std::int64_t i = bucket_of(west); i <= bucket_of(east); ++i)
                if (const auto found = buckets_.find(key(i, j)); found != buckets_.end())
                    for (const std::int32_t number : found->second)
                        visit(number);
    }

  private:
    [[nodiscard]] std::int64_t bucket_of(double value) const {
        return static_cast<std::int64_t>(std::floor(value / bucket_));
    }
    static std::int64_t key(std::int64_t i, std::int64_t j) { return i * 0x40000000 + j; }

    double bucket_;
    std::unordered_map<std::int64_t, std::vector<std::int32_t>> buckets_;
};

}  // namespace liriver::mesh::surface
