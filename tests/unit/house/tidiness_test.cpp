#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tests/unit/house/source_tree.h"

namespace liriver::tests::house {
namespace {

// Places where the pattern stands, whatever its case. This file is searched too, so the patterns in it hold one letter
// in brackets and do not match themselves.
std::vector<std::string> places_of(const std::vector<SourceFile>& files, const std::string& pattern) {
    const std::regex form(pattern, std::regex::icase | std::regex::optimize);
    std::vector<std::string> places;
    for (const SourceFile& file : files)
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (std::regex_search(file.lines[i], form))
                places.push_back(file.at(i) + ": " + file.lines[i]);
    return places;
}

std::vector<SourceFile> all_files() { return read_source_tree(LIRIVER_SOURCE_DIR); }

TEST(Tidiness, NothingIsLeftUnfinishedByItsOwnWords) {
    const std::vector<SourceFile> files = all_files();
    EXPECT_THAT(places_of(files, "\\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\\b"), ::testing::IsEmpty());
    EXPECT_THAT(
        places_of(files, "\\b(stu[b]s?|stu[b]bed|not implemente[d]|unimplemente[d]|for no[w]|placeholde[r]s?)\\b"),
        ::testing::IsEmpty());
}

TEST(Tidiness, NoTestIsSwitchedOffAndNoFailureSwallowed) {
    EXPECT_THAT(places_of(all_files(), "GTEST_SKI[P]|\\bDISABLE[D]_|\\|\\| tru[e]"), ::testing::IsEmpty());
}

TEST(Tidiness, NoPathsOfOneMachineNoPackageHostsNoMergeMarks) {
    const std::vector<SourceFile> files = all_files();
    EXPECT_THAT(places_of(files, "(^|[^a-z0-9_.])/(wor[k]|hom[e]|roo[t]|User[s])/"), ::testing::IsEmpty());
    EXPECT_THAT(places_of(files, "debian\\.or[g]|pypi\\.or[g]|pythonhoste[d]|registry\\.np[m]|anaconda\\.or[g]"),
                ::testing::IsEmpty());
    EXPECT_THAT(places_of(files, "^(<{7}|>{7}) "), ::testing::IsEmpty());
}

TEST(Tidiness, TheProjectSpeaksOfRiversAndNotOfItsMaking) {
    EXPECT_THAT(places_of(all_files(), "\\b(AI assistan[t]s?|chatbo[t]s?|language mode[l]s|copilo[t]|workplac[e])\\b"),
                ::testing::IsEmpty());
}

TEST(Tidiness, FilesStayShort) {
    std::vector<std::string> too_long;
    for (const SourceFile& file : all_files())
        if ((file.extension() == ".h" || file.extension() == ".cpp" || file.extension() == ".sh") &&
            file.lines.size() > 400)
            too_long.push_back(file.path + ": " + std::to_string(file.lines.size()) + " lines");
    EXPECT_THAT(too_long, ::testing::IsEmpty());
}

TEST(Tidiness, HeadersAreGuarded) {
    std::vector<std::string> unguarded;
    for (const SourceFile& file : read_cpp_files(LIRIVER_SOURCE_DIR))
        if (file.extension() == ".h" &&
            std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end())
            unguarded.push_back(file.path);
    EXPECT_THAT(unguarded, ::testing::IsEmpty());
}

TEST(Tidiness, EverySourceOfARoomIsBuilt) {
    const std::vector<SourceFile> files = all_files();
    std::vector<std::string> forgotten;
    for (const SourceFile& file : files) {
        if (file.extension() != ".cpp")
            continue;
        const auto list = std::find_if(files.begin(), files.end(), [&](const SourceFile& candidate) {
            return candidate.path == file.folder() + "/CMakeLists.txt";
        });
        const std::string name = file.path.substr(file.path.rfind('/') + 1);
        const auto names = [&](const std::string& line) {
            return line.find(name) != std::string::npos || line.find("GLOB") != std::string::npos;
        };
        if (list == files.end() || std::none_of(list->lines.begin(), list->lines.end(), names))
            forgotten.push_back(file.path);
    }
    EXPECT_THAT(forgotten, ::testing::IsEmpty());
}

}  // namespace
}  // namespace liriver::tests::house
