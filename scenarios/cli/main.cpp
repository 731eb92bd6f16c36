// The `liriver` program.
#include <iostream>

#include "scenarios/cli/command_line.h"

int main(int argc, char** argv) {
    using liriver::scenarios::cli::run_command_line;
    return static_cast<int>(run_command_line({argv + (argc > 0 ? 1 : 0), argv + argc}, std::cout, std::cerr));
}
