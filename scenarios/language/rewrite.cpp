#include "scenarios/language/rewrite.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "data/tables/csv_writer.h"
#include "scenarios/language/key_table.h"
#include "scenarios/language/reader.h"

namespace liriver::scenarios::language {

namespace {
using data::tables::format_number;
using data::tables::Problems;

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\')
            out += std::string("\\") + letter;
        else if (byte < 0x20 || byte == 0x7f)
            out += fmt::format("\\u{:04x}", byte);
        else
            out += letter;
    }
    return out + "\"";
}

// Replacements of pieces of the text, made from its end to its beginning so that places stay true.
class Edits {
  public:
    explicit Edits(const std::string& text) : text_(text) {}

    void replace(const toml::node& node, std::string by) {
        edits_.push_back({offset(node.source().begin), offset(node.source().end), std::move(by), edits_.size()});
    }
    void insert(std::size_t at, std::string what) { edits_.push_back({at, at, std::move(what), edits_.size()}); }
    void append(const std::string& what) { end_ += what; }

    [[nodiscard]] std::string made() {
        std::sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
            return a.begin != b.begin ? a.begin > b.begin : a.number > b.number;
        });
        std::string text = text_;
        for (const Edit& edit : edits_)
            text.replace(edit.begin, edit.end - edit.begin, edit.by);
        if (!text.empty() && text.back() != '\n')
            text += '\n';
        return text + end_;
    }

    /// The byte at a line and column, both counted from 1, columns in characters.
    [[nodiscard]] std::size_t offset(const toml::source_position& at) const {
        std::size_t byte = text_.rfind("\xEF\xBB\xBF", 0) == 0 ? 3 : 0;
        for (toml::source_index line = 1; line < at.line && byte < text_.size(); ++line)
            byte = std::min(text_.find('\n', byte), text_.size() - 1) + 1;
        for (toml::source_index column = 1; column < at.column && byte < text_.size(); ++column) {
            ++byte;
            while (byte < text_.size() && (static_cast<unsigned char>(text_[byte]) & 0xc0U) == 0x80U)
                ++byte;
        }
        return byte;
    }
    /// Just after the line that holds a byte.
    [[nodiscard]] std::size_t next_line(std::size_t byte) const {
        const std::size_t end = text_.find('\n', byte);
        return end == std::string::npos ? text_.size() : end + 1;
    }
    /// Just after the first `bracket` from a byte on.
    [[nodiscard]] std::size_t inside(std::size_t byte, char bracket) const { return text_.find(bracket, byte) + 1; }

  private:
    struct Edit {
        std::size_t begin = 0, end = 0;
        std::string by;
        std::size_t number = 0;
    };
    const std::string& text_;
    std::vector<Edit> edits_;
    std::string end_;
};

class Rewriter {
  public:
    Rewriter(const Scenario& scenario, const std::filesystem::path& folder, toml::table document)
        : from_(std::filesystem::weakly_canonical(std::filesystem::absolute(scenario.file).parent_path())),
          to_(std::filesystem::weakly_canonical(std::filesystem::absolute(folder))),
          edits_(scenario.text),
          document_(std::move(document)) {}

    void lead_paths() { lead(document_, scenario_keys()); }

    void make(const ScenarioChange& change) {
        if (!change.surface.empty()) {
            if (toml::table* place = surface_place(change))
                set(*place, "manning_n", format_number(change.value));
            return;  // without a place the scenario that is read again does not hold it
        }
        if (change.what == ParameterKind::width_factor) {
            if (toml::table* reach = element("reach", change.reach, nullptr))
                set(*reach, "width_factor", format_number(change.value));
            else
                add("reach", {{"name", quoted(change.reach)},
                              {"width_factor", format_number(change.value)},
                              {"source", quoted(change.source)}});
            return;
        }
        if (toml::table* roughness = element("roughness", change.reach, &change.zone)) {
            set(*roughness, "manning_n", format_number(change.value));
            set(*roughness, "source", quoted(change.source));
            if (roughness->contains("assumed"))
                set(*roughness, "assumed", "false");
            return;
        }
        toml::table* reach = change.zone == "channel" ? element("reach", change.reach, nullptr) : nullptr;
        if (reach != nullptr && reach->contains("manning_n"))
            set(*reach, "manning_n", format_number(change.value));
        else
            add("roughness", {{"zone", quoted(change.zone)},
                              {"reach", quoted(change.reach)},
                              {"manning_n", format_number(change.value)},
                              {"source", quoted(change.source)}});
    }

    [[nodiscard]] std::string made() { return edits_.made(); }

  private:
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    /// The [[surface]], or its [[surface.material]] of that number.
    toml::table* surface_place(const ScenarioChange& change) {
        toml::table* surface = element("surface", change.surface, nullptr);
        if (surface == nullptr || change.zone.empty())
            return surface;
        toml::array* materials = (*surface)["material"].as_array();
        if (materials != nullptr)
            for (toml::node& node : *materials)
                if (toml::table* table = node.as_table();
                    table != nullptr && std::to_string((*table)["number"].value_or(std::int64_t{-1})) == change.zone)
                    return table;
        return nullptr;
    }

    /// The reach of that name, or the roughness of that zone and reach.
    toml::table* element(const char* list, const std::string& reach, const std::string* zone) {
        toml::array* array = document_[list].as_array();
        if (array == nullptr)
            return nullptr;
        for (toml::node& node : *array) {
            toml::table* table = node.as_table();
            if (table == nullptr)
                continue;
            const bool fits = zone == nullptr ? (*table)["name"].value_or(std::string()) == reach
                                              : (*table)["zone"].value_or(std::string()) == *zone &&
                                                    (*table)["reach"].value_or(std::string()) == reach;
            if (fits)
                return table;
        }
        return nullptr;
    }

    void set(toml::table& table, const char* key, const std::string& value) {
        if (const toml::node* node = table.get(key))
            edits_.replace(*node, value);
        else if (table.is_inline())
            edits_.insert(edits_.inside(edits_.offset(table.source().begin), '{'),
                          fmt::format(" {} = {},", key, value));
        else
            edits_.insert(edits_.next_line(edits_.offset(table.source().begin)), fmt::format("{} = {}\n", key, value));
    }

    void add(const char* list, const Pairs& pairs) {
        const toml::array* array = document_[list].as_array();
        const bool in_line = array != nullptr &&
                             (array->empty() || (array->get(0)->is_table() && array->get(0)->as_table()->is_inline()));
        std::string text;
        for (const auto& [key, value] : pairs)
            text += in_line ? fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, value)
                            : fmt::format("{} = {}\n", key, value);
        if (in_line)
            edits_.insert(edits_.inside(edits_.offset(array->source().begin), '['), fmt::format("{{ {} }}, ", text));
        else
            edits_.append(fmt::format("\n[[{}]]\n{}", list, text));
    }

    void lead(const toml::table& table, const KeyTable& keys) {
        for (auto it = table.begin(); it != table.end(); ++it)
            if (const Key* key = keys.find(std::string(it->first.str())))
                lead(it->second, *key);
    }

    void lead(const toml::node& node, const Key& key) {
        switch (key.type) {
            case KeyType::file:
            case KeyType::files:
                lead_path(node);
                return;
            case KeyType::series:
                if (const toml::table* series = node.as_table())
                    lead(*series, series_keys());
                return;
            case KeyType::amounts:
                if (const toml::table* amounts = node.as_table())
                    for (auto it = amounts->begin(); it != amounts->end(); ++it)
                        if (const toml::table* series = it->second.as_table())
                            lead(*series, series_keys());
                return;
            case KeyType::table:
                if (const toml::table* table = node.as_table())
                    lead(*table, *key.table);
                return;
            case KeyType::tables:
                if (const toml::array* array = node.as_array())
                    for (const toml::node& element : *array)
                        if (const toml::table* table = element.as_table())
                            lead(*table, *key.table);
                return;
            default:
                return;
        }
    }

    void lead_path(const toml::node& node) {
        if (const toml::array* list = node.as_array())
            for (const toml::node& element : *list)
                lead_path(element);
        const auto path = node.value<std::string>();
        if (!path || path->empty() || std::filesystem::path(*path).is_absolute())
            return;
        const auto led = std::filesystem::weakly_canonical(from_ / *path).lexically_proximate(to_);
        edits_.replace(node, quoted(led.generic_string()));
    }

    std::filesystem::path from_, to_;
    Edits edits_;
    toml::table document_;
};

// What a number of the scenario is now, if it is there.
std::optional<double> held(const Scenario& scenario, const ScenarioChange& change) {
    for (const SurfaceSettings& surface : scenario.surfaces)
        if (!change.surface.empty() && surface.name == change.surface) {
            if (change.zone.empty())
                return surface.manning_n;
            for (const Material& material : surface.materials)
                if (std::to_string(material.number) == change.zone)
                    return material.manning_n;
        }
    if (change.what == ParameterKind::manning_n)
        for (const Roughness& roughness : scenario.roughness)
            if (roughness.zone == change.zone && roughness.reach == change.reach)
                return roughness.manning_n;
    for (const ReachSettings& reach : scenario.reaches)
        if (reach.name == change.reach)
            return change.what == ParameterKind::width_factor ? reach.width_factor : reach.manning_n;
    return std::nullopt;
}
}  // namespace

tl::expected<std::string, Problems> rewrite_scenario(const Scenario& scenario,
                                                     const std::vector<ScenarioChange>& changes,
                                                     const std::filesystem::path& folder) {
    Rewriter rewriter(scenario, folder, toml::parse(scenario.text, scenario.file.string()));
    rewriter.lead_paths();
    for (const ScenarioChange& change : changes)
        rewriter.make(change);
    std::string text = rewriter.made();
    Problems problems;
    const auto again = parse_scenario(text, folder / scenario.file.filename(), {}, problems);
    for (const ScenarioChange& change : changes)
        if (again && held(*again, change) != change.value)
            problems.push_back(
                {scenario.file.string(),
                 0,
                 0,
                 "cannot-rewrite",
                 fmt::format("{} of {}", in_words(change.what), change.surface.empty() ? change.reach : change.surface),
                 "no place for it",
                 "[[roughness]], [[reach]] and [[surface]] as tables of their own",
                 {}});
    if (!problems.empty())
        return tl::make_unexpected(std::move(problems));
    return text;
}

}  // namespace liriver::scenarios::language
