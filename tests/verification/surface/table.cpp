// Prints every 2D verification case as a JSON line: {"case","metric","value","bound","source"}.
#include <fmt/core.h>

#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>

#include "tests/verification/surface/cases.h"

int main() try {
    bool good = true;
    for (const auto& c : liriver::tests::surface::surface_cases()) {
        const double value = c.run();
        good = good && value <= c.bound;
        const nlohmann::ordered_json line{
            {"case", c.name}, {"metric", c.metric}, {"value", value}, {"bound", c.bound}, {"source", c.source}};
        fmt::print("{}\n", line.dump());
        std::fflush(stdout);
    }
    return good ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}
