#pragma once
// The time-dependent part of a result file, whatever its mesh: fields gathered over some levels, then written as one
// block.
#include <functional>
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
    /// `where` tells for each location of the fields where it lives. `start`: the time that the file counts seconds
    /// from, whole seconds.
    Levels(Netcdf& file, const std::string& mesh_name, tables::Time start, std::vector<mesh::field::Description> fields,
           const std::function<LocationInFile(mesh::field::Location)>& where);

    /// The fields must be those of the constructor, in their order, and the time later than the last.
    void append(Netcdf& file, tables::Time time, std::span<const mesh::field::Field> fields);
    void flush(Netcdf& file);

  private:
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
};

/// The levels' times as read back, and the time the file counts from.
struct TimeAxis {
    tables::Time start;
    std::vector<tables::Time> times;
};

/// Reads `time`. Throws NetcdfError when it is not as `Levels` writes it.
[[nodiscard]] TimeAxis read_time_axis(const Netcdf& file);

}  // namespace liriver::data::results
