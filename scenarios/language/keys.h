#pragma once
// The language's tables, one function each; `key_table.cpp` joins them. Internal to this module.
#include <memory>

#include "scenarios/language/key_builder.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language::keys {

using TablePointer = std::shared_ptr<const KeyTable>;

// key_table.cpp: parts that several tables share
[[nodiscard]] const KeyTable& provenance();  ///< fills a Provenance
[[nodiscard]] const KeyTable& place();       ///< fills a PlaceValue
[[nodiscard]] const KeyTable& pool();        ///< keys_reservoir.cpp: fills a Pool

// keys_mesh.cpp: what `mesh` reads
[[nodiscard]] TablePointer terrain();
[[nodiscard]] TablePointer network();
[[nodiscard]] TablePointer sections();
[[nodiscard]] TablePointer reach();

// keys_sections.cpp: what stands on sections, and how rough they are
[[nodiscard]] TablePointer roughness();
void add_section_files(KeyBuilder<NetworkSettings>& network);

// keys_water.cpp: what moves the water
[[nodiscard]] TablePointer boundary();
[[nodiscard]] TablePointer rating_point();  ///< fills a RatingPoint
[[nodiscard]] TablePointer reservoir();
[[nodiscard]] TablePointer inflow();

// keys_lake.cpp
[[nodiscard]] TablePointer lake();

// keys_structures.cpp: what stands in the water
[[nodiscard]] TablePointer structure();

// keys_losses.cpp: what takes water out on its way
[[nodiscard]] TablePointer abstraction();
[[nodiscard]] TablePointer groundwater();
[[nodiscard]] TablePointer weather();
[[nodiscard]] TablePointer sinking_stream();

// keys_rule.cpp: how reservoirs and structures are operated
[[nodiscard]] TablePointer rule();
[[nodiscard]] TablePointer target_flow();

// keys_surface.cpp: 2D
[[nodiscard]] TablePointer surface();
[[nodiscard]] TablePointer surface_make();  ///< keys_surface_make.cpp: how its mesh is made
/// What says where some ground is (fills a GroundArea); `prefix` goes before the names of its keys.
[[nodiscard]] KeyTable ground(const std::string& prefix, const char* ring, const char* ring_says,
                              const char* file_says);

// keys_initial.cpp: what a run sets out from
[[nodiscard]] TablePointer initial();

// keys_quality.cpp: what the water carries, where it is watched and written
[[nodiscard]] TablePointer constituent();
[[nodiscard]] TablePointer outfall();
[[nodiscard]] TablePointer station();
[[nodiscard]] TablePointer output();

// keys_loads.cpp: what is put into it along a stretch
[[nodiscard]] TablePointer diffuse_load();
[[nodiscard]] TablePointer moving_load();

// keys_processes.cpp: what changes it on its way
[[nodiscard]] TablePointer quality();
[[nodiscard]] TablePointer process();

}  // namespace liriver::scenarios::language::keys
