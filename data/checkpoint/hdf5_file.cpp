#include "data/checkpoint/hdf5_file.h"

#include <hdf5.h>

#include <cerrno>
#include <utility>

#include "data/results/hdf5_library.h"

namespace liriver::data::checkpoint {

namespace {

static_assert(sizeof(hid_t) == sizeof(std::int64_t));

/// An HDF5 handle with its own way of closing.
class Handle {
  public:
    Handle(hid_t id, herr_t (*close)(hid_t), const std::string& doing) : id_(id), close_(close) {
        if (id < 0)
            throw Hdf5Error(doing, errno);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { close_(id_); }
    operator hid_t() const { return id_; }  // NOLINT: HDF5's calls take the number

  private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

void check(herr_t status, const std::string& doing) {
    if (status < 0)
        throw Hdf5Error(doing, errno);
}

/// Slashes separate groups in HDF5, and "." is the group itself.
std::string link_name(const std::string& name) {
    std::string link;
    for (const char c : name)
        link += c == '/' ? "%2F" : c == '%' ? "%25" : c == '.' ? "%2E" : std::string(1, c);
    return link;
}

std::string plain_name(const std::string& link) {
    std::string name;
    for (std::size_t i = 0; i < link.size(); ++i) {
        const std::string code = link.substr(i, 3);
        const char plain = code == "%2F" ? '/' : code == "%25" ? '%' : code == "%2E" ? '.' : '\0';
        name += plain != '\0' ? plain : link[i];
        i += plain != '\0' ? 2 : 0;
    }
    return name;
}

template <typename Value>
hid_t native() {
    if constexpr (std::is_same_v<Value, double>)
        return H5T_NATIVE_DOUBLE;
    else if constexpr (std::is_same_v<Value, std::int64_t>)
        return H5T_NATIVE_INT64;
    else
        return H5T_NATIVE_UINT64;
}

template <typename Value>
hid_t stored() {
    if constexpr (std::is_same_v<Value, double>)
        return H5T_IEEE_F64LE;
    else if constexpr (std::is_same_v<Value, std::int64_t>)
        return H5T_STD_I64LE;
    else
        return H5T_STD_U64LE;
}

template <typename Value>
void write_array(hid_t file, const std::string& group, const std::string& name, std::span<const Value> values) {
    const std::string doing = "cannot write " + group + '/' + name;
    const hsize_t length = values.size();
    const Handle space(H5Screate_simple(1, &length, nullptr), H5Sclose, doing);
    const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose, doing);
    check(H5Pset_char_encoding(links, H5T_CSET_UTF8), doing);
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, doing);
    check(H5Pset_obj_track_times(properties, false), doing);
    const std::string path = group + '/' + link_name(name);
    const Handle data(H5Dcreate2(file, path.c_str(), stored<Value>(), space, links, properties, H5P_DEFAULT), H5Dclose,
                      doing);
    if (!values.empty())
        check(H5Dwrite(data, native<Value>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), doing);
}

/// Lengths come out of the file, which may be damaged: nothing in it can be larger than the whole.
void check_fits(hid_t file, std::uint64_t count, std::size_t size, const std::string& doing) {
    hsize_t whole = 0;
    check(H5Fget_filesize(file, &whole), doing);
    if (size == 0 || count > whole / size)
        throw Hdf5Error(doing);
}

template <typename Value>
std::vector<Value> read_array(hid_t file, const std::string& group, const std::string& name) {
    const std::string doing = "cannot read " + group + '/' + name;
    const Handle data(H5Dopen2(file, (group + '/' + link_name(name)).c_str(), H5P_DEFAULT), H5Dclose, doing);
    const Handle space(H5Dget_space(data), H5Sclose, doing);
    const Handle type(H5Dget_type(data), H5Tclose, doing);
    const bool whole = std::is_same_v<Value, std::int64_t>;
    const hssize_t length = H5Sget_simple_extent_npoints(space);
    if (length < 0 || H5Tget_class(type) != (whole ? H5T_INTEGER : H5T_FLOAT) || H5Tget_size(type) != sizeof(Value))
        throw Hdf5Error(doing);
    check_fits(file, static_cast<std::uint64_t>(length), sizeof(Value), doing);
    std::vector<Value> values(static_cast<std::size_t>(length));
    if (!values.empty())
        check(H5Dread(data, native<Value>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), doing);
    return values;
}

std::string object_path(const std::string& object) {
    const std::size_t slash = object.find('/');
    return object == "/" || slash == std::string::npos
               ? object
               : object.substr(0, slash + 1) + link_name(object.substr(slash + 1));
}

template <typename Value>
void write_number(hid_t file, const std::string& object, const std::string& name, Value value) {
    const std::string doing = "cannot write attribute " + name;
    const Handle owner(H5Oopen(file, object_path(object).c_str(), H5P_DEFAULT), H5Oclose, doing);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, doing);
    const Handle attribute(H5Acreate2(owner, name.c_str(), stored<Value>(), space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           doing);
    check(H5Awrite(attribute, native<Value>(), &value), doing);
}

template <typename Value>
Value read_number(hid_t file, const std::string& object, const std::string& name) {
    const std::string doing = "cannot read attribute " + name;
    const Handle attribute(H5Aopen_by_name(file, object_path(object).c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, doing);
    const Handle type(H5Aget_type(attribute), H5Tclose, doing);
    const Handle space(H5Aget_space(attribute), H5Sclose, doing);
    if (H5Tget_class(type) != H5T_INTEGER || H5Sget_simple_extent_npoints(space) != 1)
        throw Hdf5Error(doing);
    Value value = 0;
    check(H5Aread(attribute, native<Value>(), &value), doing);
    return value;
}

}  // namespace

Hdf5File Hdf5File::create(const std::filesystem::path& path) {
    results::prepare_hdf5();
    const std::string doing = "the file cannot be made";
    const Handle properties(H5Pcreate(H5P_FILE_CREATE), H5Pclose, doing);
    check(H5Pset_obj_track_times(properties, false), doing);
    errno = 0;
    const hid_t id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, properties, H5P_DEFAULT);
    if (id < 0)
        throw Hdf5Error(doing, errno);
    return Hdf5File(id);
}

Hdf5File Hdf5File::open(const std::filesystem::path& path) {
    results::prepare_hdf5();
    const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    if (id < 0)
        throw Hdf5Error("not a whole HDF5 file (truncated, damaged or something else)");
    return Hdf5File(id);
}

Hdf5File::Hdf5File(Hdf5File&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

Hdf5File::~Hdf5File() {
    if (id_ >= 0)
        static_cast<void>(H5Fclose(id_));
}

void Hdf5File::close() {
    const std::int64_t id = std::exchange(id_, -1);
    if (id >= 0)
        check(H5Fclose(id), "the file cannot be closed");
}

void Hdf5File::make_group(const std::string& group) {
    const std::string doing = "cannot write " + group;
    const Handle properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, doing);
    check(H5Pset_obj_track_times(properties, false), doing);
    const Handle made(H5Gcreate2(id_, group.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose, doing);
}

void Hdf5File::write(const std::string& group, const std::string& name, std::span<const double> values) {
    write_array(id_, group, name, values);
}

void Hdf5File::write(const std::string& group, const std::string& name, std::span<const std::int64_t> values) {
    write_array(id_, group, name, values);
}

void Hdf5File::write_attribute(const std::string& object, const std::string& name, const std::string& value) {
    const std::string doing = "cannot write attribute " + name;
    const Handle owner(H5Oopen(id_, object_path(object).c_str(), H5P_DEFAULT), H5Oclose, doing);
    const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, doing);
    check(H5Tset_size(type, value.size() + 1), doing);
    check(H5Tset_cset(type, H5T_CSET_UTF8), doing);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, doing);
    const Handle attribute(H5Acreate2(owner, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, doing);
    check(H5Awrite(attribute, type, value.c_str()), doing);
}

void Hdf5File::write_attribute(const std::string& object, const std::string& name, std::int64_t value) {
    write_number(id_, object, name, value);
}

void Hdf5File::write_attribute(const std::string& object, const std::string& name, std::uint64_t value) {
    write_number(id_, object, name, value);
}

std::vector<std::string> Hdf5File::names(const std::string& group) const {
    const std::string doing = "no group " + group;
    const Handle opened(H5Gopen2(id_, group.c_str(), H5P_DEFAULT), H5Gclose, doing);
    std::vector<std::string> found;
    const auto gather = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
        static_cast<std::vector<std::string>*>(list)->push_back(plain_name(name));
        return 0;
    };
    check(H5Literate(opened, H5_INDEX_NAME, H5_ITER_INC, nullptr, gather, &found), doing);
    return found;
}

std::vector<double> Hdf5File::read_doubles(const std::string& group, const std::string& name) const {
    return read_array<double>(id_, group, name);
}

std::vector<std::int64_t> Hdf5File::read_integers(const std::string& group, const std::string& name) const {
    return read_array<std::int64_t>(id_, group, name);
}

std::string Hdf5File::text_attribute(const std::string& object, const std::string& name) const {
    const std::string doing = "cannot read attribute " + name;
    const Handle attribute(H5Aopen_by_name(id_, object_path(object).c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, doing);
    const Handle type(H5Aget_type(attribute), H5Tclose, doing);
    const Handle space(H5Aget_space(attribute), H5Sclose, doing);
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0 || H5Sget_simple_extent_npoints(space) != 1)
        throw Hdf5Error(doing);
    check_fits(id_, 1, H5Tget_size(type), doing);
    std::string value(H5Tget_size(type), '\0');
    check(H5Aread(attribute, type, value.data()), doing);
    value.resize(value.find('\0') == std::string::npos ? value.size() : value.find('\0'));
    return value;
}

std::int64_t Hdf5File::integer_attribute(const std::string& object, const std::string& name) const {
    return read_number<std::int64_t>(id_, object, name);
}

std::uint64_t Hdf5File::unsigned_attribute(const std::string& object, const std::string& name) const {
    return read_number<std::uint64_t>(id_, object, name);
}

}  // namespace liriver::data::checkpoint
