#pragma once
// Reads network.nc back: what pictures, exports and reports are made from.
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/network_mesh.h"
#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"

namespace liriver::data::results {

/// An open network.nc. Everything but the values is in memory; values are read one field and level at a time.
class NetworkReader {
  public:
    [[nodiscard]] const NetworkMesh& mesh() const;
    [[nodiscard]] const Provenance& provenance() const;
    [[nodiscard]] const std::vector<mesh::field::Description>& fields() const;

    /// The levels' times, rising.
    [[nodiscard]] const std::vector<tables::Time>& times() const;

    /// The scenario's start.
    [[nodiscard]] tables::Time start() const;

    /// The field's index in fields(), or nothing.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

    /// The values of fields()[field] at times()[level]: one for each node or edge, or a single one for the network.
    [[nodiscard]] tl::expected<std::vector<double>, mesh::field::Error> values(std::size_t field,
                                                                               std::size_t level) const;

    NetworkReader(NetworkReader&&) noexcept;
    NetworkReader& operator=(NetworkReader&&) noexcept;
    ~NetworkReader();

  private:
    struct State;
    explicit NetworkReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
    friend tl::expected<NetworkReader, mesh::field::Error> read_network(const std::filesystem::path& path);
};

/// Opens a file written by NetworkFile (`.part` files too). Fails when it is not there, not NetCDF, or not such a file.
[[nodiscard]] tl::expected<NetworkReader, mesh::field::Error> read_network(const std::filesystem::path& path);

}  // namespace liriver::data::results
