#pragma once
// SIGINT and SIGTERM ask for a stop.
#include <atomic>
#include <csignal>

namespace liriver::scenarios::cli {

/// While one lives, SIGINT and SIGTERM set `asked` and no more, so that work can end in order; a second one ends the
/// program at once.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] static const std::atomic<bool>& asked();

  private:
    struct sigaction old_int_ {};
    struct sigaction old_term_ {};
};

}  // namespace liriver::scenarios::cli
