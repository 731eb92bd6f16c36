// Writes the small network and the small surface of the unit tests, five hourly levels each, into a folder: what the
// scripts beside it open.
#include <cstdio>
#include <string>

#include "data/results/network_file.h"
#include "tests/unit/data/results/example_network.h"
#include "tests/unit/data/results/example_surface.h"

int main(int argc, char** argv) {
    namespace results = liriver::data::results;
    if (argc != 2)
        return 2;
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    auto file =
        results::NetworkFile::create(folder / "network.nc", results::example::mesh(), results::example::provenance(),
                                     results::example::start(), results::example::descriptions());
    for (std::size_t level = 0; file && level < 5; ++level)
        if (const auto good = file->append(results::example::start() + level * std::chrono::hours(1),
                                           results::example::Level(results::example::mesh(), level).fields());
            !good)
            file = tl::unexpected(good.error());
    if (!file || !file->close()) {
        std::fputs((file ? std::string("cannot close") : to_string(file.error())).c_str(), stderr);
        return 1;
    }
    if (const auto good = results::example::write_surface_example(folder / "surface.nc", 5); !good) {
        std::fputs(to_string(good.error()).c_str(), stderr);
        return 1;
    }
    return 0;
}
