#pragma once
// The kinetics of one block of volumes: its arrays and the rates and derivatives in them.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/quality/lane_kernels.h"
#include "solver/quality/plan.h"

namespace liriver::solver::quality {

/// Arrays over lanes: [rows][lanes], all in one piece.
class LaneArray {
  public:
    LaneArray() = default;
    explicit LaneArray(std::size_t rows) : values_(rows * lanes, 0.0) {}
    double* row(std::size_t k) { return values_.data() + k * lanes; }
    [[nodiscard]] const double* row(std::size_t k) const { return values_.data() + k * lanes; }
    double* data() { return values_.data(); }
    [[nodiscard]] const double* data() const { return values_.data(); }
    [[nodiscard]] std::size_t size() const { return values_.size(); }

  private:
    std::vector<double> values_;
};

/// Where the derivatives of the rates go, and what the implicit step's matrix holds: of the plan alone.
struct JacobianPlan {
    struct Column {
        std::size_t evaluation, input;  ///< whose outputs are differentiated by which of its inputs
        std::size_t first;              ///< column of derivatives of the first output
    };
    std::vector<Column> columns;
    std::size_t derivatives = 0;
    struct Derivative {
        std::size_t reaction, constituent;
    };
    std::vector<Derivative> of;  ///< [derivatives]
    std::vector<JacobianEntry> entries;
    std::vector<JacobianEntry> diagonal;  ///< those of the diagonal, by row
    std::vector<std::uint8_t> pattern;    ///< [n * n] with what elimination fills in

    explicit JacobianPlan(const Plan& plan);
};

/// A thread's own: nothing is allocated after construction.
class Block {
  public:
    Block(const Plan& plan, const JacobianPlan& jacobian);
    Block(const Block&) = delete;  // its arrays point into each other
    Block& operator=(const Block&) = delete;

    static constexpr std::size_t stages = 5;

    // Filled by the caller before `prepare`
    LaneArray concentration;  ///< [constituents] now
    LaneArray place;          ///< [quantities] at the start
    LaneArray place_change;   ///< [quantities] from the start to the end, of those that change
    std::array<bool, quantity_count> changing{};
    std::vector<const double*> areal;  ///< [constituents] the true depth for what is stored, else nullptr
    LaneArray depth{1};                ///< true depth of what is stored

    /// What depends on the place alone, at the start.
    void prepare();
    /// The same at a share of the time, of the laws whose place changes.
    void move_to(double share);
    /// Rates at `values` into those of stage `at`, and what they add up to, per day, into `out`.
    void rates(const double* values, std::size_t at, double* out);
    /// Derivatives of the rates at `values`, whose rates are in stage 0.
    void differentiate(const double* values);

    /// Largest diagonal entry of the Jacobian, 1/d, from the derivatives found last.
    [[nodiscard]] double fastest() const;

    [[nodiscard]] const double* rate(std::size_t at) const { return rate_[at].data(); }
    [[nodiscard]] const LaneArray& derivatives() const { return derivatives_; }
    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const JacobianPlan& jacobian() const { return jacobian_; }

    // Room for the steps
    LaneArray stage, next, error, matrix, extents;
    std::vector<LaneArray> change;         ///< [stages] of concentration, per day
    std::vector<LaneArray> stage_extents;  ///< [4] of the implicit step
    std::vector<double> floor, absolute;   ///< [constituents]

  private:
    void evaluate(std::size_t evaluation, const double* const* input, double* const* output);

    const Plan& plan_;
    const JacobianPlan& jacobian_;
    std::vector<Expression> expressions_;  ///< [evaluations] this thread's own
    std::vector<double> expression_values_;
    LaneArray inputs_;  ///< [constituents + 1] not below 0 where they must not; a row of zeros
    LaneArray here_;    ///< [quantities] at the time of `move_to`
    LaneArray prepared_, derivatives_, perturbed_, moved_;
    std::vector<LaneArray> rate_;                ///< [stages]
    std::vector<const double*> input_pointers_;  ///< of all evaluations
    std::vector<std::size_t> first_input_;
    bool changes_ = false;
    double share_ = 0.0;
    std::vector<const double*> place_pointers_, prepared_pointers_;
    std::vector<double*> prepared_targets_, perturbed_pointers_;
    std::vector<std::vector<double*>> rate_pointers_;
};

}  // namespace liriver::solver::quality
