#include "tests/verification/case.h"

#include <fmt/core.h>

#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>

namespace liriver::tests::verification {

int print_table(const std::vector<Case>& cases) try {
    bool good = true;
    for (const Case& c : cases) {
        const double value = c.run();
        good = good && value <= c.bound;
        const nlohmann::ordered_json line{
            {"case", c.name}, {"metric", c.metric}, {"value", value}, {"bound", c.bound}, {"source", c.source}};
        fmt::print("{}\n", line.dump());
    }
    return good ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}

}  // namespace liriver::tests::verification
