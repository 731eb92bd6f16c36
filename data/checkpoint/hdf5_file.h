#pragma once
// The few HDF5 calls a checkpoint needs, each checked: trouble is an Hdf5Error. HDF5's own header stays in
// hdf5_file.cpp.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "data/results/file_error.h"

namespace liriver::data::checkpoint {

class Hdf5Error : public results::FileError {
  public:
    using FileError::FileError;
};

/// An open HDF5 file of flat arrays in groups. Written files carry no times, so equal content gives equal bytes.
class Hdf5File {
  public:
    static Hdf5File create(const std::filesystem::path& path);
    static Hdf5File open(const std::filesystem::path& path);
    Hdf5File(Hdf5File&& other) noexcept;
    Hdf5File(const Hdf5File&) = delete;
    Hdf5File& operator=(const Hdf5File&) = delete;
    Hdf5File& operator=(Hdf5File&&) = delete;
    ~Hdf5File();
    void close();

    void make_group(const std::string& group);
    void write(const std::string& group, const std::string& name, std::span<const double> values);
    void write(const std::string& group, const std::string& name, std::span<const std::int64_t> values);
    /// `object` is "/" or "group/name".
    void write_attribute(const std::string& object, const std::string& name, const std::string& value);
    void write_attribute(const std::string& object, const std::string& name, std::int64_t value);
    void write_attribute(const std::string& object, const std::string& name, std::uint64_t value);

    /// The names in a group, sorted.
    [[nodiscard]] std::vector<std::string> names(const std::string& group) const;
    [[nodiscard]] std::vector<double> read_doubles(const std::string& group, const std::string& name) const;
    [[nodiscard]] std::vector<std::int64_t> read_integers(const std::string& group, const std::string& name) const;
    [[nodiscard]] std::string text_attribute(const std::string& object, const std::string& name) const;
    [[nodiscard]] std::int64_t integer_attribute(const std::string& object, const std::string& name) const;
    [[nodiscard]] std::uint64_t unsigned_attribute(const std::string& object, const std::string& name) const;

  private:
    explicit Hdf5File(std::int64_t id) : id_(id) {}
    std::int64_t id_ = -1;
};

}  // namespace liriver::data::checkpoint
