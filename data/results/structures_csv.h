#pragma once
// structures.csv: one row a structure and output time.
#include <chrono>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/csv_metadata.h"
#include "data/results/row_file.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// What one structure does at one time. A stage that is not there (outside the model) is NaN: an empty cell.
struct StructureRow {
    std::string_view structure, kind;
    double discharge = 0.0;                   ///< m3/s, positive from its upper side (`from`) to its lower (`to`)
    double setting = 0.0;                     ///< in the unit its kind has
    double stage_up = 0.0, stage_down = 0.0;  ///< m above the project's vertical datum
};

/// The columns of structures.csv.
[[nodiscard]] std::vector<TableColumn> structure_columns();

/// Writes them under `<path>.part`, renamed to `path` when closed. Whole rows reach the system at every append. Numbers
/// have ten significant digits at most.
class StructuresCsv {
  public:
    /// `time_zone`: the local clock, from UTC. Fails when the file cannot be made.
    static tl::expected<StructuresCsv, mesh::field::Error> create(const std::filesystem::path& path,
                                                                  std::chrono::minutes time_zone);
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time, std::span<const StructureRow> rows);
    /// Closes and, where it is whole, gives the file its final name.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole) {
        return file_.close(ending);
    }

  private:
    StructuresCsv(RowFile file, std::chrono::minutes time_zone) : file_(std::move(file)), time_zone_(time_zone) {}
    RowFile file_;
    std::chrono::minutes time_zone_;
};

}  // namespace liriver::data::results
