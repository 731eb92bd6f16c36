#pragma once
// Surveyed sections take the place of cut ones; and what makes any section usable.
#include <string>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/sections/section.h"

namespace liriver::mesh::sections {

/// Every fault of every section: fewer than two points, a number that is not finite, offsets that go back, no width, a
/// chainage below zero, two sections at one place.
[[nodiscard]] std::vector<field::Error> check_sections(const std::vector<Section>& sections);

/// Unites sections of equal reach and chainage (terrain and channel from two files) into one each, points in order of
/// offset; points at one offset keep the order of their lists and of the points in them. Ordered by reach as first met,
/// then chainage.
[[nodiscard]] std::vector<Section> unite_sections(const std::vector<Section>& sections);

struct Merged {
    std::vector<Section> sections;   ///< by reach in the order first met in the cut ones, then chainage
    std::vector<std::string> notes;  ///< a sentence for each cut section replaced
};

/// Surveyed sections replace cut ones: a cut section within half the mean spacing of its reach's cut sections of a
/// surveyed one goes; the others stay. Surveyed reaches that have no cut section are added as they are.
[[nodiscard]] Merged merge_surveyed(const std::vector<Section>& cut, const std::vector<Section>& surveyed);

}  // namespace liriver::mesh::sections
