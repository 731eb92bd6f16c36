#pragma once
// The files that a run on a surface has: surface.nc as it goes, the maxima's GeoTIFFs at its end.
#include <filesystem>
#include <memory>
#include <vector>

#include "data/results/surface_file.h"
#include "mesh/field/error.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/domain_outputs.h"
#include "scenarios/runner/surface_domain.h"

namespace liriver::scenarios::runner {

class SurfaceOutputs final : public DomainOutputs {
  public:
    static tl::expected<std::unique_ptr<SurfaceOutputs>, mesh::field::Error> create(
        const language::Model& input, SurfaceDomain& domain, const std::filesystem::path& folder,
        const data::results::Provenance& provenance);

    [[nodiscard]] tl::expected<void, mesh::field::Error> write(data::tables::Time time) override;
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush() override { return surface_.flush(); }
    /// Writes the maxima into surface.nc and as `maxima/<name>.tif`, and returns the rasters.
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> close() override;
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_vtk(
        const std::filesystem::path& target, double interval) override;
    [[nodiscard]] std::vector<data::results::TableFile> tables() const override { return {}; }
    [[nodiscard]] std::vector<std::string> file_names() const override { return {"surface.nc"}; }

  private:
    SurfaceOutputs(SurfaceDomain& domain, std::filesystem::path folder, data::results::Provenance provenance,
                   std::optional<double> raster_pixel, data::results::SurfaceFile surface);

    SurfaceDomain& domain_;
    std::filesystem::path folder_;
    data::results::Provenance provenance_;
    std::optional<double> raster_pixel_;  // m; none: as the mesh suggests
    data::results::SurfaceFile surface_;
};

}  // namespace liriver::scenarios::runner
