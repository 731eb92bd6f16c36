#include "scenarios/cli/scenario_use.h"

#include "scenarios/language/reader.h"

namespace liriver::scenarios::cli {

Use use_of(const ScenarioArguments& arguments) {
    data::tables::Problems ignored;
    const auto scenario = language::read_scenario(arguments.file, arguments.overrides, ignored);
    if (scenario && scenario->makes_surface())
        return Use::surface;
    return scenario && scenario->for_mesh() ? Use::river : Use::run;
}

}  // namespace liriver::scenarios::cli
