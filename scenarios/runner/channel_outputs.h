#pragma once
// The files that a run of a channel network has: network.nc, reservoirs.csv and lakes.csv.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/results/lakes_csv.h"
#include "data/results/network_file.h"
#include "data/results/reservoirs_csv.h"
#include "mesh/field/error.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/channel_domain.h"
#include "scenarios/runner/domain_outputs.h"

namespace liriver::scenarios::runner {

class ChannelOutputs final : public DomainOutputs {
  public:
    static tl::expected<std::unique_ptr<ChannelOutputs>, mesh::field::Error> create(
        const language::Model& input, ChannelDomain& domain, const std::filesystem::path& folder,
        const data::results::Provenance& provenance);

    [[nodiscard]] tl::expected<void, mesh::field::Error> write(data::tables::Time time) override;
    [[nodiscard]] tl::expected<void, mesh::field::Error> flush() override { return network_.flush(); }
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> close() override;
    [[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_vtk(
        const std::filesystem::path& target, double interval) override;
    [[nodiscard]] std::vector<data::results::TableFile> tables() const override;
    [[nodiscard]] std::vector<std::string> file_names() const override;

  private:
    ChannelOutputs(ChannelDomain& domain, std::filesystem::path folder, data::results::NetworkFile network,
                   std::optional<data::results::ReservoirsCsv> reservoirs,
                   std::optional<data::results::LakesCsv> lakes);
    void read_sections();
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_reservoirs(data::tables::Time time);
    [[nodiscard]] tl::expected<void, mesh::field::Error> write_lakes(data::tables::Time time);

    ChannelDomain& domain_;
    std::filesystem::path folder_;
    data::results::NetworkFile network_;
    std::optional<data::results::ReservoirsCsv> reservoirs_;
    std::optional<data::results::LakesCsv> lakes_;
    std::vector<std::string> outlets_;  // the columns of reservoirs_
    std::vector<mesh::field::Description> descriptions_;
    std::vector<std::vector<double>> values_;  // [fields]
};

}  // namespace liriver::scenarios::runner
