#include "data/results/row_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <iterator>

namespace liriver::data::results {

using mesh::field::Error;

tl::expected<RowFile, Error> RowFile::create(const std::filesystem::path& path) {
    std::FILE* const file = std::fopen(part_name(path).c_str(), "wb");
    if (file == nullptr)
        return tl::make_unexpected(cannot_write(path, errno, 0));
    return RowFile(path, file);
}

tl::expected<void, Error> RowFile::put(const std::string& text) {
    if (trouble_ == 0) {
        if (std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() && std::fflush(file_.get()) == 0)
            return {};
        trouble_ = errno != 0 ? errno : EIO;
        missing_ = text.size();
    }
    return tl::make_unexpected(cannot_write(path_, trouble_, missing_));
}

tl::expected<void, Error> RowFile::close(Ending ending) {
    if (!file_)
        return {};
    if (std::fclose(file_.release()) != 0 && trouble_ == 0)
        trouble_ = errno != 0 ? errno : EIO;
    if (trouble_ != 0)
        return tl::make_unexpected(cannot_write(path_, trouble_, missing_));
    return ending == Ending::whole ? publish(path_) : tl::expected<void, Error>{};
}

void append_number(std::string& row, double value) {
    row += ',';
    if (!std::isnan(value))
        fmt::format_to(std::back_inserter(row), "{:.10g}", value == 0.0 ? 0.0 : value);
}

}  // namespace liriver::data::results
