#include <fmt/format.h>

#include <array>
#include <charconv>

#include "data/meshes/mesh_file.h"
#include "data/meshes/numbered.h"
#include "data/tables/file.h"

namespace liriver::data::meshes {

using data::tables::Problems;

namespace {

constexpr std::int64_t metres = 1000;  // DHI's number of the unit

bool is_integer(std::string_view word) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return !word.empty() && error == std::errc{} && end == word.data() + word.size();
}

/// The number of nodes from the first line: "[quantity unit] nodes projection".
std::optional<std::int64_t> read_head(LineScanner& scanner, MeshFile& file) {
    const bool with_quantity = is_integer(scanner.word(1)) && is_integer(scanner.word(2));
    const std::size_t at = with_quantity ? 2 : 0;
    if (with_quantity) {
        const auto unit = scanner.integer(1, "unit");
        if (unit && *unit != metres)
            scanner.refuse("wrong-unit", "unit", fmt::format("{}", *unit), "1000, DHI's number of the metre");
    }
    const auto count = scanner.integer(at, "number of nodes");
    if (scanner.size() > at + 1)
        file.projection = std::string(
            scanner.whole().substr(static_cast<std::size_t>(scanner.word(at + 1).data() - scanner.whole().data())));
    return count;
}

/// One line of an announced list; a problem when the file ends before it.
bool next_of(LineScanner& scanner, const char* what, std::int64_t announced, std::int64_t have) {
    if (scanner.next())
        return true;
    scanner.refuse("truncated-file", what, fmt::format("the end of the file after {} of them", have),
                   fmt::format("{} as announced", announced));
    return false;
}

void read_cells(LineScanner& scanner, Numbered& numbered) {
    const auto count = scanner.integer(0, "number of elements");
    const auto most_corners = scanner.integer(1, "nodes of an element");
    const auto kind = scanner.integer(2, "kind of element");
    if (!count || !most_corners || !kind)
        return;
    if (!((*kind == 21 && *most_corners == 3) || (*kind == 25 && *most_corners == 4))) {
        scanner.refuse("other-element", "kind of element", fmt::format("{} corners, kind {}", *most_corners, *kind),
                       "3 corners, kind 21 (triangles), or 4 corners, kind 25 (mixed)");
        return;
    }
    for (std::int64_t i = 0; i < *count && next_of(scanner, "element", *count, i); ++i) {
        const auto number = scanner.integer(0, "element");
        std::array<std::int64_t, 4> corners{};
        bool whole = number.has_value();
        for (std::int64_t k = 0; k < *most_corners; ++k) {
            const auto corner = scanner.integer(static_cast<std::size_t>(k + 1), "element");
            whole = whole && corner;
            corners[static_cast<std::size_t>(k)] = corner.value_or(0);
        }
        if (whole)  // a mixed mesh marks its triangles by a fourth corner 0
            numbered.cell(*number, corners, *most_corners == 4 && corners[3] != 0 ? 4 : 3, 1);
    }
}

}  // namespace

tl::expected<MeshFile, Problems> read_mike_mesh(const std::filesystem::path& path) {
    Problems problems;
    const auto text = tables::read_file(path);
    if (!text)
        return tl::make_unexpected(Problems{text.error()});
    MeshFile file;
    LineScanner scanner(path.string(), *text, problems);
    Numbered numbered(file, scanner);
    if (!next_of(scanner, "first line", 1, 0))
        return tl::make_unexpected(std::move(problems));
    const auto count = read_head(scanner, file);
    bool whole = count.has_value();
    for (std::int64_t i = 0; whole && i < *count; ++i) {
        whole = next_of(scanner, "node", *count, i);
        if (!whole)
            break;
        const auto number = scanner.integer(0, "node");
        const auto x = scanner.number(1, "x");
        const auto y = scanner.number(2, "y");
        const auto z = scanner.number(3, "z");
        const auto code = scanner.integer(4, "code");
        if (number && x && y && z && code)
            numbered.node(*number, *x, *y, *z, static_cast<std::int32_t>(*code));
    }
    if (whole && next_of(scanner, "line of elements", 1, 0))
        read_cells(scanner, numbered);
    if (problems.empty())
        numbered.join();
    if (!problems.empty())
        return tl::make_unexpected(std::move(problems));
    return file;
}

tl::expected<MeshFile, Problems> read_mesh_file(const std::filesystem::path& path) {
    const std::string extension = path.extension().string();
    if (extension == ".2dm" || extension == ".2DM")
        return read_2dm(path);
    if (extension == ".mesh" || extension == ".MESH")
        return read_mike_mesh(path);
    return tl::make_unexpected(Problems{
        {path.string(), 0, 0, "unknown-format", "", "\"" + extension + "\"", ".2dm (SMS) or .mesh (MIKE)", {}}});
}

}  // namespace liriver::data::meshes
