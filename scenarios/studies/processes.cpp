#include "scenarios/studies/processes.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>

namespace liriver::scenarios::studies {
namespace {

constexpr int poll_milliseconds = 100;

struct Header {
    std::uint64_t numbers = 0, letters = 0;
};

struct Child {
    std::size_t index = 0;
    pid_t process = -1;
    int pipe = -1;
    std::vector<char> received;
};

bool write_all(int descriptor, const void* data, std::size_t size) {
    const char* from = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = write(descriptor, from, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        from += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

// The child's whole life. It ends without the parent's clean-up, whose buffers and files are not its own.
[[noreturn]] void be_child(std::size_t index, int descriptor, pid_t parent,
                           const std::function<JobResult(std::size_t)>& job) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_DFL);
    JobResult result;
    try {
        result = job(index);
    } catch (const std::exception& error) {
        result = {{}, fmt::format("an error that was not foreseen: {}", error.what()), false};
    }
    const Header header{result.numbers.size(), result.trouble.size()};
    const bool sent = write_all(descriptor, &header, sizeof header) &&
                      write_all(descriptor, result.numbers.data(), result.numbers.size() * sizeof(double)) &&
                      write_all(descriptor, result.trouble.data(), result.trouble.size());
    _exit(sent ? 0 : 1);
}

JobResult unpack(const std::vector<char>& bytes, int status) {
    Header header;
    if (WIFSIGNALED(status))
        return {{}, fmt::format("its process was ended by signal {}", WTERMSIG(status)), true};
    if (WEXITSTATUS(status) != 0 || bytes.size() < sizeof header)
        return {{}, fmt::format("its process ended with exit code {}", WEXITSTATUS(status)), true};
    std::memcpy(&header, bytes.data(), sizeof header);
    JobResult result;
    result.numbers.resize(header.numbers);
    if (header.numbers > 0)
        std::memcpy(result.numbers.data(), bytes.data() + sizeof header, header.numbers * sizeof(double));
    result.trouble.assign(bytes.end() - static_cast<std::ptrdiff_t>(header.letters), bytes.end());
    return result;
}

int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

class Running {
  public:
    Running() = default;
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        for (const Child& child : children_)
            kill(child.process, SIGKILL);
        for (const Child& child : children_) {
            close(child.pipe);
            wait_for(child.process);
        }
    }

    [[nodiscard]] std::size_t count() const { return children_.size(); }

    /// Nothing when it began; else why it could not.
    std::string begin(std::size_t index, const std::function<JobResult(std::size_t)>& job) {
        int ends[2];
        if (pipe(ends) != 0)
            return std::strerror(errno);
        const pid_t parent = getpid();
        const pid_t process = fork();
        if (process < 0) {
            const int reason = errno;
            close(ends[0]);
            close(ends[1]);
            return std::strerror(reason);
        }
        if (process == 0) {
            close(ends[0]);
            for (const Child& other : children_)
                close(other.pipe);
            be_child(index, ends[1], parent, job);
        }
        close(ends[1]);
        children_.push_back({index, process, ends[0], {}});
        return {};
    }

    /// Reads what there is to read; jobs that ended are reported and taken away.
    void listen(const std::function<void(std::size_t, JobResult)>& done) {
        std::vector<pollfd> waiting;
        waiting.reserve(children_.size());
        for (const Child& child : children_)
            waiting.push_back({child.pipe, POLLIN, 0});
        if (poll(waiting.data(), waiting.size(), poll_milliseconds) <= 0)
            return;
        for (std::size_t k = waiting.size(); k-- > 0;) {
            if (waiting[k].revents == 0)
                continue;
            char buffer[65536];
            const ssize_t size = read(waiting[k].fd, buffer, sizeof buffer);
            Child& child = children_[k];
            if (size > 0) {
                child.received.insert(child.received.end(), buffer, buffer + size);
            } else if (size == 0 || errno != EINTR) {
                const Child ended = std::move(child);
                children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(k));
                close(ended.pipe);
                done(ended.index, unpack(ended.received, wait_for(ended.process)));
            }
        }
    }

  private:
    std::vector<Child> children_;
};

}  // namespace

bool run_processes(std::size_t count, int at_most, const std::function<JobResult(std::size_t)>& job,
                   const std::function<void(std::size_t, JobResult)>& done, const std::atomic<bool>* stop) {
    Running running;
    std::size_t next = 0;
    while (next < count || running.count() > 0) {
        if (stop != nullptr && stop->load())
            return false;
        if (next < count && running.count() < static_cast<std::size_t>(std::max(1, at_most))) {
            if (const std::string trouble = running.begin(next, job); !trouble.empty())
                done(next, {{}, "no process could be made for it: " + trouble, true});
            ++next;
            continue;
        }
        running.listen(done);
    }
    return true;
}

}  // namespace liriver::scenarios::studies
