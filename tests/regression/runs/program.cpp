#include "tests/regression/runs/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace liriver::tests::runs {

namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

void redirect(int stream, const fs::path& file) {
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    ::dup2(opened, stream);
    ::close(opened);
}

}  // namespace

Program::Program(const fs::path& folder, const std::vector<std::string>& arguments, const Limits& limits)
    : folder_(folder) {
    fs::create_directories(folder);
    std::vector<std::string> words{LIRIVER_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    child_ = ::fork();
    if (child_ != 0)
        return;
    redirect(STDOUT_FILENO, folder / "out");
    redirect(STDERR_FILENO, folder / "err");
    if (limits.file_size) {
        const struct rlimit limit { *limits.file_size, *limits.file_size };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ::signal(SIGHUP, limits.ignore_hangup ? SIG_IGN : SIG_DFL);
    ::execv(LIRIVER_PROGRAM, pointers.data());
    ::_exit(127);
}

Program::~Program() {
    if (status_ || child_ <= 0)
        return;
    ::kill(child_, SIGKILL);
    static_cast<void>(wait());
}

void Program::signal(int number) const { ::kill(child_, number); }

int Program::wait() {
    if (!status_) {
        int status = 0;
        ::waitpid(child_, &status, 0);
        status_ = status;
    }
    return WIFEXITED(*status_) ? WEXITSTATUS(*status_) : -WTERMSIG(*status_);
}

bool Program::ended() {
    int status = 0;
    if (!status_ && ::waitpid(child_, &status, WNOHANG) == child_)
        status_ = status;
    return status_.has_value();
}

std::string Program::out() const { return content(folder_ / "out"); }
std::string Program::err() const { return content(folder_ / "err"); }

std::size_t Program::count_in_err(const std::string& text) const {
    const std::string said = err();
    std::size_t count = 0;
    for (std::size_t at = said.find(text); at != std::string::npos; at = said.find(text, at + text.size()))
        ++count;
    return count;
}

void Program::wait_for_err(const std::string& text, std::size_t times) {
    while (count_in_err(text) < times && !ended())
        ::sched_yield();
}

Result liriver(const fs::path& folder, const std::vector<std::string>& arguments, const Limits& limits) {
    Program program(folder, arguments, limits);
    Result result;
    result.exit = program.wait();
    result.out = program.out();
    result.err = program.err();
    return result;
}

TestFolder::TestFolder()
    : path_(fs::path(testing::TempDir()) / fmt::format("liriver 运行 {} {}",
                                                       testing::UnitTest::GetInstance()->current_test_info()->name(),
                                                       ::getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
}

TestFolder::~TestFolder() { fs::remove_all(path_); }

std::string TestFolder::write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return at(name);
}

std::vector<std::string> TestFolder::names(const std::string& folder) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_ / folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string TestFolder::text(const std::string& name) const { return content(path_ / name); }

std::string one_reach(int days, const std::string& more) {
    return fmt::format(R"(schema = 1
[project]
name = "one reach"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "{} d"
step_max = "60 s"
[[reach]]
name = "r"
length = "10 km"
slope = 0.001
bottom_width = "20 m"
upstream_bed = "150 m"
spacing = "100 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = "10 m3/s"
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
[[station]]
name = "s"
reach = "r"
chainage = "5 km"
[output]
interval = "1 h"
{})",
                       days, more);
}

}  // namespace liriver::tests::runs
