#pragma once
// SIGINT, SIGTERM and SIGHUP ask for a stop.
#include <array>
#include <atomic>
#include <csignal>

namespace liriver::scenarios::cli {

/// While one lives, SIGINT, SIGTERM and SIGHUP set `asked` and no more, so that work can end in order; a second one of
/// its kind ends the program at once. A signal that the program was started to ignore (nohup) stays ignored.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] static const std::atomic<bool>& asked();

  private:
    std::array<struct sigaction, 3> old_{};
};

}  // namespace liriver::scenarios::cli
