#pragma once
// A text file that grows row by row under a temporary name. Private to this room.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "mesh/field/error.h"

namespace liriver::data::results {

/// Writes under `<path>.part`, renamed to `path` when closed; whole texts reach the system at every `put`.
class RowFile {
  public:
    static tl::expected<RowFile, mesh::field::Error> create(const std::filesystem::path& path);
    [[nodiscard]] tl::expected<void, mesh::field::Error> put(const std::string& text);
    [[nodiscard]] tl::expected<void, mesh::field::Error> close();

  private:
    struct Closer {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    RowFile(std::filesystem::path path, std::FILE* file) : path_(std::move(path)), file_(file) {}

    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Closer> file_;
};

/// Adds ",value" with ten significant digits at most; nothing after the comma for NaN.
void append_number(std::string& row, double value);

}  // namespace liriver::data::results
