// What every output of a run says about where it comes from.
#include "scenarios/runner/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "data/checkpoint/checksum.h"
#include "scenarios/language/rules_structures.h"

namespace liriver::scenarios::runner {
namespace {

// Sentences in the order they were first met, each once.
class Sentences {
  public:
    void add(const std::string& sentence) {
        if (std::find(all_.begin(), all_.end(), sentence) == all_.end())
            all_.push_back(sentence);
    }
    [[nodiscard]] std::string joined(const char* between) const { return fmt::format("{}", fmt::join(all_, between)); }

  private:
    std::vector<std::string> all_;
};

// Lines at the head of a table that say where it comes from and what is assumed in it.
void read_head(const std::filesystem::path& file, Sentences& assumptions, Sentences& attributions) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line) && !line.empty() && line[0] == '#';) {
        line.erase(0, line.find_first_not_of("# "));
        line.erase(line.find_last_not_of("\r ") + 1);
        if (const std::size_t made = line.find(" Made by `liriver"); made != std::string::npos)
            line.erase(made);
        if (line.rfind("Source: ", 0) == 0)
            attributions.add(line.substr(8, line.find("; confidence") - 8));
        if (line.find("assum") != std::string::npos || line.find("Assum") != std::string::npos)
            assumptions.add(file.filename().string() + ": " + line);
    }
}

std::string assumption(const std::string& what, const language::Provenance& provenance) {
    std::string text = what + ": assumed";
    if (!provenance.source.empty())
        text += " (" + provenance.source + ")";
    return text;
}

// What the scenario's own keys say is assumed.
void note_assumed(const language::Scenario& s, Sentences& assumptions) {
    const auto note = [&](const std::string& what, const language::Provenance& provenance) {
        if (provenance.assumed)
            assumptions.add(assumption(what, provenance));
    };
    const auto note_all = [&](const char* what, const auto& elements) {
        for (const auto& element : elements)
            note(fmt::format("{} {}", what, element.name), element.provenance);
    };
    for (const auto& roughness : s.roughness)
        note(roughness.manning_n ? fmt::format("Manning's n {} in {}", *roughness.manning_n, roughness.zone)
                                 : fmt::format("Manning's n by depth in {}", roughness.zone),
             roughness.provenance);
    note_all("boundary", s.boundaries);
    for (const auto& surface : s.surfaces) {
        note("surface " + surface.name, surface.provenance);
        note_all("line", surface.make.lines);
        for (const auto& ground : surface.make.roughness)
            note(fmt::format("Manning's n {} in {}", ground.manning_n, ground.name), ground.provenance);
        note_all("boundary", surface.boundaries);
    }
    note_all("initial", s.initial);
    note_all("reservoir", s.reservoirs);
    note_all("lake", s.lakes);
    note_all("inflow", s.inflows);
    note_all("abstraction", s.abstractions);
    note_all("groundwater", s.groundwater);
    note_all("weather", s.weather);
    note_all("sinking stream", s.sinking_streams);
    for (const auto& structure : s.structures)
        if (structure.kind != language::StructureKind::dam && structure.kind != language::StructureKind::ignored)
            note(fmt::format("{} {}", language::word_of(structure.kind), structure.name), structure.provenance);
    note_all("constituent", s.constituents);
    note_all("process", s.processes);
    note_all("outfall", s.outfalls);
    note_all("diffuse load", s.diffuse_loads);
    for (const auto& load : s.diffuse_loads)
        for (const auto& source : load.sources)
            note(fmt::format("{} of diffuse load {}", source.name, load.name), source.provenance);
    note_all("moving load", s.moving_loads);
    note_all("reach", s.reaches);
    for (const auto& station : s.stations)
        if (station.gauge_minus_model)
            note(fmt::format("datum of the gauge at {}, {:+g} m", station.name, *station.gauge_minus_model),
                 station.provenance);
}

// Numbers of a process set that nobody measured here.
void note_assumed_rates(const language::QualityPlan& quality, Sentences& assumptions) {
    std::string rates;
    for (const auto& parameter : quality.parameters)
        if (parameter.source.find("assum") != std::string::npos)
            rates += fmt::format("{}{} = {:g}{}{}", rates.empty() ? "" : ", ", parameter.name, parameter.value,
                                 parameter.unit.empty() ? "" : " ", parameter.unit);
    if (!rates.empty())
        assumptions.add(fmt::format("rates of {}, assumed: {}",
                                    quality.plan.name.empty() ? "the scenario" : quality.plan.name, rates));
}

}  // namespace

data::results::Provenance provenance_of(const language::Model& input, const RunOptions& options) {
    const language::Scenario& s = input.scenario;
    data::results::Provenance p;
    p.title = s.project.name;
    p.version = options.version;
    p.git = options.git;
    p.crs = s.project.crs;
    p.vertical_datum = s.project.vertical_datum;
    p.time_zone = s.project.time_zone;
    p.options = options.command_options;
    Sentences assumptions;
    Sentences attributions;
    const auto whole = [](const std::filesystem::path& path) {
        std::error_code failed;
        const std::filesystem::path absolute = std::filesystem::absolute(path, failed);
        return (failed ? path : absolute).lexically_normal();
    };
    const std::filesystem::path folder = whole(s.file).parent_path();
    for (const std::filesystem::path& file : input.river.inputs) {
        if (file.extension() == ".csv" || file.extension() == ".CSV")
            read_head(file, assumptions, attributions);
        const auto checksum = data::checkpoint::file_checksum(file);
        p.inputs.push_back({whole(file).lexically_relative(folder).generic_string(),
                            checksum ? data::checkpoint::hex(*checksum) : "unreadable"});
    }
    note_assumed(s, assumptions);
    if (input.quality)
        note_assumed_rates(*input.quality, assumptions);
    for (const auto& surface : input.surfaces) {  // what a mesh says of itself
        std::istringstream lines(surface.assumptions);
        for (std::string line; std::getline(lines, line);)
            assumptions.add(line);
        if (!surface.attribution.empty())
            attributions.add(surface.attribution);
    }
    p.assumptions = assumptions.joined("\n");
    p.attribution = attributions.joined("; ");
    if (s.output.relief.given())
        p.relief = std::filesystem::proximate(s.output.relief.path, std::filesystem::absolute(options.output))
                       .generic_string();
    return p;
}

}  // namespace liriver::scenarios::runner
