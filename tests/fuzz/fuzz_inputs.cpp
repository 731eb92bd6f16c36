// Spoils one file of a sound scenario or of its results at a time, and asks the program what it makes of it: it says
// what is wrong and ends with its own exit code, whatever the bytes. What `check` takes `run` does not refuse (exit 2):
// it may fail (3) or miss a balance (4), which only computing shows.
//
//   fuzz_inputs CASES SEED FOLDER   (FOLDER is used and, of what failed, kept)
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "data/results/hdf5_library.h"
#include "scenarios/cli/command_line.h"
#include "tests/fuzz/mutate.h"

namespace liriver::tests::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr unsigned longest_seconds = 60;  // of one command: more is a program that hangs

std::string content(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

/// The exit code of a command in a process of its own; minus the signal that ended it.
int liriver(const std::vector<std::string>& arguments, const fs::path& said) {
    std::fflush(stdout);  // or the child would print it again
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(longest_seconds);
        std::ofstream out(said);
        const auto exit = scenarios::cli::run_command_line(arguments, out, out);
        out.close();
        std::exit(static_cast<int>(exit));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

constexpr const char* pond = R"(schema = 1
[project]
name = "pond"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
duration = "10 min"
[[surface]]
name = "pond"
mesh = "m.2dm"
manning_n = 0.03
[[surface.boundary]]
name = "in"
kind = "discharge"
from = [430000.0, 2790020.0]
to = [430000.0, 2790000.0]
discharge = { file = "q.csv" }
[[station]]
name = "gauge"
point = [430015.0, 2790015.0]
[output]
interval = "60 s"
)";

void make_pond(const fs::path& folder) {
    fs::create_directories(folder);
    std::string mesh = "MESH2D\n";
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 4; ++column)
            mesh += fmt::format("E4Q {} {} {} {} {} 1\n", 4 * row + column + 1, 5 * row + column + 1,
                                5 * row + column + 2, 5 * row + column + 7, 5 * row + column + 6);
    for (int node = 0; node < 25; ++node)
        mesh += fmt::format("ND {} {} {} {}\n", node + 1, 430000 + 10 * (node % 5), 2790000 + 10 * (node / 5), 0.1);
    write(folder / "m.2dm", mesh);
    write(folder / "q.csv", "time,discharge_m3_s\n2025-11-01T00:00:00Z,0.1\n2025-11-01T01:00:00Z,0.2\n");
    write(folder / "river.toml", pond);
}

/// A sound scenario with its results, from which copies are spoilt.
struct Base {
    fs::path folder;
    std::vector<std::string> inputs;
    std::vector<std::string> results;
};

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            names.push_back(fs::relative(entry.path(), folder).string());
    std::sort(names.begin(), names.end());
    return names;
}

bool prepare(Base& base) {
    base.inputs = names_in(base.folder);
    const fs::path out = base.folder / "results";
    const int exit = liriver({"run", (base.folder / "river.toml").string(), "--output", out.string(), "--set",
                              "time.duration=10 min", "--set", "output.interval=60 s"},
                             base.folder / "said");
    if (exit != 0) {
        fmt::print(stderr, "the sound scenario {} ends with {}: {}\n", base.folder.string(), exit,
                   content(base.folder / "said"));
        return false;
    }
    base.results = names_in(out);
    return true;
}

class Fuzzing {
  public:
    Fuzzing(fs::path folder, std::uint64_t seed) : folder_(std::move(folder)), seed_(seed) {}

    void spoil(const Base& base, std::size_t number) {
        Random random(seed_ * 1'000'003 + number);
        here_ = folder_ / "case";
        fs::remove_all(here_);
        fs::copy(base.folder, here_, fs::copy_options::recursive);
        number_ = number;
        if (pick(random, 2) == 0)
            input(base, random);
        else
            result(base, random);
    }

    [[nodiscard]] int failed() const { return failed_; }

  private:
    void input(const Base& base, Random& random) {
        file_ = base.inputs[pick(random, base.inputs.size())];
        write(here_ / file_, mutate_text(content(here_ / file_), random, what_));
        const std::string scenario = (here_ / "river.toml").string();
        const int checked = ask({"check", scenario}, {0, 2});
        if (checked != 0 || pick(random, 4) != 0)
            return;
        const std::vector<std::string> shorter{"--set", "time.duration=10 min"};  // or a spoilt duration takes hours
        std::vector<std::string> check{"check", scenario};
        check.insert(check.end(), shorter.begin(), shorter.end());
        std::vector<std::string> run{"run", scenario, "--output", (here_ / "again").string()};
        run.insert(run.end(), shorter.begin(), shorter.end());
        if (ask(check, {0, 2}) == 0)
            ask(run, {0, 3, 4});
    }

    void result(const Base& base, Random& random) {
        file_ = base.results[pick(random, base.results.size())];
        const fs::path file = here_ / "results" / file_;
        const bool binary = file.extension() != ".csv" && file.extension() != ".json";
        write(file, binary ? mutate_bytes(content(file), random, what_) : mutate_text(content(file), random, what_));
        const std::string results = (here_ / "results").string();
        if (file_ == "checkpoint.h5")
            ask({"run", (here_ / "river.toml").string(), "--output", (here_ / "again").string(), "--restart",
                 results + "/checkpoint.h5", "--set", "time.duration=20 min"},
                {0, 2, 3, 4});
        else if (binary)
            ask({"render", results, "--size", "200"}, {0, 2});
        ask({"report", results}, {0, 2});
        if (!binary)
            ask({"compare", results, (folder_ / "river/results").string()}, {0, 2});
    }

    int ask(const std::vector<std::string>& arguments, const std::vector<int>& allowed) {
        const int exit = liriver(arguments, here_ / "said");
        if (std::find(allowed.begin(), allowed.end(), exit) != allowed.end() &&
            content(here_ / "said").find("did not foresee") == std::string::npos)
            return exit;
        ++failed_;
        const fs::path kept = folder_ / fmt::format("failed-{}-{}", seed_, number_);
        fs::remove_all(kept);
        fs::copy(here_, kept, fs::copy_options::recursive);
        fmt::print("case {} of seed {}: {} ({}): `{}` ends with {}; kept in {}\n", number_, seed_, file_,
                   what_.substr(0, 100), arguments.front(), exit, kept.string());
        return exit;
    }

    fs::path folder_, here_;
    std::uint64_t seed_;
    std::size_t number_ = 0;
    std::string file_, what_;
    int failed_ = 0;
};

int run(std::size_t cases, std::uint64_t seed, const fs::path& folder) {
    data::results::prepare_hdf5();
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::vector<Base> bases{{folder / "river", {}, {}}, {folder / "pond", {}, {}}};
    if (liriver({"new", bases[0].folder.string()}, folder / "said") != 0)
        return 1;
    make_pond(bases[1].folder);
    for (Base& base : bases)
        if (!prepare(base))
            return 1;
    Fuzzing fuzzing(folder, seed);
    for (std::size_t number = 0; number < cases; ++number)
        fuzzing.spoil(bases[number % bases.size()], number);
    fmt::print("{} cases of seed {}: {} failed\n", cases, seed, fuzzing.failed());
    return fuzzing.failed() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace liriver::tests::fuzz

int main(int count, char** words) {
    if (count != 4) {
        fmt::print(stderr, "fuzz_inputs CASES SEED FOLDER\n");
        return 2;
    }
    return liriver::tests::fuzz::run(std::strtoull(words[1], nullptr, 10), std::strtoull(words[2], nullptr, 10),
                                     words[3]);
}
