#pragma once
// How any state describes itself: named, unit-bearing spans over flat arrays. Solvers offer Fields; results,
// checkpoints and pictures take Fields and know no solver type.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace liriver::mesh::field {

/// The mesh element a value sits on. `network` is one value for the whole mesh (an accumulator, a rule's memory).
enum class Location { node, edge, face, network };

/// What a field is, apart from its values.
struct Description {
    std::string name;       ///< the field's word, snake_case: `stage`, `discharge`; also the variable's name in files
    std::string long_name;  ///< a few plain words
    std::string standard_name;  ///< CF standard name, empty where CF has none
    std::string unit;           ///< UDUNITS spelling: "m", "m3 s-1", "kg m-3", "1"
    Location location = Location::node;
};

/// A readable field: the values belong to the solver and live as long as its state.
struct Field {
    Description description;
    std::span<const double> values;
};

/// A field that can be read back into, value by value, when a run is restarted.
struct MutableField {
    Description description;
    std::span<double> values;
    bool by_time = false;  ///< has a value a day, say: of a shorter run fewer, of a longer one more
};

/// Counters and cursors that must survive a restart exactly.
struct MutableIntegers {
    std::string name;
    std::span<std::int64_t> values;
};

}  // namespace liriver::mesh::field
