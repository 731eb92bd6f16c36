#pragma once
// The time-dependent part of a result file, whatever its mesh: fields gathered over some levels, then written as one
// block.
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "data/results/netcdf.h"
#include "data/tables/time.h"
#include "mesh/field/field.h"

namespace liriver::data::results {

/// Where the fields of a location live in the file: its dimension (unused for the network), length, and fixed
/// attributes.
struct LocationInFile {
    int dimension = -1;
    std::size_t length = 1;
    std::string coordinates;  ///< the CF coordinates attribute; empty: none
};

/// Defines `time` and one variable a field, and appends levels to them. Throws NetcdfError.
class Levels {
  public:
    /// `where` tells for each location of the fields where it lives. `start`: the run's; the file counts seconds
    /// from the midnight UTC before it.
    Levels(Netcdf& file, const std::string& mesh_name, tables::Time start, std::vector<mesh::field::Description> fields,
           const std::function<LocationInFile(mesh::field::Location)>& where);

    /// The fields must be those of the constructor, in their order, and the time later than the last. They reach the
    /// file when a block is full or some seconds after those before, so that a reader of a slow run sees every level.
    void append(Netcdf& file, tables::Time time, std::span<const mesh::field::Field> fields);
    void flush(Netcdf& file);  ///< now, with the file's own tables
    /// What was handed over and is not known to be on the disk, before compression.
    [[nodiscard]] std::uintmax_t bytes_unwritten() const;

  private:
    void write_gathered(Netcdf& file);
    void sync(Netcdf& file);
    struct Column {
        mesh::field::Description description;
        int variable = -1;
        std::size_t length = 1;  ///< values a level
        std::size_t width = 0;   ///< length of the second dimension; 0: none
        std::vector<double> gathered;
    };
    tables::Time start_;
    tables::Time last_;
    int time_variable_ = -1;
    std::vector<double> times_;
    std::vector<Column> columns_;
    std::size_t block_ = 1;    ///< levels in a chunk
    std::size_t written_ = 0;  ///< levels in the file
    std::size_t synced_ = 0;   ///< of them, those that were flushed with the file
    bool again_ = false;       ///< the last block written was begun by a flush before
    std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
    std::optional<std::chrono::steady_clock::time_point> last_sync_;
};

/// The levels' times as read back, and the run's start (of a file of another program: what it counts from).
struct TimeAxis {
    tables::Time start;
    std::vector<tables::Time> times;
};

/// Reads `time`. Throws NetcdfError when it is not as `Levels` writes it.
[[nodiscard]] TimeAxis read_time_axis(const Netcdf& file);

}  // namespace liriver::data::results
