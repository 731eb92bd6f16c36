#pragma once
// Where a result comes from, as global attributes of its file.
#include "data/results/netcdf.h"
#include "data/results/provenance.h"

namespace liriver::data::results {

/// Empty members are left out.
void define_globals(Netcdf& file, const Provenance& from);
[[nodiscard]] Provenance read_provenance(const Netcdf& file);

}  // namespace liriver::data::results
