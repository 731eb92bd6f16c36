#pragma once
// How this program uses the HDF5 library, which netCDF-4 files and checkpoints are made with.

namespace liriver::data::results {

/// To be called before the first file: no lock on files (a run's `.part` can be read while it grows, and a reader does
/// not stop the run), no clean-up when the program ends (after a write that failed, on a full disk, it crashes: every
/// file is closed by who opened it), no messages of the library's own. A lock that the environment asks for
/// (HDF5_USE_FILE_LOCKING) stays.
void prepare_hdf5();

}  // namespace liriver::data::results
