#pragma once
// lakes.csv: one row a lake and output time.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "data/results/csv_metadata.h"
#include "data/results/row_file.h"
#include "data/results/stations_csv.h"
#include "data/tables/time.h"

namespace liriver::data::results {

/// What one lake shows at one time. NaN: an empty cell.
struct LakeRow {
    std::string lake;
    double stage = 0.0, volume = 0.0, area = 0.0;  ///< m, m3, m2 of water surface
    double inflow = 0.0, outflow = 0.0;            ///< m3/s, through its reaches and structures
    std::vector<double> concentration;             ///< one a constituent, in the constituent's unit
};

/// The columns of lakes.csv, the last of them `<constituent>_<unit>`.
[[nodiscard]] std::vector<TableColumn> lake_columns(const std::vector<ConstituentColumn>& constituents);

class LakesCsv {
  public:
    static tl::expected<LakesCsv, mesh::field::Error> create(const std::filesystem::path& path,
                                                             std::chrono::minutes time_zone,
                                                             const std::vector<ConstituentColumn>& constituents);
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time, const std::vector<LakeRow>& rows);
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole) {
        return file_.close(ending);
    }

  private:
    LakesCsv(RowFile file, std::chrono::minutes time_zone) : file_(std::move(file)), time_zone_(time_zone) {}
    RowFile file_;
    std::chrono::minutes time_zone_;
};

}  // namespace liriver::data::results
