#pragma once
// What is done about faults of another program's mesh.

namespace liriver::data::meshes {

enum class Mending {
    refuse,  ///< every fault is a problem
    join,    ///< coincident nodes become one, cells are cut at hanging nodes; gaps and overlaps are problems
    walls    ///< nodes and gaps stay, as walls that are meant; overlaps are problems
};

}  // namespace liriver::data::meshes
