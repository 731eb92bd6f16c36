#include "scenarios/cli/version.h"

#include "git_state.h"

namespace liriver::scenarios::cli {

std::string version() { return LIRIVER_VERSION; }

std::string git_state() { return LIRIVER_GIT_STATE; }

std::string version_line() {
    return "liriver " + version() + " (git " + git_state() + ", compiler " + __VERSION__ + ")";
}

}  // namespace liriver::scenarios::cli
