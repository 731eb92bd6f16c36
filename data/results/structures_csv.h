#pragma once
// structures.csv: one row a structure and output time.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

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

/// Writes `time_utc,time_local,structure,kind,discharge_m3_s,setting,stage_up_m,stage_down_m` under `<path>.part`,
/// renamed to `path` when closed. Whole rows reach the system at every append. Numbers have ten significant digits at
/// most.
class StructuresCsv {
  public:
    /// `time_zone`: the local clock, from UTC. Fails when the file cannot be made.
    static tl::expected<StructuresCsv, mesh::field::Error> create(const std::filesystem::path& path,
                                                                  std::chrono::minutes time_zone);
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time, std::span<const StructureRow> rows);
    /// Closes and gives the file its final name.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close();

  private:
    struct Closer {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    [[nodiscard]] mesh::field::Error trouble() const;

    std::filesystem::path path_;
    std::chrono::minutes time_zone_{0};
    std::unique_ptr<std::FILE, Closer> file_;
};

}  // namespace liriver::data::results
