#pragma once
// The few netCDF calls our files need, each checked: trouble is a NetcdfError, which the public functions of this
// module turn into an Error. netCDF's own header stays in netcdf.cpp.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "data/results/file_error.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

class NetcdfError : public FileError {
  public:
    using FileError::FileError;
};

/// The error of a file that could not be written: for want of room (with the bytes that were to be written), or as
/// netCDF says it.
[[nodiscard]] mesh::field::Error unwritten(const std::filesystem::path& path, const NetcdfError& trouble,
                                           std::uintmax_t bytes, const std::string& expected = "");

/// An open file; closed by the destructor if not before. Dimensions and variables are netCDF's own small numbers.
class Netcdf {
  public:
    enum class Type { int32, float64, text };

    static Netcdf create(const std::filesystem::path& path);
    static Netcdf open(const std::filesystem::path& path);
    Netcdf(Netcdf&& other) noexcept : id_(std::exchange(other.id_, -1)), most_values_(other.most_values_) {}
    Netcdf& operator=(Netcdf&& other) noexcept;
    Netcdf(const Netcdf&) = delete;
    Netcdf& operator=(const Netcdf&) = delete;
    ~Netcdf();

    int unlimited(const std::string& name);
    int dimension(const std::string& name, std::size_t length);
    int variable(const std::string& name, Type type, std::span<const int> dimensions);
    /// Chunk lengths, one a dimension, with byte shuffling and deflate at level 1; unwritten values read as NaN.
    void pack(int variable, std::span<const std::size_t> chunk);

    /// `variable` = whole_file for global attributes. Texts are UTF-8.
    static constexpr int whole_file = -1;
    void attribute(int variable, const std::string& name, const std::string& value);
    void attribute(int variable, const std::string& name, std::int32_t value);
    void attribute(int variable, const std::string& name, double value);
    void attribute(int variable, const std::string& name, std::span<const double> values);
    void end_definitions();

    void write(int variable, std::span<const double> values);
    void write(int variable, std::span<const std::int32_t> values);
    /// The one value of a variable without dimensions.
    void write(int variable, std::int32_t value) { write(variable, std::span<const std::int32_t>(&value, 1)); }
    /// Texts of any length, UTF-8.
    void write(int variable, const std::vector<std::string>& texts);
    /// Rows [first, first + count) along the first dimension, `width` values each (0: the variable has one dimension
    /// only).
    void write_rows(int variable, std::size_t first, std::size_t count, std::size_t width,
                    std::span<const double> values);
    void sync();
    void close();

    [[nodiscard]] bool has_variable(const std::string& name) const;
    [[nodiscard]] int find_variable(const std::string& name) const;
    [[nodiscard]] int variable_count() const;
    [[nodiscard]] std::string variable_name(int variable) const;
    [[nodiscard]] std::vector<std::string> dimension_names(int variable) const;
    [[nodiscard]] std::vector<std::size_t> lengths(int variable) const;
    /// The text of an attribute, of type NC_CHAR or one NC_STRING; empty when there is none.
    [[nodiscard]] std::string text_attribute(int variable, const std::string& name) const;
    /// A number of an attribute; nothing when there is none.
    [[nodiscard]] std::optional<double> number_attribute(int variable, const std::string& name) const;
    [[nodiscard]] bool is_integer(int variable) const;
    [[nodiscard]] std::vector<double> read_doubles(int variable) const;
    /// Whole numbers of any type, floating ones too (as other programs save those that have a fill value): what is
    /// missing, NaN or `_FillValue`, is -1.
    [[nodiscard]] std::vector<std::int32_t> read_integers(int variable) const;
    /// Numbers of nodes, edges or faces, counted from 0 whatever the variable's `start_index` is; -1: none.
    [[nodiscard]] std::vector<std::int32_t> read_indices(int variable) const;
    [[nodiscard]] std::vector<std::int64_t> read_long_integers(int variable) const;
    [[nodiscard]] std::vector<std::string> read_texts(int variable) const;
    [[nodiscard]] std::vector<double> read_row(int variable, std::size_t row) const;

  private:
    explicit Netcdf(int id) : id_(id) {}
    void expect_numbers(int variable) const;
    void look_around() const;
    /// How many values a variable holds. Refuses more than a file of this size can.
    [[nodiscard]] std::size_t count(int variable) const;

    int id_ = -1;
    std::uintmax_t most_values_ = 0;  ///< of an opened file
};

}  // namespace liriver::data::results
