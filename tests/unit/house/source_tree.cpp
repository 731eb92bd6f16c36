#include "tests/unit/house/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

namespace liriver::tests::house {

namespace {
namespace fs = std::filesystem;

constexpr std::array folders{"mesh", "solver", "data", "viz", "scenarios", "tests", "docs", "cmake", ".ci", "findings"};
constexpr std::array not_text{".png", ".tif", ".gpkg", ".asc", ".csv"};

SourceFile read(const fs::path& file, const fs::path& root) {
    SourceFile source{file.lexically_relative(root).generic_string(), {}};
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        source.lines.push_back(line);
    return source;
}

// Folders of outputs, which .gitignore names as "/path/": what a user has made there is not the project's.
std::vector<std::string> output_folders(const fs::path& root) {
    std::vector<std::string> outputs;
    std::ifstream ignored(root / ".gitignore");
    for (std::string line; std::getline(ignored, line);)
        if (line.size() > 2 && line.front() == '/' && line.back() == '/')
            outputs.push_back(line.substr(1));
    return outputs;
}
}  // namespace

std::string SourceFile::folder() const { return fs::path(path).parent_path().generic_string(); }

std::string SourceFile::extension() const { return fs::path(path).extension().string(); }

std::string SourceFile::at(std::size_t index) const { return path + ":" + std::to_string(index + 1); }

std::vector<SourceFile> read_source_tree(const fs::path& root) {
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::directory_iterator(root))
        if (entry.is_regular_file() &&
            entry.path().filename() != ".git")  // which points elsewhere in a linked work tree
            paths.push_back(entry.path());
    for (const char* folder : folders)
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder))
            if (entry.is_regular_file())
                paths.push_back(entry.path());
    const std::vector<std::string> outputs = output_folders(root);
    const auto is_output = [&](const fs::path& path) {
        const std::string name = path.lexically_relative(root).generic_string();
        return std::any_of(outputs.begin(), outputs.end(),
                           [&](const std::string& folder) { return name.rfind(folder, 0) == 0; });
    };
    std::vector<SourceFile> files;
    for (const fs::path& path : paths)
        if (!is_output(path) &&
            std::find(not_text.begin(), not_text.end(), path.extension().string()) == not_text.end())
            files.push_back(read(path, root));
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::vector<SourceFile> read_cpp_files(const fs::path& root) {
    std::vector<SourceFile> files = read_source_tree(root);
    const auto is_other = [](const SourceFile& file) { return file.extension() != ".h" && file.extension() != ".cpp"; };
    files.erase(std::remove_if(files.begin(), files.end(), is_other), files.end());
    return files;
}

bool lies_in(const std::string& folder, const std::string& room) {
    return folder == room || folder.compare(0, room.size() + 1, room + "/") == 0;
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

std::vector<std::vector<std::string>> read_table(const SourceFile& page, const std::string& heading) {
    std::vector<std::vector<std::string>> rows;
    auto line = std::find(page.lines.begin(), page.lines.end(), heading);
    line = std::find_if(line, page.lines.end(), [](const std::string& text) { return text.compare(0, 1, "|") == 0; });
    for (; line != page.lines.end() && line->compare(0, 1, "|") == 0; ++line) {
        std::string plain = line->substr(1);
        plain.erase(std::remove(plain.begin(), plain.end(), '`'), plain.end());
        std::istringstream stream(plain);
        std::vector<std::string> cells;
        for (std::string cell; std::getline(stream, cell, '|');)
            cells.push_back(cell);
        rows.push_back(cells);
    }
    if (rows.size() >= 2)
        rows.erase(rows.begin(), rows.begin() + 2);  // the head and the rule below it
    return rows;
}

}  // namespace liriver::tests::house
