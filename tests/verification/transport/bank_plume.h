#pragma once
// A steady plume from an outfall at the bank of an even flow, with dispersion across the flow only.
namespace liriver::tests::verification {

struct PlumeMesh {
    double length;         ///< m, from 10 m above the outfall's cell
    double along, across;  ///< m, of a cell
    bool triangles;        ///< cells halved, their inner corners displaced by up to a tenth of them
};

struct BankPlumeErrors {
    double at_500, at_5000;  ///< m below the outfall: the largest error across, by the largest concentration there
    double balance;
};

/// 10 g/s at y = 0 into water 1.5 m deep and 100 m wide that flows at 0.5 m/s, dispersion across 0.0772 m2/s, decay
/// 0.2/d, once it is steady; against the exact plume of a source spread over its cell. At 5 km only where the mesh is
/// that long.
BankPlumeErrors bank_plume(const PlumeMesh& mesh);

/// The exact one, g/m3, of a point at the bank `x` m above.
double exact_bank_plume(double x, double y);

}  // namespace liriver::tests::verification
