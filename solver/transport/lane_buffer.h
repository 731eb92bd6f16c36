#pragma once
// Memory that vectors of any width may be read from.
#include <cstddef>
#include <memory>
#include <new>

namespace liriver::solver::transport {

/// Doubles that vectors may be read from and written to; their number is fixed at construction.
class LaneBuffer {
  public:
    explicit LaneBuffer(std::size_t count) : data_(new (alignment) double[count == 0 ? 1 : count]()) {}
    [[nodiscard]] double* data() { return data_.get(); }
    [[nodiscard]] const double* data() const { return data_.get(); }
    double& operator[](std::size_t i) { return data_[i]; }
    const double& operator[](std::size_t i) const { return data_[i]; }

  private:
    static constexpr std::align_val_t alignment{64};
    struct Release {
        void operator()(double* data) const { ::operator delete[](data, alignment); }
    };
    std::unique_ptr<double[], Release> data_;
};

}  // namespace liriver::solver::transport
