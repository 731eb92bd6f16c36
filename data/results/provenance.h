#pragma once
// What every output carries about where it comes from.
#include <chrono>
#include <string>
#include <vector>

namespace liriver::data::results {

/// A file the run read, and what was in it.
struct InputFile {
    std::string path;      ///< as the scenario writes it
    std::string checksum;  ///< 16 hexadecimal digits, see data/checkpoint/checksum.h
};

/// Written as global attributes, so that a result explains itself. No dates: equal input gives equal files.
struct Provenance {
    std::string title;                  ///< the scenario's name
    std::string version;                ///< the program's version
    std::string git;                    ///< the program's commit
    std::string crs;                    ///< as GDAL takes it: "EPSG:32649" or WKT; must be projected, in metres
    std::string vertical_datum;         ///< "EGM96"
    std::chrono::minutes time_zone{0};  ///< the local clock, from UTC
    std::string options;                ///< the command line's options, one string
    std::string assumptions;            ///< one assumption a line; empty: none
    std::string attribution;            ///< whom pictures must name
    std::string
        relief;  ///< raster for the picture's hillshade; relative to the result folder, or absolute; may be empty
    std::vector<InputFile> inputs;
};

}  // namespace liriver::data::results
