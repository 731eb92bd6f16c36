#include "mesh/gis/gdal_session.h"

#include <cpl_error.h>
#include <gdal.h>

#include <mutex>

namespace liriver::mesh::gis {
namespace {

void CPL_STDCALL collect(CPLErr level, CPLErrorNum /*number*/, const char* words) {
    auto* collector = static_cast<ErrorCollector*>(CPLGetErrorHandlerUserData());
    if (collector != nullptr)
        collector->take(level >= CE_Failure, words);
}

}  // namespace

void register_drivers() {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
}

ErrorCollector::ErrorCollector() { CPLPushErrorHandlerEx(collect, this); }
ErrorCollector::~ErrorCollector() { CPLPopErrorHandler(); }

void ErrorCollector::take(bool failure, const char* words) {
    if (!failure)
        return;
    failed_ = true;
    if (first_.empty() && words != nullptr)
        first_ = words;
}

std::string ErrorCollector::message() const { return first_.empty() ? "GDAL gave no reason" : first_; }

}  // namespace liriver::mesh::gis
