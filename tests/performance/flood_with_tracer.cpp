// CPU time of flood job C with one constituent (docs: benchmark jobs), without output files. Prints JSON lines.
#include <cstdio>
#include <exception>
#include <initializer_list>

#include "tests/verification/transport/flood.h"

int main() try {
    using liriver::tests::verification::flood_with_tracer;
    const auto print = [](int step, const char* metric, double value, const char* asked, const char* best_peer) {
        std::printf(
            "{\"job\":\"C-one-constituent-%d-s\",\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"s\",\"threads\":1,"
            "\"flags\":\"%s\",\"asked\":%s,\"best_peer\":%s}\n",
            step, metric, value, LIRIVER_FLAGS, asked, best_peer);
    };
    for (const int step : {60, 300}) {
        auto best = flood_with_tracer(step, false);
        for (int repeat = 0; repeat < 2; ++repeat) {
            const auto again = flood_with_tracer(step, false);
            if (again.channel_seconds + again.transport_seconds < best.channel_seconds + best.transport_seconds)
                best = again;
        }
        print(step, "cpu_whole_job", best.channel_seconds + best.transport_seconds, "3.0",
              step == 60 ? "13.9" : "null");
        print(step, "cpu_transport", best.transport_seconds, "null", "null");
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}
