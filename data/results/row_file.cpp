#include "data/results/row_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <iterator>
#include <system_error>

#include "data/results/atomic_file.h"

namespace liriver::data::results {

using mesh::field::Error;

namespace {
tl::unexpected<Error> cannot_write(const std::filesystem::path& path) {
    return tl::make_unexpected(
        Error{path.string(), std::generic_category().message(errno), "a file that can be written"});
}
}  // namespace

tl::expected<RowFile, Error> RowFile::create(const std::filesystem::path& path) {
    std::FILE* const file = std::fopen(part_name(path).c_str(), "wb");
    if (file == nullptr)
        return cannot_write(path);
    return RowFile(path, file);
}

tl::expected<void, Error> RowFile::put(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() && std::fflush(file_.get()) == 0)
        return {};
    return cannot_write(path_);
}

tl::expected<void, Error> RowFile::close() {
    if (!file_)
        return {};
    if (std::fclose(file_.release()) != 0)
        return cannot_write(path_);
    return publish(path_);
}

void append_number(std::string& row, double value) {
    row += ',';
    if (!std::isnan(value))
        fmt::format_to(std::back_inserter(row), "{:.10g}", value == 0.0 ? 0.0 : value);
}

}  // namespace liriver::data::results
