#include "data/tables/csv_writer.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "data/tables/csv.h"
#include "data/tables/file.h"

namespace liriver::data::tables {
namespace {

namespace fs = std::filesystem;

class Writer : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("csv 写 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    [[nodiscard]] std::string content(const fs::path& path) const {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }
    fs::path folder;
};

/// The limit on file sizes stands in for a full disk: a write past it fails as one would.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old_);
        rlimit limit = old_;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, old_handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    rlimit old_{};
    void (*old_handler_)(int) = nullptr;
};

TEST_F(Writer, WhatIsWrittenReadsBackTheSame) {
    const fs::path path = folder / "a b.csv";
    const double third = 1.0 / 3.0;
    auto writer = CsvWriter::open(path, {"name", "x", "n"}, {"made by a test"}).value();
    writer.text("says \"a, b\"\nand # more").number(third).integer(-7);
    writer.end_row();
    writer.text("# no comment").number(std::numeric_limits<double>::quiet_NaN()).integer(0);
    writer.end_row();
    EXPECT_FALSE(fs::exists(path));
    ASSERT_TRUE(writer.finish());
    Problems problems;
    const CsvTable table = read_csv(path, problems).value();
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(table.comments.front(), "made by a test");
    EXPECT_EQ(table.cell(0, 0).text, "says \"a, b\"\nand # more");
    EXPECT_EQ(std::stod(table.cell(0, 1).text), third);
    EXPECT_EQ(table.cell(1, 0).text, "# no comment");
    EXPECT_EQ(table.cell(1, 1).text, "");
}

TEST_F(Writer, NumbersAreAsShortAsTheyCanBe) {
    EXPECT_EQ(format_number(60.0), "60");
    EXPECT_EQ(format_number(0.1), "0.1");
    EXPECT_EQ(format_number(-2.5e-7), "-2.5e-07");
}

TEST_F(Writer, AnUnfinishedTableLeavesNothing) {
    { auto writer = CsvWriter::open(folder / "x.csv", {"a"}).value(); }
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(Writer, AFullDiskIsReportedAndTheOldFileStays) {
    const fs::path path = folder / "x.csv";
    ASSERT_TRUE(write_file(path, "old"));
    {
        const FileSizeLimit limit(100000);
        auto writer = CsvWriter::open(path, {"a"}).value();
        for (int i = 0; i < 100000; ++i) {
            writer.number(i);
            writer.end_row();
        }
        const auto result = writer.finish();
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, "cannot-write");
        EXPECT_EQ(result.error().found, "File too large");
        EXPECT_FALSE(write_file(path, std::string(200000, 'x')));
    }
    EXPECT_EQ(content(path), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}), 1);
}

TEST_F(Writer, AFolderThatIsNotThereIsReported) {
    EXPECT_FALSE(CsvWriter::open(folder / "none" / "x.csv", {"a"}));
    EXPECT_FALSE(write_file(folder / "none" / "x.txt", "a"));
}

}  // namespace
}  // namespace liriver::data::tables
