#include "data/results/trial.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace liriver::data::results {

bool survives(const std::function<void()>& work, std::chrono::seconds longest) {
    const pid_t child = ::fork();
    if (child < 0)
        return true;  // no process to be had: it is tried where it is needed
    if (child == 0) {
        const struct rlimit none { 0, 0 };
        static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
        const int nowhere = ::open("/dev/null", O_WRONLY);
        if (nowhere >= 0)
            ::dup2(nowhere, STDERR_FILENO);  // what the C library says of a crash
        ::alarm(static_cast<unsigned>(longest.count()));
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

}  // namespace liriver::data::results
