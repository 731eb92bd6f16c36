#include "data/results/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace liriver::data::results {

using mesh::field::Error;

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

Error system_trouble(const std::filesystem::path& path, int code) {
    return Error{path.string(), std::generic_category().message(code), "a file that can be written"};
}

}  // namespace

std::filesystem::path part_name(const std::filesystem::path& path) {
    std::filesystem::path part = path;
    part += ".part";
    return part;
}

tl::expected<void, Error> publish(const std::filesystem::path& path) {
    std::error_code trouble;
    std::filesystem::rename(part_name(path), path, trouble);
    if (trouble)
        return tl::unexpected(system_trouble(path, trouble.value()));
    return {};
}

tl::expected<void, Error> write_whole(const std::filesystem::path& path, std::string_view content) {
    const std::filesystem::path part = part_name(path);
    std::unique_ptr<std::FILE, CloseFile> file(std::fopen(part.c_str(), "wb"));
    if (!file)
        return tl::unexpected(system_trouble(path, errno));
    const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
    if (!written || std::fclose(file.release()) != 0) {
        const int code = errno;
        file.reset();
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return tl::unexpected(system_trouble(path, code));
    }
    return publish(path);
}

}  // namespace liriver::data::results
