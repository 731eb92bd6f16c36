#include "data/results/netcdf.h"

#include <netcdf.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <limits>

#include "data/results/atomic_file.h"
#include "data/results/hdf5_library.h"
#include "data/results/trial.h"

namespace liriver::data::results {

namespace {

void check(int status, const std::string& doing) {
    if (status == NC_NOERR)
        return;
    const int code = errno;
    throw NetcdfError(doing + ": " + nc_strerror(status), code);
}

/// Deflate makes at best one byte of 1032 (RFC 1951: 258 bytes in two bits), and a chunk that was never written takes
/// no bytes at all: ours are half a megabyte a variable.
constexpr std::uintmax_t best_compression = 1032;
constexpr std::uintmax_t unwritten_values = 1U << 20U;

int open_file(const std::filesystem::path& path) {
    int id = -1;
    check(nc_open(path.c_str(), NC_NOWRITE, &id), "open");
    return id;
}

}  // namespace

mesh::field::Error unwritten(const std::filesystem::path& path, const NetcdfError& trouble, std::uintmax_t bytes,
                             const std::string& expected) {
    if (is_no_room(trouble.code()))
        return cannot_write(path, trouble.code(), bytes);
    return {path.string(), trouble.what(), expected};
}

Netcdf Netcdf::create(const std::filesystem::path& path) {
    prepare_hdf5();
    errno = 0;
    int id = -1;
    check(nc_create(path.c_str(), NC_CLOBBER | NC_NETCDF4, &id), "create");
    Netcdf file(id);
    int old = 0;
    check(nc_set_fill(id, NC_NOFILL, &old), "fill mode");
    return file;
}

Netcdf Netcdf::open(const std::filesystem::path& path) {
    prepare_hdf5();
    constexpr std::chrono::seconds longest{20};  // what is tried takes milliseconds
    if (!survives([&path] { Netcdf(open_file(path)).look_around(); }, longest))
        throw NetcdfError("open: a damaged file, which its own library crashes on");
    const int id = open_file(path);
    Netcdf file(id);
    std::error_code trouble;
    const std::uintmax_t bytes = std::filesystem::file_size(path, trouble);
    if (trouble)
        throw NetcdfError("open: " + trouble.message());
    file.most_values_ = bytes * best_compression / sizeof(std::int32_t) + unwritten_values;
    return file;
}

void Netcdf::look_around() const {
    for (int variable = 0; variable < variable_count(); ++variable) {
        static_cast<void>(dimension_names(variable));
        static_cast<void>(lengths(variable));
        int attributes = 0;
        check(nc_inq_varnatts(id_, variable, &attributes), "attributes");
        for (int number = 0; number < attributes; ++number) {
            char name[NC_MAX_NAME + 1] = {};
            check(nc_inq_attname(id_, variable, number, name), "attributes");
            static_cast<void>(text_attribute(variable, name));
            static_cast<void>(number_attribute(variable, name));
        }
    }
}

Netcdf& Netcdf::operator=(Netcdf&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(most_values_, other.most_values_);
    return *this;
}

Netcdf::~Netcdf() {
    if (id_ >= 0)
        static_cast<void>(nc_close(id_));
}

int Netcdf::unlimited(const std::string& name) {
    int dimension = -1;
    check(nc_def_dim(id_, name.c_str(), NC_UNLIMITED, &dimension), "dimension " + name);
    return dimension;
}

int Netcdf::dimension(const std::string& name, std::size_t length) {
    int dimension = -1;
    check(nc_def_dim(id_, name.c_str(), length, &dimension), "dimension " + name);
    return dimension;
}

int Netcdf::variable(const std::string& name, Type type, std::span<const int> dimensions) {
    const nc_type type_number = type == Type::int32 ? NC_INT : type == Type::float64 ? NC_DOUBLE : NC_STRING;
    int variable = -1;
    check(nc_def_var(id_, name.c_str(), type_number, static_cast<int>(dimensions.size()), dimensions.data(), &variable),
          "variable " + name);
    return variable;
}

void Netcdf::pack(int variable, std::span<const std::size_t> chunk) {
    check(nc_def_var_chunking(id_, variable, NC_CHUNKED, chunk.data()), "chunks");
    check(nc_def_var_deflate(id_, variable, 1, 1, 1), "compression");
    const double missing = std::numeric_limits<double>::quiet_NaN();
    check(nc_def_var_fill(id_, variable, NC_FILL, &missing), "fill value");
}

void Netcdf::attribute(int variable, const std::string& name, const std::string& value) {
    check(nc_put_att_text(id_, variable, name.c_str(), value.size(), value.data()), "attribute " + name);
}

void Netcdf::attribute(int variable, const std::string& name, std::int32_t value) {
    check(nc_put_att_int(id_, variable, name.c_str(), NC_INT, 1, &value), "attribute " + name);
}

void Netcdf::attribute(int variable, const std::string& name, double value) {
    check(nc_put_att_double(id_, variable, name.c_str(), NC_DOUBLE, 1, &value), "attribute " + name);
}

void Netcdf::attribute(int variable, const std::string& name, std::span<const double> values) {
    check(nc_put_att_double(id_, variable, name.c_str(), NC_DOUBLE, values.size(), values.data()), "attribute " + name);
}

void Netcdf::end_definitions() { check(nc_enddef(id_), "end of definitions"); }

void Netcdf::write(int variable, std::span<const double> values) {
    check(nc_put_var_double(id_, variable, values.data()), "write " + variable_name(variable));
}

void Netcdf::write(int variable, std::span<const std::int32_t> values) {
    check(nc_put_var_int(id_, variable, values.data()), "write " + variable_name(variable));
}

void Netcdf::write(int variable, const std::vector<std::string>& texts) {
    std::vector<const char*> rows;
    rows.reserve(texts.size());
    for (const std::string& text : texts)
        rows.push_back(text.c_str());
    check(nc_put_var_string(id_, variable, rows.data()), "write " + variable_name(variable));
}

void Netcdf::write_rows(int variable, std::size_t first, std::size_t count, std::size_t width,
                        std::span<const double> values) {
    const std::size_t start[2] = {first, 0};
    const std::size_t size[2] = {count, width};
    check(nc_put_vara_double(id_, variable, start, size, values.data()), "write " + variable_name(variable));
}

void Netcdf::sync() { check(nc_sync(id_), "sync"); }

void Netcdf::close() {
    const int id = std::exchange(id_, -1);
    if (id >= 0)
        check(nc_close(id), "close");
}

bool Netcdf::has_variable(const std::string& name) const {
    int variable = -1;
    return nc_inq_varid(id_, name.c_str(), &variable) == NC_NOERR;
}

int Netcdf::find_variable(const std::string& name) const {
    int variable = -1;
    check(nc_inq_varid(id_, name.c_str(), &variable), "variable " + name);
    return variable;
}

int Netcdf::variable_count() const {
    int count = 0;
    check(nc_inq_nvars(id_, &count), "variables");
    return count;
}

std::string Netcdf::variable_name(int variable) const {
    char name[NC_MAX_NAME + 1] = {};
    check(nc_inq_varname(id_, variable, name), "name of a variable");
    return name;
}

std::vector<std::string> Netcdf::dimension_names(int variable) const {
    int count = 0;
    check(nc_inq_varndims(id_, variable, &count), "dimensions");
    std::vector<int> dimensions(static_cast<std::size_t>(count));
    check(nc_inq_vardimid(id_, variable, dimensions.data()), "dimensions");
    std::vector<std::string> names;
    for (const int dimension : dimensions) {
        char name[NC_MAX_NAME + 1] = {};
        check(nc_inq_dimname(id_, dimension, name), "dimensions");
        names.emplace_back(name);
    }
    return names;
}

std::vector<std::size_t> Netcdf::lengths(int variable) const {
    int count = 0;
    check(nc_inq_varndims(id_, variable, &count), "dimensions");
    std::vector<int> dimensions(static_cast<std::size_t>(count));
    check(nc_inq_vardimid(id_, variable, dimensions.data()), "dimensions");
    std::vector<std::size_t> lengths;
    for (const int dimension : dimensions) {
        std::size_t length = 0;
        check(nc_inq_dimlen(id_, dimension, &length), "dimensions");
        lengths.push_back(length);
    }
    return lengths;
}

std::string Netcdf::text_attribute(int variable, const std::string& name) const {
    std::size_t length = 0;
    nc_type type = NC_NAT;
    if (nc_inq_att(id_, variable, name.c_str(), &type, &length) != NC_NOERR)
        return {};
    if (type == NC_STRING && length == 1) {  // netCDF4 and xarray write those
        char* text = nullptr;
        check(nc_get_att_string(id_, variable, name.c_str(), &text), "attribute " + name);
        std::string value = text == nullptr ? std::string() : std::string(text);
        check(nc_free_string(1, &text), "attribute " + name);
        return value;
    }
    if (type != NC_CHAR)
        return {};
    std::string value(length, '\0');
    check(nc_get_att_text(id_, variable, name.c_str(), value.data()), "attribute " + name);
    return value;
}

std::optional<double> Netcdf::number_attribute(int variable, const std::string& name) const {
    std::size_t length = 0;
    nc_type type = NC_NAT;
    if (nc_inq_att(id_, variable, name.c_str(), &type, &length) != NC_NOERR || type == NC_CHAR || type == NC_STRING ||
        length != 1)
        return std::nullopt;
    double value = 0.0;
    check(nc_get_att_double(id_, variable, name.c_str(), &value), "attribute " + name);
    return value;
}

bool Netcdf::is_integer(int variable) const {
    nc_type type = NC_NAT;
    check(nc_inq_vartype(id_, variable, &type), "type of a variable");
    return type != NC_FLOAT && type != NC_DOUBLE && type != NC_CHAR && type > NC_NAT && type < NC_STRING;
}

std::size_t Netcdf::count(int variable) const {
    std::uintmax_t values = 1;
    for (const std::size_t length : lengths(variable)) {
        if (length != 0 && values > most_values_ / length)
            throw NetcdfError("read " + variable_name(variable) + ": more values than a file of this size can hold");
        values *= length;
    }
    return values;
}

void Netcdf::expect_numbers(int variable) const {
    nc_type type = NC_NAT;
    check(nc_inq_vartype(id_, variable, &type), "type of a variable");
    // Of texts and of a file's own types netCDF copies pointers or structures into what it is given.
    if (type == NC_CHAR || type == NC_STRING || type > NC_MAX_ATOMIC_TYPE || type <= NC_NAT)
        throw NetcdfError("read " + variable_name(variable) + ": not numbers");
}

std::vector<double> Netcdf::read_doubles(int variable) const {
    expect_numbers(variable);
    std::vector<double> values(count(variable));
    check(nc_get_var_double(id_, variable, values.data()), "read " + variable_name(variable));
    return values;
}

std::vector<std::int32_t> Netcdf::read_integers(int variable) const {
    const std::optional<double> fill = number_attribute(variable, "_FillValue");
    std::vector<std::int32_t> values;
    for (const double value : read_doubles(variable)) {
        const bool missing = std::isnan(value) || (fill && value == *fill);
        if (!missing && (std::abs(value) > std::numeric_limits<std::int32_t>::max() || value != std::trunc(value)))
            throw NetcdfError("read " + variable_name(variable) + ": a number that is no index");
        values.push_back(missing ? -1 : static_cast<std::int32_t>(value));
    }
    return values;
}

std::vector<std::int32_t> Netcdf::read_indices(int variable) const {
    std::vector<std::int32_t> values = read_integers(variable);
    const double start = number_attribute(variable, "start_index").value_or(0.0);
    if (start != 0.0 && start != 1.0)
        throw NetcdfError("read " + variable_name(variable) + ": a start_index that is neither 0 nor 1");
    for (std::int32_t& value : values)
        if (value >= 0 && start == 1.0)
            --value;
    return values;
}

std::vector<std::int64_t> Netcdf::read_long_integers(int variable) const {
    expect_numbers(variable);
    std::vector<long long> values(count(variable));
    check(nc_get_var_longlong(id_, variable, values.data()), "read " + variable_name(variable));
    return {values.begin(), values.end()};
}

std::vector<std::string> Netcdf::read_texts(int variable) const {
    nc_type type = NC_NAT;
    check(nc_inq_vartype(id_, variable, &type), "type of a variable");
    if (type != NC_STRING || lengths(variable).size() != 1)
        throw NetcdfError("read " + variable_name(variable) + ": not a list of texts");
    std::vector<char*> rows(count(variable), nullptr);
    check(nc_get_var_string(id_, variable, rows.data()), "read " + variable_name(variable));
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const char* row : rows)
        texts.emplace_back(row == nullptr ? "" : row);
    check(nc_free_string(rows.size(), rows.data()), "free " + variable_name(variable));
    return texts;
}

std::vector<double> Netcdf::read_row(int variable, std::size_t row) const {
    expect_numbers(variable);
    const std::vector<std::size_t> size = lengths(variable);
    if (size.empty() || size.size() > 2 || row >= size[0])
        throw NetcdfError("read " + variable_name(variable) + ": no such row");
    const std::size_t width = size.size() == 2 ? size[1] : 1;
    if (width > most_values_)
        throw NetcdfError("read " + variable_name(variable) + ": more values than a file of this size can hold");
    const std::size_t start[2] = {row, 0};
    const std::size_t count[2] = {1, width};
    std::vector<double> values(width);
    check(nc_get_vara_double(id_, variable, start, count, values.data()), "read " + variable_name(variable));
    return values;
}

}  // namespace liriver::data::results
