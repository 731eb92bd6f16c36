#pragma once
// `classify`: which class the water of each section has, by tables of standards, from observations or a run's results.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/observations/quality_table.h"
#include "data/registers/section_register.h"
#include "data/standards/black_odour.h"
#include "data/standards/class_table.h"
#include "data/standards/lake.h"
#include "data/standards/length_in_class.h"
#include "data/standards/means.h"
#include "data/standards/reason.h"
#include "data/standards/river_quality.h"
#include "data/standards/zone.h"
#include "data/tables/problem.h"

namespace liriver::scenarios::studies {

struct ClassifyOptions {
    std::filesystem::path table;                            ///< a table, or the folder of a run's results
    std::optional<std::filesystem::path> sections;          ///< their register
    std::optional<std::filesystem::path> standards_folder;  ///< tables in place of the shipped ones, or beside them
    std::vector<std::string> standards = {"GB 3838-2002"};  ///< each judges the same water
    std::string rule = "mee-2011-22";
    std::string oxygen = "7.5";                                    ///< limit of class I
    data::standards::Water water = data::standards::Water::river;  ///< of sections that the register does not have
    std::optional<data::standards::QualityClass> target;           ///< the same
    std::optional<data::standards::FloodSeason> season;
    bool two_items = false;    ///< zones by two items
    bool black_odour = false;  ///< grades of black and odorous water too
    data::observations::QualityTableForm form;
};

/// A section, from the register or with its station's name alone.
struct ClassedSection {
    std::string name, code, station, reach;
    std::optional<double> chainage;
    data::standards::Water water = data::standards::Water::river;
    std::optional<data::standards::QualityClass> target;
};

/// A section in a period, judged by one standard.
struct ClassRow {
    std::size_t section = 0, standard = 0;
    data::standards::Period period = data::standards::Period::day;
    data::standards::Day first{};
    double hours = 0.0;      ///< with values, of a run
    std::size_t values = 0;  ///< the most that an item has
    std::vector<data::standards::Reading> readings;
    data::standards::Assessment assessment;
    std::vector<data::standards::MainPollutant> pollutants;
    data::standards::Reason reason;
    std::optional<data::standards::TrophicState> trophic;  ///< of lakes
};

/// All rivers' sections in a period, judged by one standard.
struct RiverRow {
    std::size_t standard = 0;
    data::standards::Period period = data::standards::Period::month;
    data::standards::Day first{};
    data::standards::RiverQuality quality;
    std::map<std::string, data::standards::LengthInClass> lengths;  ///< by reach, of sections that have a chainage
};

struct ZoneRow {
    std::size_t section = 0, standard = 0;
    data::standards::Day year{};
    data::standards::ZoneCompliance compliance;
};

struct HoursRow {
    std::size_t section = 0, standard = 0;
    data::standards::HoursInClass hours;
};

struct StandardUse {
    std::string name;
    data::standards::Day day{};             ///< on which its limits were taken
    bool in_force = true;                   ///< on the day of the first value
    std::vector<std::string> not_in_table;  ///< items that set its class (of rivers) and have no column
};

struct Classification {
    data::standards::Standards tables;
    ClassifyOptions options;
    data::observations::QualityTable table;
    std::vector<ClassedSection> sections;
    std::vector<StandardUse> standards;
    std::vector<ClassRow> rows;
    std::vector<RiverRow> rivers;
    std::vector<ZoneRow> zones;
    std::vector<HoursRow> hours;
    std::map<std::size_t, data::standards::BlackOdourPoint> black_odour;  ///< by section
    std::vector<std::string> notes;  ///< a sentence each: what is assumed, warned of, left out
};

/// Reads and judges. With `mee-2011-22` days, months and years, and the river by month; with `sl-395-2007` months,
/// seasons and years, and whether each section's zone complies by year. Problems, all at once: those of every table
/// read, names that are none, sections of the register without a row (told as notes), a table without any of the
/// sections.
[[nodiscard]] tl::expected<Classification, data::tables::Problems> classify(const ClassifyOptions& options);

}  // namespace liriver::scenarios::studies
