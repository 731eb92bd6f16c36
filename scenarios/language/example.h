#pragma once
// The scenario that `liriver new` writes: small, complete, and explained line by line.
#include <string>
#include <vector>

namespace liriver::scenarios::language {

struct ExampleFile {
    std::string name;  ///< relative to the new folder
    std::string text;
};

/// The files of the example; the first is the scenario.
[[nodiscard]] std::vector<ExampleFile> example_files();

}  // namespace liriver::scenarios::language
