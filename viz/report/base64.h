#pragma once
// Bytes as text (RFC 4648), for pictures that stand inside a page.
#include <string>
#include <string_view>

namespace liriver::viz::report {

[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace liriver::viz::report
