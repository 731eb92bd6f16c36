#include "data/checkpoint/checkpoint.h"

#include <algorithm>
#include <system_error>
#include <type_traits>
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

/// One array of the file, with the checksum it was written with checked.
template <typename Value>
std::vector<Value> read_array(const Hdf5File& file, const std::string& group, const std::string& name, std::size_t size,
                              bool by_time = false) {
    std::vector<Value> values;
    if constexpr (std::is_same_v<Value, double>)
        values = file.read_doubles(group, name);
    else
        values = file.read_integers(group, name);
    if (values.size() != size && !by_time)
        throw Refusal{fmt::format("{} values of {}", values.size(), name), fmt::format("{}", size)};
    if (content(std::span<const Value>(values)) != file.unsigned_attribute(member(group, name), "checksum"))
        throw Refusal{"damaged values of " + name, "the values that were written"};
    return values;
}

/// The arrays in the file and those asked for must be the same ones.
void compare_names(const std::vector<std::string>& in_file, std::vector<std::string> asked) {
    std::sort(asked.begin(), asked.end());
    for (const std::string& name : asked)
        if (std::find(in_file.begin(), in_file.end(), name) == in_file.end())
            throw Refusal{"no array " + name, "a checkpoint of a run with the same constituents, rules and options"};
    for (const std::string& name : in_file)
        if (!std::binary_search(asked.begin(), asked.end(), name))
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

Header read_header(const Hdf5File& file, std::uint64_t mesh_checksum) {
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
    if (header.mesh_checksum != mesh_checksum)
        throw Refusal{
            "a model with checksum " + hex(header.mesh_checksum),
            hex(mesh_checksum) + ", that of this scenario: sections, roughness, structures and ends must be the same"};
    return header;
}

/// Whether HDF5 can read the file, good or damaged, without a crash.
bool is_readable(const std::filesystem::path& path) {
    return results::survives(
        [&path] {
            const Hdf5File file = Hdf5File::open(path);
            static_cast<void>(file.text_attribute("/", "program"));
            static_cast<void>(file.integer_attribute("/", "time_ns_utc"));
            for (const std::string& name : file.names(field_group)) {
                static_cast<void>(file.text_attribute(member(field_group, name), "units"));
                static_cast<void>(file.unsigned_attribute(member(field_group, name), "checksum"));
                static_cast<void>(file.read_doubles(field_group, name));
            }
            for (const std::string& name : file.names(integer_group)) {
                static_cast<void>(file.unsigned_attribute(member(integer_group, name), "checksum"));
                static_cast<void>(file.read_integers(integer_group, name));
            }
        },
        std::chrono::minutes(10));
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
    if (!is_readable(path))
        return tl::unexpected(Error{path.string(), "a damaged HDF5 file, which its own library crashes on",
                                    "a checkpoint that liriver wrote"});
    try {
        const Hdf5File file = Hdf5File::open(path);
        Header header = read_header(file, mesh_checksum);
        std::vector<std::string> names;
        for (const MutableField& field : fields)
            names.push_back(field.description.name);
        compare_names(file.names(field_group), std::move(names));
        names.clear();
        for (const MutableIntegers& array : integers)
            names.push_back(array.name);
        compare_names(file.names(integer_group), std::move(names));

        std::vector<std::vector<double>> field_values;
        for (const MutableField& field : fields) {
            const std::string& name = field.description.name;
            const std::string unit = file.text_attribute(member(field_group, name), "units");
            if (unit != field.description.unit)
                throw Refusal{fmt::format("{} in {}", name, unit),
                              fmt::format("{} in {}", name, field.description.unit)};
            field_values.push_back(read_array<double>(file, field_group, name, field.values.size(), field.by_time));
        }
        std::vector<std::vector<std::int64_t>> integer_values;
        for (const MutableIntegers& array : integers)
            integer_values.push_back(read_array<std::int64_t>(file, integer_group, array.name, array.values.size()));

        for (std::size_t i = 0; i < fields.size(); ++i)
            std::copy_n(field_values[i].begin(), std::min(field_values[i].size(), fields[i].values.size()),
                        fields[i].values.begin());
        for (std::size_t i = 0; i < integers.size(); ++i)
            std::copy(integer_values[i].begin(), integer_values[i].end(), integers[i].values.begin());
        return header;
    } catch (const Refusal& refusal) {
        return tl::unexpected(Error{path.string(), refusal.found, refusal.expected});
    } catch (const Hdf5Error& trouble) {
        return tl::unexpected(Error{path.string(), trouble.what(), "a checkpoint that liriver wrote"});
    }
}

std::optional<tables::Time> read_time(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored) || !is_readable(path))
        return std::nullopt;
    try {
        const Hdf5File file = Hdf5File::open(path);
        if (file.text_attribute("/", "program") != "liriver")
            return std::nullopt;
        return tables::Time(std::chrono::nanoseconds(file.integer_attribute("/", "time_ns_utc")));
    } catch (const Hdf5Error&) {
        return std::nullopt;
    }
}

std::vector<double> read_values(const std::filesystem::path& path, const std::string& field) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored) || !is_readable(path))
        return {};
    try {
        const Hdf5File file = Hdf5File::open(path);
        const std::vector<std::string> names = file.names(field_group);
        if (std::find(names.begin(), names.end(), field) == names.end())
            return {};
        return file.read_doubles(field_group, field);
    } catch (const Hdf5Error&) {
        return {};
    }
}

}  // namespace liriver::data::checkpoint
