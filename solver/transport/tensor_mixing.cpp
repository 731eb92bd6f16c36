#include "solver/transport/tensor_mixing.h"

#include <algorithm>

namespace liriver::solver::transport {

DispersionTensor along_and_across(double along, double across, double u, double v) {
    const double square = u * u + v * v;
    const double more = square > 0.0 ? (along - across) / square : 0.0;
    return {across + more * u * u, more * u * v, across + more * v * v};
}

FaceMixing tensor_mixing(const DispersionTensor& tensor, const FacePlace& place, double area, double seconds) {
    const double x = tensor.xx * place.normal_x + tensor.xy * place.normal_y;
    const double y = tensor.xy * place.normal_x + tensor.yy * place.normal_y;
    const double square = place.between_x * place.between_x + place.between_y * place.between_y;
    const double along = std::max((x * place.between_x + y * place.between_y) / square, 0.0);
    const double scale = area * seconds;
    return {scale * along, scale * (x - along * place.between_x), scale * (y - along * place.between_y)};
}

}  // namespace liriver::solver::transport
