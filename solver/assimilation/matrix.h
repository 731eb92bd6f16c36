#pragma once
// Sensitivities of many observed values to a few parameters, column by column.
#include <cstddef>
#include <span>
#include <vector>

namespace liriver::solver::assimilation {

/// [rows * columns] doubles, one column after another: column j is the derivative by parameter j.
struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<double> values;

    Matrix() = default;
    Matrix(std::size_t row_count, std::size_t column_count)
        : rows(row_count), columns(column_count), values(row_count * column_count) {}

    [[nodiscard]] std::span<double> column(std::size_t j) { return {values.data() + j * rows, rows}; }
    [[nodiscard]] std::span<const double> column(std::size_t j) const { return {values.data() + j * rows, rows}; }
};

}  // namespace liriver::solver::assimilation
