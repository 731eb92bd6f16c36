#include "scenarios/cli/interruption.h"

namespace liriver::scenarios::cli {

namespace {
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");
constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};
}  // namespace

Interruption::Interruption() {
    interrupted = false;
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = true; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        sigaction(signals[i], nullptr, &old_[i]);
        if (old_[i].sa_handler != SIG_IGN)  // nohup, and a shell's jobs in the background
            sigaction(signals[i], &action, nullptr);
    }
}

Interruption::~Interruption() {
    for (std::size_t i = 0; i < signals.size(); ++i)
        sigaction(signals[i], &old_[i], nullptr);
}

const std::atomic<bool>& Interruption::asked() { return interrupted; }

}  // namespace liriver::scenarios::cli
