// The `liriver` program.
#include <cstdlib>
#include <iostream>

#include "scenarios/cli/command_line.h"

int main(int argc, char** argv) {
    using namespace liriver::scenarios::cli;
    const Exit exit = run_command_line({argv + (argc > 0 ? 1 : 0), argv + argc}, std::cout, std::cerr);
    std::cout.flush();
    std::cerr.flush();
    // HDF5 crashes in its clean-up at exit when a file could not be written to its end (a full disk): leave it out
    // then.
    if (exit == Exit::run_failed)
        std::_Exit(static_cast<int>(exit));
    return static_cast<int>(exit);
}
