#include "data/tables/csv_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include "data/tables/file.h"

namespace liriver::data::tables {

namespace {
constexpr std::size_t buffer_size = 64 * 1024;

Problem cannot_write(const std::filesystem::path& path, int error) {
    Problem problem;
    problem.file = path.string();
    problem.code = "cannot-write";
    problem.found = std::generic_category().message(error);
    problem.expected = "a place that can be written";
    return problem;
}
}  // namespace

std::string format_number(double value) {
    if (std::isnan(value))
        return {};
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

std::string quote_cell(std::string_view text) {
    const bool plain =
        text.empty() || (text.find_first_of(",\"\r\n") == std::string_view::npos && text.front() != ' ' &&
                         text.back() != ' ' && text.front() != '\t' && text.back() != '\t' && text.front() != '#');
    if (plain)
        return std::string(text);
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"')
            quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

CsvWriter::CsvWriter(std::filesystem::path path, int descriptor, std::size_t columns)
    : path_(std::move(path)), temporary_(temporary_name(path_)), descriptor_(descriptor), columns_(columns) {}

CsvWriter::CsvWriter(CsvWriter&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      columns_(other.columns_),
      cells_(other.cells_),
      error_(other.error_),
      buffer_(std::move(other.buffer_)) {}

CsvWriter::~CsvWriter() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(temporary_.c_str());
    }
}

tl::expected<CsvWriter, Problem> CsvWriter::open(const std::filesystem::path& path,
                                                 const std::vector<std::string>& columns,
                                                 const std::vector<std::string>& comments) {
    const int descriptor = ::open(temporary_name(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return tl::make_unexpected(cannot_write(path, errno));
    CsvWriter writer(path, descriptor, columns.size());
    for (const std::string& comment : comments)
        writer.buffer_ += "# " + comment + "\n";
    for (const std::string& column : columns)
        writer.text(column);
    writer.end_row();
    return writer;
}

void CsvWriter::cell(std::string_view text) {
    if (cells_ > 0)
        buffer_ += ',';
    buffer_ += text;
    ++cells_;
}

CsvWriter& CsvWriter::text(std::string_view value) {
    cell(quote_cell(value));
    return *this;
}

CsvWriter& CsvWriter::number(double value) {
    cell(format_number(value));
    return *this;
}

CsvWriter& CsvWriter::integer(std::int64_t value) {
    cell(std::to_string(value));
    return *this;
}

void CsvWriter::end_row() {
    assert(cells_ == columns_);
    buffer_ += '\n';
    cells_ = 0;
    if (buffer_.size() >= buffer_size)
        flush();
}

void CsvWriter::flush() {
    std::string_view rest = buffer_;
    while (error_ == 0 && !rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            error_ = errno;
    }
    buffer_.clear();
}

tl::expected<void, Problem> CsvWriter::finish() {
    assert(descriptor_ >= 0);
    flush();
    if (::fsync(descriptor_) != 0 && error_ == 0)
        error_ = errno;
    if (::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0)
        error_ = errno;
    if (error_ == 0 && ::rename(temporary_.c_str(), path_.c_str()) != 0)
        error_ = errno;
    if (error_ != 0) {
        ::unlink(temporary_.c_str());
        return tl::make_unexpected(cannot_write(path_, error_));
    }
    return {};
}

}  // namespace liriver::data::tables
