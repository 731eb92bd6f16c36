#pragma once
// A study as its file describes it: a scenario and a question about it. Plain structs; `keys_study.cpp` binds each key
// to its member, and member initialisers are the defaults.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

enum class StudyKind { calibrate, outfalls };

/// `[study]`
struct StudySettings {
    StudyKind kind = StudyKind::calibrate;
    std::string name;
    std::string description;
    FileName scenario;
    Position at;
};

enum class ParameterKind { manning_n, width_factor };

/// `[[parameter]]`: a number of the scenario that is to be found.
struct StudyParameter {
    std::string name;
    ParameterKind what = ParameterKind::manning_n;
    std::string zone = "channel";      ///< of manning_n
    std::vector<std::string> reaches;  ///< none: see `keys_study.cpp`
    double lower = 0.0, upper = 0.0, start = 0.0;
    Provenance provenance;
    Position at;
};

enum class StageDatum { model, gauge };

/// `[[observations]]`: a table of measurements at stations.
struct ObservationTable {
    std::string name;
    FileName file;
    std::optional<double> stage_error;               ///< m, one standard deviation
    std::optional<double> discharge_error;           ///< m3/s
    std::optional<double> discharge_error_relative;  ///< of the discharge
    StageDatum stage_datum = StageDatum::model;
    double weight = 1.0;
    Provenance provenance;
    Position at;
};

/// `[method]`
struct CalibrationMethod {
    double warm_up = 0.0;  ///< s
    int screening = 0;
    int iterations = 20;
    double difference = 0.01;
    double step_tolerance = 1e-4;
    double gain_tolerance = 1e-6;
    double confidence = 0.95;
    double collinearity_limit = 10.0;
    bool leave_one_out = true;
    Position at;
};

/// `[outfalls]`: which outfall to cut, and by how much, so that each section holds its class.
struct OutfallQuestion {
    std::vector<std::string> constituents;  ///< none: each that the standard has a largest value for
    std::string standard = "GB 3838-2002";
    std::string target = "III";  ///< of sections whose register has none
    FileName sections;           ///< their register; none: the scenario's, or every station
    double margin = 0.0;         ///< share of the limit that is kept free
    double warm_up = 0.0;        ///< s
    Position at;
};

struct Study {
    std::filesystem::path file;
    std::string text;                           ///< of the file, for its checksum
    std::map<std::string, Position> positions;  ///< of each key that was given
    int schema = 1;
    StudySettings study;
    std::vector<StudyParameter> parameters;
    std::vector<ObservationTable> observations;
    CalibrationMethod method;
    OutfallQuestion outfalls;
};

/// Reads a study file (TOML 1.0 in UTF-8) by its key table and checks what joins keys: names given twice, bounds in
/// order, the start between them, tables that are missing. Every departure is a problem; what could be read is
/// returned, or nothing when the file is none or no TOML.
[[nodiscard]] std::optional<Study> read_study(const std::filesystem::path& file, data::tables::Problems& problems);

[[nodiscard]] std::string in_words(ParameterKind what);

}  // namespace liriver::scenarios::language
