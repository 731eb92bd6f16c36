// Spoiled scenarios: whatever is done to a file, reading it gives problems or a river, never a crash.
#include <gtest/gtest.h>

#include <random>

#include "river_folder.h"
#include "scenarios/language/example.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {
namespace {

class Mutator {
  public:
    explicit Mutator(unsigned seed) : random_(seed) {}

    void spoil(std::string& text) {
        const std::size_t changes = 1 + below(3);
        for (std::size_t i = 0; i < changes && !text.empty(); ++i)
            spoil_once(text);
    }

    std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random_() % n); }

  private:
    void spoil_once(std::string& text) {
        static const std::vector<std::string> pieces{"-1",         "1e308",
                                                     "nan",        "\"\"",
                                                     "[]",         "{}",
                                                     "true",       "\xFF",
                                                     "\n",         "\"",
                                                     "'",          "[[",
                                                     "]",          "inf",
                                                     "0",          "漓江",
                                                     "5 m3/s/s",   ",,,,",
                                                     "=",          ".",
                                                     "1e-9",       "#",
                                                     "2025-02-30", "\\u0000",
                                                     "[time]",     "99999999999999999999"};
        const std::size_t at = below(text.size());
        switch (below(6)) {
            case 0:
                text[at] = static_cast<char>(below(256));
                break;
            case 1:
                text.erase(at, 1 + below(20));
                break;
            case 2:
                text.insert(at, pieces[below(pieces.size())]);
                break;
            case 3: {  // one line goes, or comes twice
                const std::size_t begin = text.rfind('\n', at) == std::string::npos ? 0 : text.rfind('\n', at) + 1;
                const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
                const std::string line = text.substr(begin, end - begin);
                if (below(2) == 0)
                    text.erase(begin, line.size());
                else
                    text.insert(begin, line);
                break;
            }
            case 4: {  // a value is replaced
                const std::size_t equals = text.find('=', at);
                if (equals != std::string::npos)
                    text.replace(equals + 1, text.find('\n', equals) - equals - 1, " " + pieces[below(pieces.size())]);
                break;
            }
            default:
                text.resize(at);
        }
    }

    std::mt19937 random_;
};

void spoil_and_load(RiverFolder& folder, unsigned seed, int rounds) {
    const auto sound = folder.texts;
    Mutator mutator(seed);
    int loaded = 0, refused = 0;
    const auto scenario = folder.write();
    for (int round = 0; round < rounds; ++round) {
        auto victim = folder.texts.find("river.toml");
        if (mutator.below(2) == 0) {
            victim = folder.texts.begin();
            std::advance(victim, static_cast<std::ptrdiff_t>(mutator.below(folder.texts.size())));
        }
        mutator.spoil(victim->second);
        folder.write(victim->first);
        const auto model = load(scenario);
        victim->second = sound.at(victim->first);
        folder.write(victim->first);
        (model ? loaded : refused) += 1;
        if (model)
            continue;
        EXPECT_FALSE(model.error().empty());
        for (const auto& problem : model.error()) {
            EXPECT_NE(problem.code, "");
            EXPECT_NE(problem.expected, "") << to_string(problem);
            EXPECT_NE(problem.file, "") << to_string(problem);
        }
    }
    // Both outcomes must occur, or the test would show nothing.
    EXPECT_GT(loaded, rounds / 50);
    EXPECT_GT(refused, rounds / 5);
}

TEST(Mutation, SpoiledExamplesGiveProblemsOrARiver) {
    RiverFolder folder;
    folder.texts.clear();
    for (const ExampleFile& file : example_files())
        folder.texts[file.name] = file.text;
    spoil_and_load(folder, 20251101U, 600);
}

TEST(Mutation, SpoiledRiversOfTablesGiveProblemsOrARiver) {
    RiverFolder folder;
    folder.texts.erase("terrain.asc");
    folder.change("river.toml",
                  "[[terrain.rasters]]\nfile = \"terrain.asc\"\ncrs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n",
                  "");
    spoil_and_load(folder, 20251102U, 600);
}

}  // namespace
}  // namespace liriver::scenarios::language
