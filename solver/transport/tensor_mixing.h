#pragma once
// Dispersion with a tensor on a 2D mesh, as WaterStep wants it: exchange between two volumes, and what goes across.
namespace liriver::solver::transport {

/// Symmetric, m2/s.
struct DispersionTensor {
    double xx = 0.0, xy = 0.0, yy = 0.0;
};

/// One coefficient along a flow of (u, v), another across it, m2/s; at rest the one across in all directions.
DispersionTensor along_and_across(double along, double across, double u, double v);

/// Shares of WaterStep::mixing, cross_x and cross_y that belong to one face.
struct FaceMixing {
    double exchanged = 0.0;               ///< m3
    double cross_x = 0.0, cross_y = 0.0;  ///< m4
};

struct FacePlace {
    double between_x, between_y;  ///< m from the centroid of `from` to that of `to`
    double normal_x, normal_y;    ///< unit, from `from` to `to`
};

/// Of a face of `area` m2 (length times depth) over `seconds`. Dispersion carries -A dt (D n) . grad c over it. With e
/// between the centroids, D n = T e + r and T = (D n . e) / (e . e), not below 0: the part along e is an exchange
/// between the two, A dt T (c_to - c_from), and r, at a right angle to e, goes with the gradient at the face (the
/// minimum correction: Jasak, thesis, Imperial College 1996, section 3.3.1.3).
FaceMixing tensor_mixing(const DispersionTensor& tensor, const FacePlace& place, double area, double seconds);

}  // namespace liriver::solver::transport
