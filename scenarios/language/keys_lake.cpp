#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

TablePointer lake() {
    KeyBuilder<Lake> keys(
        "lake",
        "A lake: one stage, and a volume that follows from it. Reaches end and begin in it, structures "
        "lead into it and out of it.");
    keys.text("name", &Lake::name).required().says("Its name.");
    keys.file("storage", &Lake::storage)
        .says("CSV: level_m, rising, with area_m2 that does not fall, or volume_m3 that rises from 0; this or `area`.");
    keys.number("area", &Lake::area, "m2").above(0).says("Of its surface at every stage, in place of `storage`.");
    keys.number("bottom", &Lake::bottom, "m").says("With `area`: elevation of its bed.");
    keys.number("stage", &Lake::stage, "m").says("At the start; none: as the steady river of the start sets it.");
    keys.texts("from_reaches", &Lake::from_reaches).says("Reaches that end in it.");
    keys.texts("to_reaches", &Lake::to_reaches).says("Reaches that begin in it.");
    keys.series("inflow", &Lake::inflow, "m3/s").at_least(0).says("What else flows in, from springs or land.");
    keys.amounts("concentration", &Lake::concentration, "kg/m3")
        .at_least(0)
        .says("Of each constituent in that inflow.");
    keys.part(&Lake::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
