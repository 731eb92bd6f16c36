#pragma once
// A text file that grows row by row under a temporary name. Internal to this module.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "data/results/atomic_file.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// Writes under `<path>.part`, renamed to `path` when closed as whole; whole texts reach the system at every `put`. A
/// file that lacks a text (a full disk) never gets its own name, nor one that is not closed.
class RowFile {
  public:
    static tl::expected<RowFile, mesh::field::Error> create(const std::filesystem::path& path);
    [[nodiscard]] tl::expected<void, mesh::field::Error> put(const std::string& text);
    /// Fails where a `put` before it did.
    [[nodiscard]] tl::expected<void, mesh::field::Error> close(Ending ending = Ending::whole);
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    struct Closer {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    RowFile(std::filesystem::path path, std::FILE* file) : path_(std::move(path)), file_(file) {}

    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Closer> file_;
    int trouble_ = 0;             // errno of the put that failed
    std::uintmax_t missing_ = 0;  // bytes that it had
};

/// Adds ",value" with ten significant digits at most; nothing after the comma for NaN.
void append_number(std::string& row, double value);

}  // namespace liriver::data::results
