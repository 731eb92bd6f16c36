#pragma once
// The few netCDF calls our files need, each checked: trouble is a NetcdfError, which the public functions of this room
// turn into an Error. netCDF's own header stays in netcdf.cpp.
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace liriver::data::results {

class NetcdfError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

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
    /// The text of an attribute; empty when there is none.
    [[nodiscard]] std::string text_attribute(int variable, const std::string& name) const;
    [[nodiscard]] std::vector<double> read_doubles(int variable) const;
    [[nodiscard]] std::vector<std::int32_t> read_integers(int variable) const;
    [[nodiscard]] std::vector<std::string> read_texts(int variable) const;
    [[nodiscard]] std::vector<double> read_row(int variable, std::size_t row) const;

  private:
    explicit Netcdf(int id) : id_(id) {}
    /// How many values a variable holds. Refuses more than a file of this size can.
    [[nodiscard]] std::size_t count(int variable) const;

    int id_ = -1;
    std::uintmax_t most_values_ = 0;  ///< of an opened file
};

}  // namespace liriver::data::results
