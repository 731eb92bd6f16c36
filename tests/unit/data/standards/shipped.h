#pragma once
// The shipped tables, and tables made of them, for tests.
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "data/standards/class_table.h"
#include "data/standards/standards_reader.h"

namespace liriver::data::standards {

inline const Standards& shipped() {
    static const Standards standards = [] {
        tables::Problems problems;
        Standards read = read_standards({}, problems);
        for (const auto& problem : problems)
            ADD_FAILURE() << to_string(problem);
        return read;
    }();
    return standards;
}

inline Basis basis_on(const char* day) {
    Basis basis;
    basis.day = parse_day(day).value();
    return basis;
}

inline ClassTable river_table() { return ClassTable::make(shipped(), basis_on("2025-11-01")).value(); }

inline ClassTable lake_table() {
    Basis basis = basis_on("2025-11-01");
    basis.water = Water::lake;
    return ClassTable::make(shipped(), basis).value();
}

inline ClassTable sl395_table() {
    Basis basis = basis_on("2025-11-01");
    basis.rule = "sl-395-2007";
    return ClassTable::make(shipped(), basis).value();
}

inline std::vector<Reading> readings(std::initializer_list<std::pair<const char*, double>> values) {
    std::vector<Reading> all;
    for (const auto& [item, value] : values)
        all.push_back({item, value});
    return all;
}

/// The class of one value in a river.
inline std::string class_of(const ClassTable& table, const char* item, double value) {
    const auto verdict = table.judge({item, value}, {}, {});
    return verdict ? in_english(verdict->quality) : "not assessed";
}

}  // namespace liriver::data::standards
