#pragma once
// A smooth blob carried round on triangles: how fast its error falls as the mesh is refined.
#include <array>
#include <cstddef>

namespace liriver::tests::verification {

enum class BlobFlow { rotation, deformation };

struct BlobErrors {
    double l1;         ///< at the end, relative to the blob's amount
    double overshoot;  ///< beyond the range at the start, at any step, by the range
    double mass;       ///< balance, relative
};

/// On the square from -1 to 1, of triangles `spacing` wide whose inner corners are displaced by up to a fifth of it:
/// the blob (1 - r^2)^3, r its distance over 0.4, once round by solid rotation, or out and back by the deforming flow
/// of LeVeque (SIAM J. Numer. Anal. 33, 1996, section 9). What crosses a face is the difference of the stream function
/// between its ends, so that no cell gains water. Largest Courant number 0.5.
BlobErrors blob_on_triangles(BlobFlow flow, double spacing);

/// Slope of log(L1) over log(spacing), least squares, on `spacings`.
double blob_order(BlobFlow flow, const std::array<double, 4>& spacings);

}  // namespace liriver::tests::verification
