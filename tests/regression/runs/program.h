#pragma once
// The program started as others start it: a process of its own.
#include <sys/types.h>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace liriver::tests::runs {

struct Limits {
    std::optional<std::size_t> file_size;  ///< bytes that no file may exceed (RLIMIT_FSIZE): a disk that is full
    bool ignore_hangup = false;            ///< as nohup starts a program
};

/// A process that runs `liriver` with these arguments; its streams go into the files `out` and `err` of a folder.
class Program {
  public:
    Program(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const Limits& limits = {});
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void signal(int number) const;
    /// Waits for its end: the exit code, or minus the signal that ended it.
    int wait();
    [[nodiscard]] bool ended();
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;
    /// Until the program has written the text to its stream of errors that many times, or has ended.
    void wait_for_err(const std::string& text, std::size_t times = 1);
    [[nodiscard]] std::size_t count_in_err(const std::string& text) const;

  private:
    std::filesystem::path folder_;
    pid_t child_ = -1;
    std::optional<int> status_;
};

/// What `liriver` says and how it ends.
struct Result {
    int exit = 0;  ///< minus the signal, if one ended it
    std::string out, err;
};
Result liriver(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
               const Limits& limits = {});

/// A folder of the test's own, taken away at the end.
class TestFolder {
  public:
    TestFolder();
    ~TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }
    /// A file of that content; its path.
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;
    /// Names in a folder below, sorted.
    [[nodiscard]] std::vector<std::string> names(const std::string& folder) const;
    [[nodiscard]] std::string text(const std::string& name) const;

  private:
    std::filesystem::path path_;
};

/// A prismatic reach of 10 km with a station, run over `days` with an output every hour.
[[nodiscard]] std::string one_reach(int days, const std::string& more = "");

}  // namespace liriver::tests::runs
