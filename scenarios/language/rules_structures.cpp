#include "scenarios/language/rules_structures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "scenarios/language/keys.h"

namespace liriver::scenarios::language {
namespace {

struct KindKeys {
    StructureKind kind;
    const char* word;
    std::vector<std::string> needs, may;  // besides name, kind, place, note and provenance
};

const std::vector<KindKeys>& kinds() {
    using Kind = StructureKind;
    static const std::vector<KindKeys> all{
        {Kind::weir,
         "weir",
         {},
         {"crest", "crest_height_above_bed", "width", "coefficient", "raised", "flap", "from", "to", "from_lake",
          "to_lake"}},
        {Kind::dam, "dam", {}, {"crest", "crest_height_above_bed", "width", "coefficient"}},
        {Kind::ignored, "ignored", {}, {"crest", "crest_height_above_bed", "width", "coefficient"}},
        {Kind::sharp_crested_weir,
         "sharp_crested_weir",
         {},
         {"crest", "crest_height_above_bed", "width", "raised", "flap", "from", "to", "from_lake", "to_lake"}},
        {Kind::overflow_dam,
         "overflow_dam",
         {"design_head"},
         {"crest", "crest_height_above_bed", "width", "raised", "flap", "from", "to", "from_lake", "to_lake"}},
        {Kind::sluice_gate,
         "sluice_gate",
         {"width", "opening"},
         {"crest", "crest_height_above_bed", "contraction", "flap", "from", "to", "from_lake", "to_lake"}},
        {Kind::radial_gate,
         "radial_gate",
         {"width", "opening", "radius", "trunnion_height"},
         {"crest", "crest_height_above_bed", "flap", "from", "to", "from_lake", "to_lake"}},
        {Kind::culvert,
         "culvert",
         {"height", "length", "invert_upstream", "invert_downstream"},
         {"inlet", "width", "barrels", "manning_n", "entrance_loss", "open_share", "flap", "from", "to", "from_lake",
          "to_lake"}},
        {Kind::bridge,
         "bridge",
         {"width"},
         {"crest", "crest_height_above_bed", "pier_width", "pier_shape", "abutment_loss", "underside", "open_share"}},
        {Kind::pump,
         "pump",
         {"stop_stage", "start_stage"},
         {"capacity", "table", "running", "from", "to", "from_lake", "to_lake"}},
        {Kind::diversion,
         "diversion",
         {},
         {"table", "share", "capacity", "open_share", "fade_depth", "from", "to", "from_lake", "to_lake"}},
    };
    return all;
}

const std::vector<std::string>& every_key() {
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> all;
        for (const KindKeys& kind : kinds())
            for (const auto* list : {&kind.needs, &kind.may})
                for (const std::string& key : *list)
                    if (std::find(all.begin(), all.end(), key) == all.end())
                        all.push_back(key);
        return all;
    }();
    return keys;
}

bool has(const std::vector<std::string>& list, const std::string& key) {
    return std::find(list.begin(), list.end(), key) != list.end();
}

class StructureRules {
  public:
    StructureRules(const Scenario& scenario, const Structure& structure, Reporter& report)
        : scenario_(scenario),
          structure_(structure),
          report_(report),
          path_(fmt::format("structure[{}]", structure.name)) {}

    void keys(const KindKeys& kind) {
        for (const std::string& key : every_key()) {
            const bool needed = has(kind.needs, key);
            if (needed && !given(key))
                missing(key, fmt::format("`{}` for kind = \"{}\"", key, kind.word));
            else if (!needed && !has(kind.may, key) && given(key))
                report_.add_at_key(path_ + "." + key, structure_.at, "not-used",
                                   fmt::format("a key that kind = \"{}\" does not use", kind.word), "no such key here");
        }
    }

    void place() {
        one_of("from", "from_lake");
        one_of("to", "to_lake");
        if (!scenario_.on_surface())
            for (const auto& [key, end] : {std::pair{"from", &structure_.from}, std::pair{"to", &structure_.to}})
                if (given(key) && end->reach.empty() && !end->chainage && !end->point)
                    missing(std::string(key) + ".reach", "the name of the reach it stands on");
        for (const char* to : {"to", "to_lake"})
            if (given(to) && !given("from") && !given("from_lake"))
                missing("from", fmt::format("`from` or `from_lake` beside `{}`", to));
        for (const char* from : {"from", "from_lake"})
            if (given(from) && !structure_.place.reach.empty())
                report_.add_at_key(path_ + "." + from, structure_.at, "not-used",
                                   fmt::format("both `reach` and `{}`", from), "one of them");
        if (given("from_lake") && given("share"))
            report_.add_at_key(path_ + ".share", structure_.at, "not-used", "a share of what a lake's river carries",
                               "`table` of what is taken at which stage");
        const bool weir = structure_.kind == StructureKind::weir ||
                          structure_.kind == StructureKind::sharp_crested_weir ||
                          structure_.kind == StructureKind::overflow_dam;
        if (given("from_lake") && weir && !given("width"))
            missing("width", "`width` of a weir out of a lake, which has no channel");
    }

    void numbers() {
        one_of("crest", "crest_height_above_bed");
        switch (structure_.kind) {
            case StructureKind::radial_gate:
                if (read("radius") && read("trunnion_height") && structure_.trunnion_height >= structure_.radius)
                    bound("trunnion_height", fmt::format("{} m", structure_.trunnion_height),
                          fmt::format("less than the radius of {} m", structure_.radius));
                break;
            case StructureKind::culvert:
                culvert();
                break;
            case StructureKind::bridge:
                if (structure_.width && structure_.pier_width >= *structure_.width)
                    bound("pier_width", fmt::format("{} m", structure_.pier_width),
                          fmt::format("less than the width of {} m", *structure_.width));
                if (structure_.pier_width == 0.0 && structure_.abutment_loss == 0.0)
                    bound("abutment_loss", "neither piers nor a loss", "a bridge that holds the water back a little");
                break;
            case StructureKind::pump:
                one_of("capacity", "table");
                if (!given("capacity") && !given("table"))
                    missing("capacity", "`capacity` or `table`");
                if (read("stop_stage") && read("start_stage") && structure_.start_stage <= structure_.stop_stage)
                    bound("start_stage", fmt::format("{} m", structure_.start_stage),
                          fmt::format("above the stop stage, {} m", structure_.stop_stage));
                break;
            case StructureKind::diversion:
                one_of("table", "share");
                if (!given("table") && !given("share"))
                    missing("table", "`table` or `share`");
                if (given("fade_depth") && !given("share"))
                    report_.add_at_key(path_ + ".fade_depth", structure_.at, "not-used", "`fade_depth` without `share`",
                                       "no such key here: the table says what is taken at which stage");
                break;
            default:
                break;
        }
    }

  private:
    void culvert() {
        const bool box = structure_.inlet >= CulvertInlet::box_wingwalls_30_75;
        if (box && !given("width"))
            missing("width", "`width` of a box culvert");
        if (!box && given("width"))
            report_.add_at_key(path_ + ".width", structure_.at, "not-used", "a width of a circular culvert",
                               "no such key here, or an `inlet` of a box");
    }

    [[nodiscard]] bool given(const std::string& key) const { return scenario_.positions.count(path_ + "." + key) > 0; }
    /// Given, and not refused.
    [[nodiscard]] bool read(const std::string& key) const { return given(key) && !report_.told(path_ + "." + key); }
    void missing(const std::string& key, std::string expected) {
        report_.add(structure_.at, "missing-key", path_ + "." + key, "no such key", std::move(expected));
    }
    void bound(const std::string& key, std::string found, std::string expected) {
        report_.add_at_key(path_ + "." + key, structure_.at, "out-of-bounds", std::move(found), std::move(expected));
    }
    void one_of(const std::string& one, const std::string& other) {
        if (given(one) && given(other))
            report_.add_at_key(path_ + "." + one, structure_.at, "not-used",
                               fmt::format("both `{}` and `{}`", one, other), "one of them");
    }

    const Scenario& scenario_;
    const Structure& structure_;
    Reporter& report_;
    std::string path_;
};

}  // namespace

const Key* setting_key(StructureKind kind) {
    for (const KindKeys& known : kinds())
        if (known.kind == kind)
            for (const char* const name : {"raised", "opening", "open_share", "running"})
                if (has(known.needs, name) || has(known.may, name)) {
                    static const keys::TablePointer table = keys::structure();
                    return table->find(name);
                }
    return nullptr;
}

bool on_surfaces(StructureKind kind) {
    return kind != StructureKind::dam && kind != StructureKind::ignored && kind != StructureKind::bridge;
}

const char* word_of(StructureKind kind) {
    for (const KindKeys& known : kinds())
        if (known.kind == kind)
            return known.word;
    return "";
}

void check_structure(const Scenario& scenario, const Structure& structure, Reporter& report) {
    if (report.told(fmt::format("structure[{}].kind", structure.name)))
        return;  // which keys belong to it nobody knows
    if (scenario.on_surface() && !on_surfaces(structure.kind))
        return;  // the surface's own rules say so
    StructureRules rules(scenario, structure, report);
    for (const KindKeys& kind : kinds())
        if (kind.kind == structure.kind)
            rules.keys(kind);
    rules.place();
    rules.numbers();
}

}  // namespace liriver::scenarios::language
