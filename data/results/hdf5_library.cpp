#include "data/results/hdf5_library.h"

#include <hdf5.h>

#include <cstdlib>

namespace liriver::data::results {

void prepare_hdf5() {
    static const bool prepared = [] {
        static_cast<void>(setenv("HDF5_USE_FILE_LOCKING", "FALSE", 0));  // read when the library is opened
        static_cast<void>(H5dont_atexit());                              // before the library is opened
        return H5open() >= 0;
    }();
    static_cast<void>(prepared);
    static_cast<void>(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr));
}

}  // namespace liriver::data::results
