#pragma once
// How a hydraulic step is cut for transport.
namespace liriver::solver::transport {

/// How finely a hydraulic step is cut.
struct Substepping {
    double courant = 1.0;               ///< asked of the volumes that pass on `target_courant_share` of all outflow
    double target_courant_share = 0.9;  ///< of 1
    int most = 20;                      ///< sub-steps in a step
};

}  // namespace liriver::solver::transport
