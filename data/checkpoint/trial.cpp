#include "data/checkpoint/trial.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace liriver::data::checkpoint {

bool survives(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child < 0)
        return true;  // no process to be had: it is tried where it is needed
    if (child == 0) {
        const struct rlimit none { 0, 0 };
        static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
        constexpr unsigned longest_seconds = 600;
        ::alarm(longest_seconds);
        try {
            work();
        } catch (...) {
            ::_exit(1);  // told by who does the work again
        }
        ::_exit(0);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return !WIFSIGNALED(status);
}

}  // namespace liriver::data::checkpoint
