#pragma once
// What a mesh function returns when it cannot go on. Rooms that know the scenario turn it into a message with file and
// line.
#include <string>

namespace liriver::mesh::field {

/// One fault in what the user handed in: where it is, what is there, and what was expected instead.
struct Error {
    std::string place;     ///< the file, feature, reach or point concerned
    std::string found;     ///< what was found there
    std::string expected;  ///< what would have been right
};

/// "place: found ..., expected ..."; an empty `expected` is left out.
inline std::string to_string(const Error& error) {
    std::string text = error.place + ": found " + error.found;
    if (!error.expected.empty())
        text += ", expected " + error.expected;
    return text;
}

}  // namespace liriver::mesh::field
