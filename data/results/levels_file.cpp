#include "data/results/levels_file.h"

#include <utility>

namespace liriver::data::results {

using mesh::field::Error;

LevelsFile::LevelsFile(std::filesystem::path path) : path_(std::move(path)), file_(Netcdf::create(part_name(path_))) {}

void LevelsFile::begin_levels(const std::string& mesh_name, tables::Time start,
                              std::vector<mesh::field::Description> fields,
                              const std::function<LocationInFile(mesh::field::Location)>& where) {
    levels_.emplace(file_, mesh_name, start, std::move(fields), where);
}

Error LevelsFile::failed(const NetcdfError& error) {
    if (!trouble_ && is_no_room(error.code()))
        trouble_ = error;
    return unwritten(path_, error, levels_->bytes_unwritten());
}

tl::expected<void, Error> LevelsFile::append(tables::Time time, std::span<const mesh::field::Field> fields) {
    return attempt([&] { levels_->append(file_, time, fields); });
}

tl::expected<void, Error> LevelsFile::flush() {
    return attempt([&] { levels_->flush(file_); });
}

tl::expected<void, Error> LevelsFile::close(Ending ending) {
    if (!open_)
        return {};
    open_ = false;
    auto closed = attempt([&] {
        if (trouble_)
            throw NetcdfError(*trouble_);
        levels_->flush(file_);
        file_.close();
    });
    return closed && ending == Ending::whole ? publish(path_) : closed;
}

}  // namespace liriver::data::results
