#pragma once
// reservoirs.csv: one row a reservoir with a pool and output time.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "data/results/csv_metadata.h"
#include "data/results/row_file.h"
#include "data/tables/time.h"

namespace liriver::data::results {

/// What one pool shows: level and volume at that time, means since the row before. NaN: an empty cell.
struct ReservoirRow {
    std::string reservoir;
    double level = 0.0, volume = 0.0;                                  ///< m, m3
    double inflow = 0.0, release = 0.0, spill = 0.0, shortfall = 0.0;  ///< m3/s
    std::vector<double> outlets;                                       ///< m3/s, one a column of outlets
};

/// The columns of reservoirs.csv, the last of them `<outlet>_m3_s` for each outlet of any reservoir.
[[nodiscard]] std::vector<TableColumn> reservoir_columns(const std::vector<std::string>& outlets);

class ReservoirsCsv {
  public:
    static tl::expected<ReservoirsCsv, mesh::field::Error> create(const std::filesystem::path& path,
                                                                  std::chrono::minutes time_zone,
                                                                  const std::vector<std::string>& outlets);
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time,
                                                                const std::vector<ReservoirRow>& rows);
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole) {
        return file_.close(ending);
    }

  private:
    ReservoirsCsv(RowFile file, std::chrono::minutes time_zone) : file_(std::move(file)), time_zone_(time_zone) {}
    RowFile file_;
    std::chrono::minutes time_zone_;
};

}  // namespace liriver::data::results
