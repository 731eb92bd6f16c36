#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "data/meshes/mesh_file.h"
#include "data/meshes/numbered.h"
#include "data/tables/csv_writer.h"
#include "data/tables/file.h"

namespace liriver::data::meshes {

using data::tables::Problems;

namespace {

// Cards that say nothing of the geometry: SMS's settings, materials and boundary conditions.
constexpr std::array<std::string_view, 22> passed_over = {"NUM_MATERIALS_PER_ELEM",
                                                          "BEGPARAMDEF",
                                                          "ENDPARAMDEF",
                                                          "GM",
                                                          "SI",
                                                          "DY",
                                                          "TU",
                                                          "TD",
                                                          "NUME",
                                                          "BCPGC",
                                                          "BEDISP",
                                                          "BEFONT",
                                                          "BEG2DMBC",
                                                          "END2DMBC",
                                                          "MAT",
                                                          "TIME",
                                                          "BCS",
                                                          "BC_DISP_OPTS",
                                                          "BC_OPT",
                                                          "BC_DEF",
                                                          "BC_VAL",
                                                          "BCN"};

// Elements that SMS has and a mesh of cells with three or four corners has not.
constexpr std::array<std::string_view, 5> other_elements = {"E2L", "E3L", "E6T", "E8Q", "E9Q"};

void read_element(LineScanner& scanner, Numbered& numbered, int count) {
    const auto number = scanner.integer(1, "element");
    std::array<std::int64_t, 4> corners{};
    bool whole = number.has_value();
    for (int k = 0; k < count; ++k) {
        const auto corner = scanner.integer(std::size_t{2} + static_cast<std::size_t>(k), "element");
        whole = whole && corner;
        corners[static_cast<std::size_t>(k)] = corner.value_or(0);
    }
    std::int32_t material = 1;
    const auto last = std::size_t{2} + static_cast<std::size_t>(count);
    if (scanner.size() > last) {
        const auto given = scanner.integer(last, "material");
        whole = whole && given;
        material = static_cast<std::int32_t>(given.value_or(1));
    }
    if (whole)
        numbered.cell(*number, corners, count, material);
}

/// A node string may run over several NS cards; its last node is negative, and a name may follow.
void read_string(LineScanner& scanner, std::vector<std::pair<std::vector<std::int64_t>, int>>& strings, bool& open) {
    if (!open)
        strings.emplace_back(std::vector<std::int64_t>{}, scanner.line());
    open = true;
    for (std::size_t i = 1; i < scanner.size() && open; ++i) {
        const auto node = scanner.integer(i, "node string");
        if (!node)
            return;
        strings.back().first.push_back(std::abs(*node));
        open = *node > 0;
    }
}

}  // namespace

tl::expected<MeshFile, Problems> read_2dm(const std::filesystem::path& path) {
    Problems problems;
    const auto text = tables::read_file(path);
    if (!text)
        return tl::make_unexpected(Problems{text.error()});
    MeshFile file;
    LineScanner scanner(path.string(), *text, problems);
    Numbered numbered(file, scanner);
    std::vector<std::pair<std::vector<std::int64_t>, int>> strings;
    bool open = false;
    bool first = true;
    while (scanner.next()) {
        const std::string_view card = scanner.word(0);
        if (first && card != "MESH2D")
            scanner.refuse("not-a-mesh", "MESH2D", std::string(card), "MESH2D in the first line of an SMS mesh");
        else if (card == "MESH2D")
            first = false;
        else if (card == "E3T")
            read_element(scanner, numbered, 3);
        else if (card == "E4Q")
            read_element(scanner, numbered, 4);
        else if (card == "ND") {
            const auto number = scanner.integer(1, "node");
            const auto x = scanner.number(2, "x");
            const auto y = scanner.number(3, "y");
            const auto z = scanner.number(4, "z");
            if (number && x && y && z)
                numbered.node(*number, *x, *y, *z, 0);
        } else if (card == "NS")
            read_string(scanner, strings, open);
        else if (card == "MESHNAME") {
            const std::string_view whole = scanner.whole();
            const std::size_t begin = whole.find('"');
            const std::size_t end = whole.rfind('"');
            file.name = begin < end ? std::string(whole.substr(begin + 1, end - begin - 1)) : scanner.word(1);
        } else if (std::find(other_elements.begin(), other_elements.end(), card) != other_elements.end())
            scanner.refuse("other-element", "element", std::string(card), "E3T or E4Q: cells of three or four corners");
        else if (std::find(passed_over.begin(), passed_over.end(), card) == passed_over.end())
            scanner.refuse("unknown-card", "card", std::string(card), "a card of an SMS mesh: ND, E3T, E4Q, NS ...");
        if (first)
            break;  // no mesh: its lines would all be refused
    }
    if (problems.empty())
        numbered.join();
    for (const auto& [nodes, line] : strings) {
        std::vector<std::int32_t>& made = file.strings.emplace_back();
        for (const std::int64_t node : nodes) {
            made.push_back(numbered.find(node));
            if (made.back() < 0 && problems.empty())
                scanner.refuse_at(line, "unknown-node", "node string", fmt::format("node {}", node),
                                  "the number of a node of this file");
        }
    }
    if (!problems.empty())
        return tl::make_unexpected(std::move(problems));
    return file;
}

tl::expected<void, tables::Problem> write_2dm(const std::filesystem::path& path, const MeshFile& file) {
    fmt::memory_buffer text;
    const auto out = std::back_inserter(text);
    fmt::format_to(out, "MESH2D\nMESHNAME \"{}\"\nNUM_MATERIALS_PER_ELEM 1\n", file.name);
    for (std::int32_t cell = 0; cell < file.mesh.cell_count(); ++cell) {
        const auto corners = file.mesh.corners(cell);
        fmt::format_to(out, "{} {}", corners.size() == 3 ? "E3T" : "E4Q", cell + 1);
        for (const std::int32_t node : corners)
            fmt::format_to(out, " {}", node + 1);
        fmt::format_to(out, " {}\n", file.material.empty() ? 1 : file.material[static_cast<std::size_t>(cell)]);
    }
    for (std::size_t node = 0; node < file.mesh.node_x.size(); ++node)
        fmt::format_to(out, "ND {} {} {} {}\n", node + 1, tables::format_number(file.mesh.node_x[node]),
                       tables::format_number(file.mesh.node_y[node]), tables::format_number(file.node_z[node]));
    for (const std::vector<std::int32_t>& string : file.strings)
        for (std::size_t i = 0; i < string.size(); i += 10) {
            fmt::format_to(out, "NS");
            for (std::size_t k = i; k < std::min(i + 10, string.size()); ++k)
                fmt::format_to(out, " {}", k + 1 == string.size() ? -(string[k] + 1) : string[k] + 1);
            fmt::format_to(out, "\n");
        }
    return tables::write_file(path, {text.data(), text.size()});
}

}  // namespace liriver::data::meshes
