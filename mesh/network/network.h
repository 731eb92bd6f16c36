#pragma once
// A river network as every room sees it: named watercourses with a line each, and where each one begins and ends.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace liriver::mesh::network {

/// A point on a watercourse: the reach's name and the chainage in metres from the reach's upstream end.
struct Place {
    std::string reach;
    double chainage = 0.0;  ///< m
};

/// One named watercourse, directed downstream. The three arrays are of equal length; chainage starts at 0 and grows.
struct Reach {
    std::string name;              ///< unique in the network, UTF-8
    std::vector<double> chainage;  ///< m from the upstream end
    std::vector<double> x;         ///< m, in the network's CRS
    std::vector<double> y;         ///< m
    std::optional<Place> from;  ///< where it leaves another reach (a bifurcation); none: its upstream end is a boundary
    std::optional<Place> to;    ///< where it joins another reach (a confluence); none: its downstream end is a boundary
    std::string source;         ///< where the line comes from, for reports
    std::string confidence;     ///< "H", "M" or "L"

    [[nodiscard]] double length() const { return chainage.empty() ? 0.0 : chainage.back() - chainage.front(); }
};

struct Network {
    std::string crs;  ///< as GDAL takes it: "EPSG:32649"
    std::vector<Reach> reaches;

    /// The reach of that name, or nullptr.
    [[nodiscard]] const Reach* find(const std::string& name) const {
        for (const Reach& reach : reaches)
            if (reach.name == name)
                return &reach;
        return nullptr;
    }
};

}  // namespace liriver::mesh::network
