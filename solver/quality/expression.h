#pragma once
// A user's own rate: an expression of named values, compiled once.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "solver/quality/problem.h"

namespace liriver::solver::quality {

/// Operators ^ * / + - < <= > >= == != && || and c ? a : b, in the usual order: a sign goes after the power, so -x^2 is
/// -(x^2), and x^y^z is x^(y^z). Functions: sin cos tan asin acos atan atan2 sinh cosh tanh exp ln log (both natural)
/// log2 log10 sqrt abs sign rint min max sum avg, and oxygen_saturation(temperature, altitude) in mg/L. Constants: _pi
/// and _e. Nothing is assigned.
class Expression {
  public:
    Expression();
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;
    Expression(const Expression&);  ///< a copy of its own, for another thread
    Expression& operator=(const Expression&) = delete;
    ~Expression();

    /// Compiles `text`, in which `variables` may stand (each a letter or _ and letters, digits, _). All unknown names
    /// are told, each with line and column; otherwise the first error of syntax. `problems` gets `where` and `key`.
    /// False if there was one.
    bool compile(const std::string& text, const std::vector<std::string>& variables, const Problem& told_as,
                 std::vector<Problem>& problems);

    /// Places in `variables` of those that the expression uses, ascending.
    [[nodiscard]] const std::vector<std::size_t>& used() const { return used_; }
    /// Its value with one value for each of `used()`, in that order. Division by zero gives infinities. Not from two
    /// threads at once.
    [[nodiscard]] double value(std::span<const double> of_used) const;

  private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    std::vector<std::size_t> used_;
};

/// A name as expressions write it: what is not an ASCII letter, a digit, an underscore or part of a non-ASCII letter
/// becomes an underscore ("NH3-N": "NH3_N"); one is put before a digit at the start.
std::string as_identifier(std::string_view name);

}  // namespace liriver::solver::quality
