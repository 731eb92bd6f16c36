#pragma once
// GDAL's global state, kept in one place: drivers registered once, messages caught instead of printed. For whatever
// reads or writes through GDAL.
#include <string>

namespace liriver::mesh::gis {

/// Registers GDAL's drivers the first time it is called.
void register_drivers();

/// While it lives, errors that GDAL raises on this thread are collected here and not printed.
class ErrorCollector {
  public:
    ErrorCollector();
    ~ErrorCollector();
    ErrorCollector(const ErrorCollector&) = delete;
    ErrorCollector& operator=(const ErrorCollector&) = delete;

    /// True when GDAL raised an error of class failure or fatal since construction.
    [[nodiscard]] bool failed() const { return failed_; }
    /// The first failure's words (later ones are its consequences); a plain sentence when there were none.
    [[nodiscard]] std::string message() const;

    /// For GDAL's callback only.
    void take(bool failure, const char* words);

  private:
    bool failed_ = false;
    std::string first_;
};

}  // namespace liriver::mesh::gis
