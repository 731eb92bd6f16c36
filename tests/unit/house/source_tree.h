#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace liriver::tests::house {

/// One file of the project: its path from the source root, with forward slashes, and its lines without their ends.
struct SourceFile {
    std::string path;
    std::vector<std::string> lines;

    /// The folder that holds the file, "mesh/gis"; empty for files at the root.
    [[nodiscard]] std::string folder() const;
    /// The path's last part from its last dot on, ".cpp"; empty when there is none.
    [[nodiscard]] std::string extension() const;
    /// "mesh/gis/raster.cpp:12", for messages; `index` counts from 0.
    [[nodiscard]] std::string at(std::size_t index) const;
};

/// The project's text files, sorted by path: everything in its folders, and what lies at the root. Tables of numbers
/// and pictures are left out, and so are builds and results, which live in folders of other names.
[[nodiscard]] std::vector<SourceFile> read_source_tree(const std::filesystem::path& root);

/// Those of them that are C++.
[[nodiscard]] std::vector<SourceFile> read_cpp_files(const std::filesystem::path& root);

/// True when `folder` is `room` or lies inside it.
[[nodiscard]] bool lies_in(const std::string& folder, const std::string& room);

/// The cells of each row of the Markdown table that follows the heading, without the head and without the backticks.
[[nodiscard]] std::vector<std::vector<std::string>> read_table(const SourceFile& page, const std::string& heading);

/// The words of a text, split at blanks.
[[nodiscard]] std::vector<std::string> words(const std::string& text);

}  // namespace liriver::tests::house
