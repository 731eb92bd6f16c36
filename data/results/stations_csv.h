#pragma once
// stations.csv: one row a station and output time.
#include <chrono>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/csv_metadata.h"
#include "data/results/row_file.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// A constituent's column.
struct ConstituentColumn {
    std::string name;  ///< "NH3-N"
    std::string unit;  ///< as the scenario gives it: "mg/L"
};

/// Smaller concentrations, in the column's unit, are written 0: what spreads in front of a plume falls to numbers like
/// 1e-264, of which 1 mg/L times 1e-30 is less than a molecule in a million cubic metres. The state, its balances and
/// the field files keep what they have.
inline constexpr double least_concentration_written = 1e-30;

/// The concentration as tables show it.
[[nodiscard]] double as_written(double concentration);

/// What one station shows at one time. A value that is not there (no water, so no concentration) is NaN: an empty cell.
struct StationRow {
    std::string_view station;
    double stage = 0.0;                                             ///< m above the project's vertical datum
    double discharge = 0.0;                                         ///< m3/s, summed over the station's sections
    double velocity = 0.0;                                          ///< m/s
    double depth = 0.0;                                             ///< m
    std::span<const double> concentration;                          ///< one a constituent, in the constituent's unit
    double gauge_stage = std::numeric_limits<double>::quiet_NaN();  ///< m on the gauge's own datum
};

/// "NH3-N", "mg/L" -> "NH3-N_mg_L": how a column names its unit.
[[nodiscard]] std::string column_name(std::string_view name, std::string_view unit);

/// What stations.csv holds.
struct StationColumns {
    std::vector<ConstituentColumn> constituents;
    bool gauge_stage = false;  ///< a last column, `gauge_stage_m`: some station's gauge has a datum of its own
};

/// The columns `time_utc,time_local,station,stage_m,discharge_m3_s,velocity_m_s,depth_m,<constituent>_<unit>...`
/// [`,gauge_stage_m`].
[[nodiscard]] std::vector<TableColumn> describe(const StationColumns& columns);

/// Writes rows of those columns under `<path>.part`, renamed to `path` when closed. Whole rows reach the system at
/// every append, so that a killed run leaves a readable `.part`. Numbers have ten significant digits at most.
class StationsCsv {
  public:
    /// `time_zone`: the local clock, from UTC. Fails when the file cannot be made.
    static tl::expected<StationsCsv, mesh::field::Error> create(const std::filesystem::path& path,
                                                                std::chrono::minutes time_zone,
                                                                const StationColumns& columns);

    /// Adds the rows of one time.
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time, std::span<const StationRow> rows);

    /// Closes and, where it is whole, gives the file its final name. Without it the `.part` stays.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole);

  private:
    StationsCsv(RowFile file, std::chrono::minutes time_zone, const StationColumns& columns)
        : file_(std::move(file)),
          time_zone_(time_zone),
          constituents_(columns.constituents.size()),
          gauge_stage_(columns.gauge_stage) {}
    RowFile file_;
    std::chrono::minutes time_zone_;
    std::size_t constituents_;
    bool gauge_stage_;
    std::string rows_;  // reused from append to append
};

}  // namespace liriver::data::results
