#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

void add_section_files(KeyBuilder<NetworkSettings>& network) {
    network.file("levees", &NetworkSettings::levees)
        .says(
            "CSV: reach,chainage_m,bank,offset_m,crest_m; `bank` is left or right. The land beyond stays dry until the "
            "stage passes the crest, and fills over the next 0.2 m.");
    network.file("ineffective", &NetworkSettings::ineffective)
        .says(
            "CSV: reach,chainage_m,from_offset_m,to_offset_m,until_m. That part of a section stores water and conveys "
            "none until the stage is above `until_m` (then over the next 0.1 m); empty: never.");
    network.word("junctions", &NetworkSettings::junctions, {{"stage", Junctions::stage}, {"energy", Junctions::energy}})
        .says("What is equal where reaches meet: the stage, or the stage and the velocity head together.");
    network
        .word("computational_cells", &NetworkSettings::computational_cells,
              {{"auto", ComputationalCells::automatic}, {"none", ComputationalCells::none}})
        .says(
            "`auto`: cells are put in between two sections where the depth changes too much from one to the other for "
            "the profile to be right at them. They are for the computation only: results stay at the sections.");
}

TablePointer roughness() {
    KeyBuilder<Roughness> keys("roughness", "Manning's n of one zone of the sections.");
    keys.text("zone", &Roughness::zone).required().says("The zone, as the sections name it: \"channel\".");
    keys.number("manning_n", &Roughness::manning_n, "1")
        .above(0)
        .at_most(1)
        .says("Manning's roughness coefficient, s/m^(1/3); this or `by_depth`.");
    keys.file("by_depth", &Roughness::by_depth)
        .says(
            "CSV: depth_m,manning_n, n by the depth over the zone's lowest point, in straight lines between the rows, "
            "constant before and beyond.");
    keys.text("reach", &Roughness::reach).says("Only for this reach; none: for all that have no row of their own.");
    keys.part(&Roughness::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
