#include "data/results/global_attributes.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/tables/time.h"

namespace liriver::data::results {

using std::string;

void define_globals(Netcdf& file, const Provenance& from) {
    const auto global = [&file](const char* name, const string& value) {
        if (!value.empty())
            file.attribute(Netcdf::whole_file, name, value);
    };
    global("Conventions", "CF-1.8 UGRID-1.0");
    global("title", from.title);
    global("source", fmt::format("liriver {} ({})", from.version, from.git));
    global("liriver_version", from.version);
    global("liriver_git", from.git);
    global("liriver_options", from.options);
    string inputs;
    for (const InputFile& input : from.inputs)
        inputs += input.checksum + "  " + input.path + '\n';
    global("liriver_inputs", inputs);
    global("crs", from.crs);
    global("vertical_datum", from.vertical_datum);
    global("time_zone", tables::format_local(tables::Time{}, from.time_zone).substr(19));
    global("assumptions", from.assumptions);
    global("attribution", from.attribution);
    global("relief", from.relief);
}

Provenance read_provenance(const Netcdf& file) {
    const auto global = [&file](const char* name) { return file.text_attribute(Netcdf::whole_file, name); };
    Provenance from;
    from.title = global("title");
    from.version = global("liriver_version");
    from.git = global("liriver_git");
    from.options = global("liriver_options");
    from.crs = global("crs");
    from.vertical_datum = global("vertical_datum");
    from.time_zone = tables::parse_offset(global("time_zone")).value_or(std::chrono::minutes{0});
    from.assumptions = global("assumptions");
    from.attribution = global("attribution");
    from.relief = global("relief");
    const string inputs = global("liriver_inputs");
    for (std::size_t at = 0; at < inputs.size();) {
        const std::size_t end = std::min(inputs.find('\n', at), inputs.size());
        const string line = inputs.substr(at, end - at);
        if (const std::size_t gap = line.find("  "); gap != string::npos)
            from.inputs.push_back(InputFile{line.substr(gap + 2), line.substr(0, gap)});
        at = end + 1;
    }
    return from;
}

}  // namespace liriver::data::results
