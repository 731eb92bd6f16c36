#include "scenarios/cli/version.h"

#include "git_state.h"

namespace liriver::scenarios::cli {

std::string version() { return LIRIVER_VERSION; }

std::string git_state() { return LIRIVER_GIT_STATE; }

}  // namespace liriver::scenarios::cli
