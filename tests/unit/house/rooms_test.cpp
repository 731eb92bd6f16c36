#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "tests/unit/house/source_tree.h"

namespace liriver::tests::house {
namespace {

struct Include {
    std::string header;
    bool ours = false;  // in quotes
};

std::optional<Include> include_of(const std::string& line) {
    static const std::regex form(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::smatch match;
    if (!std::regex_search(line, match, form))
        return std::nullopt;
    return Include{match[2], match[1] == "\""};
}

bool starts_with(const std::string& text, const std::string& start) {
    return text.compare(0, start.size(), start) == 0;
}

bool in_one_of(const std::string& folder, const std::vector<std::string>& rooms) {
    return std::any_of(rooms.begin(), rooms.end(), [&](const std::string& room) { return lies_in(folder, room); });
}

// The two tables of docs/explanation/house.md, and all C++ files.
class TheHouse : public ::testing::Test {
  protected:
    TheHouse() : files(read_cpp_files(LIRIVER_SOURCE_DIR)) {
        for (const SourceFile& page : read_source_tree(LIRIVER_SOURCE_DIR)) {
            if (page.path != "docs/explanation/house.md")
                continue;
            for (const auto& row : read_table(page, "## Our own headers"))
                may_include[words(row.at(0)).at(0)] = words(row.at(1));
            for (const auto& row : read_table(page, "## Other people's headers"))
                for (const std::string& start : words(row.at(1)))
                    only_in[start] = words(row.at(2));
        }
    }

    // The room of a folder: the longest name of the table that fits.
    std::string room_of(const std::string& folder) const {
        std::string room;
        for (const auto& row : may_include)
            if (lies_in(folder, row.first) && row.first.size() > room.size())
                room = row.first;
        return room;
    }

    std::vector<SourceFile> files;
    std::map<std::string, std::vector<std::string>> may_include;
    std::map<std::string, std::vector<std::string>> only_in;
};

TEST_F(TheHouse, HasItsTables) {
    EXPECT_EQ(may_include.count("solver"), 1U);
    EXPECT_EQ(may_include.at("mesh"), std::vector<std::string>{});
    EXPECT_EQ(only_in.at("vtk"), std::vector<std::string>{"viz"});
    EXPECT_GT(files.size(), 100U);
}

TEST_F(TheHouse, EveryFileLivesInARoom) {
    std::vector<std::string> homeless;
    for (const SourceFile& file : files)
        if (room_of(file.folder()).empty())
            homeless.push_back(file.path);
    EXPECT_THAT(homeless, ::testing::IsEmpty());
}

TEST_F(TheHouse, ARoomIncludesOnlyItselfAndTheRoomsOfItsRow) {
    std::vector<std::string> trespasses;
    for (const SourceFile& file : files)
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto include = include_of(file.lines[i]);
            if (!include || !include->ours || include->header.find('/') == std::string::npos)
                continue;
            const std::string from = room_of(file.folder());
            const std::string to = include->header.substr(0, include->header.rfind('/'));
            if (!lies_in(to, from) && !in_one_of(to, may_include.at(from)))
                trespasses.push_back(file.at(i) + " includes " + include->header);
        }
    EXPECT_THAT(trespasses, ::testing::IsEmpty());
}

TEST_F(TheHouse, OtherPeoplesHeadersStayInTheRoomsThatNeedThem) {
    // Every C++ standard header is one word of lower-case letters and digits; C's come as <cmath>, not <math.h>.
    const std::regex standard("[a-z_0-9]+");
    std::vector<std::string> trespasses;
    for (const SourceFile& file : files) {
        if (lies_in(file.folder(), "tests"))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto include = include_of(file.lines[i]);
            if (!include || include->ours)
                continue;
            const auto row = std::find_if(only_in.begin(), only_in.end(), [&](const auto& candidate) {
                return starts_with(include->header, candidate.first);
            });
            if (row == only_in.end() ? !std::regex_match(include->header, standard)
                                     : !in_one_of(file.folder(), row->second))
                trespasses.push_back(file.at(i) + " includes <" + include->header + ">");
        }
    }
    EXPECT_THAT(trespasses, ::testing::IsEmpty());
}

TEST_F(TheHouse, AtMostOneFileIncludesCgal) {
    std::set<std::string> users;
    for (const SourceFile& file : files)
        for (const std::string& line : file.lines)
            if (const auto include = include_of(line); include && starts_with(include->header, "CGAL/"))
                users.insert(file.path);
    EXPECT_THAT(users, ::testing::SizeIs(::testing::Le(1)));
}

TEST_F(TheHouse, NoTwoFoldersNeedEachOther) {
    std::map<std::string, std::set<std::string>> needs;
    for (const SourceFile& file : files)
        for (const std::string& line : file.lines) {
            const auto include = include_of(line);
            if (!include || !include->ours || include->header.find('/') == std::string::npos)
                continue;
            const std::string to = include->header.substr(0, include->header.rfind('/'));
            if (to != file.folder())
                needs[file.folder()].insert(to);
        }
    // Folders that need nothing that is left are taken away until none is; what stays turns in a circle.
    for (bool taken = true; taken;) {
        taken = false;
        for (auto folder = needs.begin(); folder != needs.end();) {
            const bool free = std::none_of(folder->second.begin(), folder->second.end(),
                                           [&](const std::string& other) { return needs.count(other) > 0; });
            folder = free ? needs.erase(folder) : std::next(folder);
            taken = taken || free;
        }
    }
    EXPECT_THAT(needs, ::testing::IsEmpty());
}

}  // namespace
}  // namespace liriver::tests::house
