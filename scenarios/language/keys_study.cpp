#include "scenarios/language/keys.h"
#include "scenarios/language/study.h"

namespace liriver::scenarios::language {

namespace {
using keys::TablePointer;

TablePointer study() {
    KeyBuilder<StudySettings> keys("study", "The question, and the scenario it is asked of.");
    keys.word("kind", &StudySettings::kind, {{"calibrate", StudyKind::calibrate}, {"outfalls", StudyKind::outfalls}})
        .required()
        .says(
            "`calibrate`: find the parameters with which the scenario comes nearest to observations. `outfalls`: "
            "which outfall to cut, and by how much, so that each section holds its class.");
    keys.text("name", &StudySettings::name).says("A short name, shown in every output; none: the file's.");
    keys.text("description", &StudySettings::description).says("What the study is for.");
    keys.file("scenario", &StudySettings::scenario).required().says("The scenario, one that `liriver run` takes.");
    return keys.done();
}

TablePointer parameter() {
    KeyBuilder<StudyParameter> keys("parameter", "A number of the scenario that is to be found.");
    keys.text("name", &StudyParameter::name).required().says("Its name in the results.");
    keys.word("what", &StudyParameter::what,
              {{"manning_n", ParameterKind::manning_n}, {"width_factor", ParameterKind::width_factor}})
        .required()
        .says("`manning_n` of a zone of the sections, or `width_factor` of the channel, as under `[[reach]]`.");
    keys.text("zone", &StudyParameter::zone)
        .says(
            "The zone, for `manning_n`. On a surface the number of a [[surface.material]]; none: the surface's "
            "manning_n everywhere.");
    keys.texts("reaches", &StudyParameter::reaches)
        .says(
            "The group of reaches it is one number for. None: every reach; for `manning_n` every reach without a "
            "roughness of its own for that zone.");
    keys.number("lower", &StudyParameter::lower, "1").required().above(0).says("The least value allowed.");
    keys.number("upper", &StudyParameter::upper, "1").required().above(0).says("The largest value allowed.");
    keys.number("start", &StudyParameter::start, "1").required().above(0).says("Where the search begins.");
    keys.part(&StudyParameter::provenance, keys::provenance());
    return keys.done();
}

TablePointer observations() {
    KeyBuilder<ObservationTable> keys(
        "observations",
        "Measurements: CSV with `time` (ISO 8601 with an offset), `station`, and `stage_m` or "
        "`discharge_m3_s` or both. A cell may be empty. Each station and quantity of it is a series.");
    keys.text("name", &ObservationTable::name).required().says("Its name in the results.");
    keys.file("file", &ObservationTable::file).required().says("The table.");
    keys.number("stage_error", &ObservationTable::stage_error, "m")
        .above(0)
        .says("Standard deviation of a stage's error; needed where stages are given.");
    keys.number("discharge_error", &ObservationTable::discharge_error, "m3/s")
        .above(0)
        .says("Standard deviation of a discharge's error; this, the next, or both (as root of the sum of squares).");
    keys.number("discharge_error_relative", &ObservationTable::discharge_error_relative, "1")
        .above(0)
        .at_most(1)
        .says("The same as a share of the discharge.");
    keys.word("stage_datum", &ObservationTable::stage_datum,
              {{"model", StageDatum::model}, {"gauge", StageDatum::gauge}})
        .says("`gauge`: stages are on the gauge's datum, and the station's `gauge_minus_model_m` is taken off.");
    keys.number("weight", &ObservationTable::weight, "1").above(0).says("How many times each squared residual counts.");
    keys.part(&ObservationTable::provenance, keys::provenance());
    return keys.done();
}

TablePointer method() {
    KeyBuilder<CalibrationMethod> keys("method", "How the search goes; may be left out.");
    keys.number("warm_up", &CalibrationMethod::warm_up, "s")
        .at_least(0)
        .says("Observations earlier than this after the scenario's start are not used.");
    keys.integer("screening", &CalibrationMethod::screening)
        .at_least(0)
        .at_most(100000)
        .says("Points of a Halton sequence within the bounds that are tried first; the search begins at the best.");
    keys.integer("iterations", &CalibrationMethod::iterations).at_least(1).says("Linearisations, at most.");
    keys.number("difference", &CalibrationMethod::difference, "1")
        .at_least(1e-6)
        .at_most(0.5)
        .says("Step of the difference quotients, as a share of the parameter.");
    keys.number("step_tolerance", &CalibrationMethod::step_tolerance, "1")
        .above(0)
        .says("A step that changes no parameter by more than this share ends the search.");
    keys.number("gain_tolerance", &CalibrationMethod::gain_tolerance, "1")
        .above(0)
        .says("So does a fall of the sum of squares by less than this share.");
    keys.number("confidence", &CalibrationMethod::confidence, "1")
        .at_least(0.5)
        .at_most(0.9999)
        .says("Of the intervals.");
    keys.number("collinearity_limit", &CalibrationMethod::collinearity_limit, "1")
        .above(1)
        .says("Parameters whose collinearity index is above it are reported as not told apart.");
    keys.flag("leave_one_out", &CalibrationMethod::leave_one_out)
        .says("Fit again without each series in turn, and predict it.");
    return keys.done();
}

TablePointer outfalls() {
    KeyBuilder<OutfallQuestion> keys("outfalls", "What outfalls are held against; may be left out.");
    keys.texts("constituents", &OutfallQuestion::constituents)
        .says("The scenario's constituents that are judged. None: each that the standard has a largest value for.");
    keys.text("standard", &OutfallQuestion::standard).says("Whose limits count.");
    keys.text("target", &OutfallQuestion::target).says("The class of sections whose register names none: `I` to `V`.");
    keys.file("sections", &OutfallQuestion::sections)
        .says(
            "The register of sections with their classes. None: the scenario's `network.quality_sections`, or, where "
            "it has none, every station.");
    keys.number("margin", &OutfallQuestion::margin, "1")
        .at_least(0)
        .at_most(0.9)
        .says("The share of the limit that is to stay free.");
    keys.number("warm_up", &OutfallQuestion::warm_up, "s")
        .at_least(0)
        .says("Concentrations are means from this long after the scenario's start to its end.");
    return keys.done();
}

std::shared_ptr<const KeyTable> whole_study() {
    KeyBuilder<Study> keys("", "A study: a scenario and a question about it.");
    keys.integer("schema", &Study::schema).required().at_least(1).at_most(1).says("The version of this language.");
    keys.table("study", &Study::study, study()).required().says("The question.");
    keys.tables("parameter", &Study::parameters, parameter()).says("What is to be found; of `calibrate`.");
    keys.tables("observations", &Study::observations, observations()).says("What it is held against; of `calibrate`.");
    keys.table("method", &Study::method, method()).says("How the search goes; of `calibrate`.");
    keys.table("outfalls", &Study::outfalls, outfalls()).says("What outfalls are held against; of `outfalls`.");
    return keys.done();
}
}  // namespace

const KeyTable& study_keys() {
    static const std::shared_ptr<const KeyTable> table = whole_study();
    return *table;
}

}  // namespace liriver::scenarios::language
