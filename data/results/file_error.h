#pragma once
// What a library says of a file that it could not read or write.
#include <stdexcept>
#include <string>

namespace liriver::data::results {

class FileError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
    FileError(const std::string& what, int code) : std::runtime_error(what), code_(code) {}
    /// The errno of the call, where it was set to 0 before it.
    [[nodiscard]] int code() const { return code_; }

  private:
    int code_ = 0;
};

}  // namespace liriver::data::results
