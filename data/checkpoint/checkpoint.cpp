#include "data/checkpoint/checkpoint.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "data/checkpoint/checksum.h"
#include "data/checkpoint/hdf5_file.h"
#include "data/results/atomic_file.h"
#include "data/results/trial.h"

namespace liriver::data::checkpoint {

using mesh::field::Error;
using mesh::field::Field;
using mesh::field::MutableField;
using mesh::field::MutableIntegers;

namespace {

const std::string field_group = "fields";
const std::string integer_group = "integers";

/// Why a file is refused, on its way to the public function that reports it.
struct Refusal {
    std::string found, expected;
};

template <typename Value>
std::uint64_t content(std::span<const Value> values) {
    return fnv1a(std::as_bytes(values));
}

std::string member(const std::string& group, const std::string& name) { return fmt::format("{}/{}", group, name); }

template <typename Value>
void write_array(Hdf5File& file, const std::string& group, const std::string& name, std::span<const Value> values) {
    file.write(group, name, values);
    file.write_attribute(member(group, name), "checksum", content(values));
}

/// An array as it lies in the file.
template <typename Value>
struct StoredArray {
    std::string unit;  ///< of a field
    std::uint64_t checksum = 0;
    std::vector<Value> values;
};

/// All of a file, before anything of it is believed.
struct Stored {
    Header header;
    std::map<std::string, StoredArray<double>> fields;
    std::map<std::string, StoredArray<std::int64_t>> integers;
};

Header read_header(const Hdf5File& file) {
    if (file.text_attribute("/", "program") != "liriver")
        throw Refusal{"another program's HDF5 file", "a checkpoint that liriver wrote"};
    const std::int64_t format = file.integer_attribute("/", "format_version");
    if (format != format_version)
        throw Refusal{fmt::format("checkpoint format {}", format), fmt::format("format {}", format_version)};
    Header header;
    header.time = tables::Time(std::chrono::nanoseconds(file.integer_attribute("/", "time_ns_utc")));
    header.mesh_checksum = file.unsigned_attribute("/", "mesh_checksum");
    header.version = file.text_attribute("/", "version");
    header.git = file.text_attribute("/", "git");
    return header;
}

Stored read_all(const Hdf5File& file) {
    Stored stored;
    stored.header = read_header(file);
    for (const std::string& name : file.names(field_group))
        stored.fields[name] = {file.text_attribute(member(field_group, name), "units"),
                               file.unsigned_attribute(member(field_group, name), "checksum"),
                               file.read_doubles(field_group, name)};
    for (const std::string& name : file.names(integer_group))
        stored.integers[name] = {{},
                                 file.unsigned_attribute(member(integer_group, name), "checksum"),
                                 file.read_integers(integer_group, name)};
    return stored;
}

/// The values of one array, with their number and the checksum they were written with checked.
template <typename Value>
const std::vector<Value>& checked(const std::map<std::string, StoredArray<Value>>& arrays, const std::string& name,
                                  std::size_t size, bool by_time = false) {
    const StoredArray<Value>& array = arrays.at(name);
    if (array.values.size() != size && !by_time)
        throw Refusal{fmt::format("{} values of {}", array.values.size(), name), fmt::format("{}", size)};
    if (content(std::span<const Value>(array.values)) != array.checksum)
        throw Refusal{"damaged values of " + name, "the values that were written"};
    return array.values;
}

/// The arrays in the file and those asked for must be the same ones.
template <typename Value, typename Asked>
void compare_names(const std::map<std::string, StoredArray<Value>>& in_file, const std::vector<Asked>& asked) {
    for (const auto& name : asked)
        if (in_file.count(name) == 0)
            throw Refusal{"no array " + name, "a checkpoint of a run with the same constituents, rules and options"};
    for (const auto& [name, array] : in_file)
        if (std::find(asked.begin(), asked.end(), name) == asked.end())
            throw Refusal{"an array " + name + " that this run has no use for",
                          "a checkpoint of a run with the same constituents, rules and options"};
}

/// What the arrays take up.
std::uintmax_t bytes_of(std::span<const Field> fields, std::span<const MutableIntegers> integers) {
    std::uintmax_t values = 0;
    for (const Field& field : fields)
        values += field.values.size();
    for (const MutableIntegers& array : integers)
        values += array.values.size();
    return values * sizeof(double);
}

/// What a reader does is tried in a process of its own first: HDF5 crashes on some damaged files.
template <typename Read>
bool is_readable(const std::filesystem::path& path, const Read& read) {
    return results::survives([&] { static_cast<void>(read(Hdf5File::open(path))); }, std::chrono::minutes(10));
}

}  // namespace

tl::expected<void, Error> write_checkpoint(const std::filesystem::path& path, const Header& header,
                                           std::span<const Field> fields, std::span<const MutableIntegers> integers) {
    const std::filesystem::path part = results::part_name(path);
    try {
        Hdf5File file = Hdf5File::create(part);
        file.write_attribute("/", "program", std::string("liriver"));
        file.write_attribute("/", "format_version", format_version);
        file.write_attribute("/", "time_ns_utc", std::int64_t{header.time.time_since_epoch().count()});
        file.write_attribute("/", "mesh_checksum", header.mesh_checksum);
        file.write_attribute("/", "version", header.version);
        file.write_attribute("/", "git", header.git);
        file.make_group(field_group);
        for (const Field& field : fields) {
            write_array(file, field_group, field.description.name, field.values);
            file.write_attribute(member(field_group, field.description.name), "units", field.description.unit);
        }
        file.make_group(integer_group);
        for (const MutableIntegers& array : integers)
            write_array(file, integer_group, array.name, std::span<const std::int64_t>(array.values));
        file.close();
    } catch (const Hdf5Error& trouble) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        if (results::is_no_room(trouble.code()))
            return tl::unexpected(results::cannot_write(path, trouble.code(), bytes_of(fields, integers)));
        return tl::unexpected(Error{path.string(), trouble.what(), "a checkpoint that can be written"});
    }
    return results::publish(path);
}

tl::expected<Header, Error> read_checkpoint(const std::filesystem::path& path, std::uint64_t mesh_checksum,
                                            std::span<const MutableField> fields,
                                            std::span<const MutableIntegers> integers) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return tl::unexpected(Error{path.string(), "no such file", "a checkpoint"});
    if (!is_readable(path, read_all))
        return tl::unexpected(Error{path.string(), "a damaged HDF5 file, which its own library crashes on",
                                    "a checkpoint that liriver wrote"});
    try {
        const Stored stored = read_all(Hdf5File::open(path));
        if (stored.header.mesh_checksum != mesh_checksum)
            throw Refusal{"a model with checksum " + hex(stored.header.mesh_checksum),
                          hex(mesh_checksum) +
                              ", that of this scenario: sections, roughness, structures and ends must be the same"};
        std::vector<std::string> names;
        for (const MutableField& field : fields)
            names.push_back(field.description.name);
        compare_names(stored.fields, names);
        names.clear();
        for (const MutableIntegers& array : integers)
            names.push_back(array.name);
        compare_names(stored.integers, names);

        std::vector<std::vector<double>> field_values;
        for (const MutableField& field : fields) {
            const std::string& name = field.description.name;
            if (const std::string& unit = stored.fields.at(name).unit; unit != field.description.unit)
                throw Refusal{fmt::format("{} in {}", name, unit),
                              fmt::format("{} in {}", name, field.description.unit)};
            field_values.push_back(checked(stored.fields, name, field.values.size(), field.by_time));
        }
        std::vector<std::vector<std::int64_t>> integer_values;
        for (const MutableIntegers& array : integers)
            integer_values.push_back(checked(stored.integers, array.name, array.values.size()));

        for (std::size_t i = 0; i < fields.size(); ++i)
            std::copy_n(field_values[i].begin(), std::min(field_values[i].size(), fields[i].values.size()),
                        fields[i].values.begin());
        for (std::size_t i = 0; i < integers.size(); ++i)
            std::copy(integer_values[i].begin(), integer_values[i].end(), integers[i].values.begin());
        return stored.header;
    } catch (const Refusal& refusal) {
        return tl::unexpected(Error{path.string(), refusal.found, refusal.expected});
    } catch (const Hdf5Error& trouble) {
        return tl::unexpected(Error{path.string(), trouble.what(), "a checkpoint that liriver wrote"});
    }
}

namespace {

/// What `read` makes of a file; nothing where there is none that can be read.
template <typename Read>
auto read_if_good(const std::filesystem::path& path, const Read& read)
    -> std::optional<decltype(read(std::declval<const Hdf5File&>()))> {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored) || !is_readable(path, read))
        return std::nullopt;
    try {
        return read(Hdf5File::open(path));
    } catch (const Hdf5Error&) {
        return std::nullopt;
    } catch (const Refusal&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<tables::Time> read_time(const std::filesystem::path& path) {
    const auto header = read_if_good(path, read_header);
    return header ? std::optional(header->time) : std::nullopt;
}

std::vector<double> read_values(const std::filesystem::path& path, const std::string& field) {
    const auto values = read_if_good(path, [&field](const Hdf5File& file) {
        const std::vector<std::string> names = file.names(field_group);
        const bool there = std::find(names.begin(), names.end(), field) != names.end();
        return there ? file.read_doubles(field_group, field) : std::vector<double>{};
    });
    return values.value_or(std::vector<double>{});
}

}  // namespace liriver::data::checkpoint
