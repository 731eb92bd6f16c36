#include "scenarios/language/keys.h"

namespace liriver::scenarios::language::keys {

namespace {
TablePointer quality_parameter() {
    KeyBuilder<QualityParameter> keys("parameter", "A number of the process set in place of its default.");
    keys.text("name", &QualityParameter::name).required().says("Its name in the process set, or in `rate`s.");
    keys.number("value", &QualityParameter::value, "1")
        .required()
        .says("Its value, in the unit that the process set has it in.");
    keys.part(&QualityParameter::provenance, provenance());
    return keys.done();
}
}  // namespace

TablePointer quality() {
    KeyBuilder<QualitySettings> keys("quality",
                                     "What changes the constituents on their way: a process set, and what it asks of "
                                     "weather and place beside the flow.");
    keys.text("processes", &QualitySettings::processes)
        .says(
            "A process set: `nh3n`, `streeter-phelps`, `eutro`, `black-odour`. It changes the constituents of its "
            "names; those that it needs have to be declared.");
    keys.text("reaeration", &QualitySettings::reaeration)
        .says("Its formula: `given`, `oconnor-dobbins`, `churchill`, `owens-gibbs`, `covar`; none: the set's own.");
    keys.number("step", &QualitySettings::step, "s")
        .above(0)
        .says(
            "Time between reactions, beside steps of the flow; none: a tenth of the time of the fastest rate. Within "
            "it the reactions keep an error bound by steps of their own.");
    keys.number("altitude", &QualitySettings::altitude, "m")
        .at_least(-500)
        .at_most(9000)
        .says("Of the water's surface above sea level, for the saturation of oxygen.");
    keys.series("temperature", &QualitySettings::temperature, "degC")
        .at_least(0)
        .at_most(60)
        .says("Of the water, everywhere.");
    keys.series("light", &QualitySettings::light, "W/m2")
        .at_least(0)
        .says("Usable by algae (400 to 700 nm), just below the surface.");
    keys.series("wind", &QualitySettings::wind, "m/s").at_least(0).says("Speed 10 m above the water.");
    keys.series("air_temperature", &QualitySettings::air_temperature, "degC").says("2 m above the water.");
    keys.series("vapour_pressure", &QualitySettings::vapour_pressure, "Pa")
        .at_least(0)
        .says("Of the air 2 m above the water.");
    keys.series("cloud", &QualitySettings::cloud, "1").at_least(0).at_most(1).says("Share of the sky covered.");
    keys.series("shortwave", &QualitySettings::shortwave, "W/m2")
        .at_least(0)
        .says("Solar radiation that enters the water, its reflected part taken off.");
    keys.tables("parameter", &QualitySettings::parameters, quality_parameter())
        .says("Numbers in place of the set's defaults.");
    return keys.done();
}

TablePointer process() {
    KeyBuilder<QualityProcess> keys("process", "A rate of the user's own, and what it does to the constituents.");
    keys.text("name", &QualityProcess::name).required().says("Its name.");
    keys.text("rate", &QualityProcess::rate)
        .required()
        .says(
            "An expression of constituents in their units (a name's other signs become `_`: `NH3_N`), parameters, and "
            "what the place offers: depth, velocity, top_width, flow_area, shear_velocity, temperature, light, wind "
            "and others: \"0.2 * NH3_N * 1.05^(temperature - 20)\".");
    keys.text("unit", &QualityProcess::unit).required().says("Of the rate: \"mg/L/d\", \"g/m2/d\" of the bed.");
    keys.names("changes", &QualityProcess::changes)
        .required()
        .says("What one unit of the rate does to each constituent: { NH3-N = \"-1\", DO = \"-4.57\" }.");
    keys.part(&QualityProcess::provenance, provenance());
    return keys.done();
}

}  // namespace liriver::scenarios::language::keys
