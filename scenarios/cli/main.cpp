// The `liriver` program.
#include <csignal>
#include <iostream>

#include "data/results/hdf5_library.h"
#include "scenarios/cli/command_line.h"

int main(int argc, char** argv) {
    using namespace liriver::scenarios::cli;
    liriver::data::results::prepare_hdf5();
    // A file that may not grow (a limit on its size) and a reader that went away are errors of a write, like a full
    // disk: the run ends in order.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    const Exit exit = run_command_line({argv + (argc > 0 ? 1 : 0), argv + argc}, std::cout, std::cerr);
    std::cout.flush();
    std::cerr.flush();
    return static_cast<int>(exit);
}
