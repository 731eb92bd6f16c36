#pragma once
// The folder a run writes in. Internal to this module.
#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "data/results/folder_lock.h"
#include "data/tables/problem.h"
#include "mesh/field/error.h"
#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {

/// Makes the folder, takes the lock on it, and takes away what an earlier run of ours left in it when it may be
/// overwritten. Fails when it is a file, is not empty, cannot be made, while another run writes there, and when it is
/// the folder of the checkpoint that the run goes on from, whose rows would be lost.
[[nodiscard]] tl::expected<data::results::FolderLock, data::tables::Problem> prepare_folder(const RunOptions& options);

[[nodiscard]] data::tables::Problem as_problem(const mesh::field::Error& error, const std::string& code);

/// CPU time that the program has used so far, all threads together, s.
[[nodiscard]] double cpu_seconds();

}  // namespace liriver::scenarios::runner
