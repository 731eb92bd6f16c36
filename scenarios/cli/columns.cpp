#include "scenarios/cli/columns.h"

#include <algorithm>

namespace liriver::scenarios::cli {

std::size_t columns(const std::string& text) {
    std::size_t width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 || byte >= 0xc0)  // where a character begins; one of three bytes or more is wide
            width += byte >= 0xe0 ? 2 : 1;
    }
    return width;
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, columns(text)), ' ');
}

}  // namespace liriver::scenarios::cli
