#pragma once
// A section's form without its level: two sections of one shape have one. Internal to this module.
#include <span>
#include <string>
#include <vector>

#include "solver/channel/hydraulic_table.h"
#include "solver/channel/section_form.h"

namespace liriver::solver::channel {

/// Holds the form with all levels counted from its lowest point. Heights of equal shapes at different levels are equal
/// only to the rounding of the levels: those that are whole micrometres but for it become so. The given form outlives
/// it.
class FormAboveGround {
  public:
    explicit FormAboveGround(const SectionForm& form);
    [[nodiscard]] SectionForm form() const { return {outline_, roughness_, ineffective_, levees_}; }

    /// All its numbers, as bytes: equal for equal forms only.
    [[nodiscard]] std::string numbers(Walls walls) const;

  private:
    std::vector<OutlinePoint> outline_;
    std::span<const DepthRoughness> roughness_;
    std::vector<IneffectiveArea> ineffective_;
    std::vector<Levee> levees_;
};

}  // namespace liriver::solver::channel
