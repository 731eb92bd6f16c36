#pragma once
// tagged_sources.csv: what each source contributes to a tagged constituent, one row a station, source and output time.
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/results/csv_metadata.h"
#include "data/results/row_file.h"
#include "data/tables/time.h"

namespace liriver::data::results {

/// NaN: an empty cell. The views hold until the row is written.
struct TaggedRow {
    std::string_view station, constituent, unit, kind, source;
    double concentration = 0.0;  ///< in the unit
    double share = 0.0;          ///< of the constituent's concentration
};

[[nodiscard]] std::vector<TableColumn> tagged_columns();

class TaggedSourcesCsv {
  public:
    static tl::expected<TaggedSourcesCsv, mesh::field::Error> create(const std::filesystem::path& path,
                                                                     std::chrono::minutes time_zone);
    [[nodiscard]] tl::expected<void, mesh::field::Error> append(tables::Time time, const std::vector<TaggedRow>& rows);
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole) {
        return file_.close(ending);
    }

  private:
    TaggedSourcesCsv(RowFile file, std::chrono::minutes time_zone) : file_(std::move(file)), time_zone_(time_zone) {}
    RowFile file_;
    std::chrono::minutes time_zone_;
};

}  // namespace liriver::data::results
