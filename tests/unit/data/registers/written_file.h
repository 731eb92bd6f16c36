#pragma once
// A file that a test writes and that goes away with it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace liriver::data::registers {

class WrittenFile {
  public:
    WrittenFile(const std::string& name, const std::string& text) {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        path = std::filesystem::path(testing::TempDir()) /
               (std::string(test->test_suite_name()) + "." + test->name() + " " + name);
        std::ofstream(path) << text;
    }
    ~WrittenFile() { std::filesystem::remove(path); }
    WrittenFile(const WrittenFile&) = delete;
    WrittenFile& operator=(const WrittenFile&) = delete;

    std::filesystem::path path;
};

}  // namespace liriver::data::registers
