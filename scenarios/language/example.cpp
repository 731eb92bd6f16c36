#include "scenarios/language/example.h"

namespace liriver::scenarios::language {

namespace {
constexpr const char* scenario =
    R"(# A small river to start from: 20 km of main stem, a tributary that joins it at km 8, and one outfall.
# Check it with   liriver check river.toml
# run it with     liriver run river.toml --output results
# Every key is explained by   liriver schema --markdown

schema = 1                       # the version of this language

[project]
name = "Example river"
crs = "EPSG:32649"               # projected coordinates in metres; any that GDAL knows
vertical_datum = "EGM96"         # of every elevation below
time_zone = "+08:00"             # daily means are of local days

[time]
start = 2025-11-01T00:00:00+08:00  # times always carry their offset from UTC
duration = "5 d"

# Numbers carry a unit, in quotes; a number alone is in SI.
[[reach]]
name = "main"
length = "20 km"
slope = 0.0005                   # the bed falls 0.5 m in a kilometre
bottom_width = "40 m"
side_slope = 2                   # banks: two across for one up
upstream_bed = "150 m"
spacing = "200 m"                # distance between sections
assumed = true                   # reports say that no measurement stands behind it

[[reach]]
name = "tributary"
length = "6 km"
slope = 0.001
bottom_width = "12 m"
side_slope = 2
upstream_bed = "152 m"           # so that its bed meets the main stem's at the mouth
spacing = "200 m"
joins = "main"
joins_chainage = "8 km"          # chainage counts from the upstream end
assumed = true

[[roughness]]
zone = "channel"
manning_n = 0.032
assumed = true

[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
end = "upstream"
discharge = "20 m3/s"
concentration = { NH3-N = "0.2 mg/L" }

[[boundary]]
name = "tributary head"
kind = "discharge"
reach = "tributary"
end = "upstream"
discharge = { file = "tributary.csv" }  # a column of a time table
concentration = { NH3-N = "0.1 mg/L" }

[[boundary]]
name = "outlet"
kind = "normal_depth"            # a long uniform channel goes on below
reach = "main"
end = "downstream"

[[constituent]]
name = "NH3-N"
unit = "mg/L"
initial = "0.2 mg/L"
decay_rate = "0.1 1/d"           # first order, at 20 degrees
temperature = "15 degC"
dispersion = "20 m2/s"
assumed = true

[[outfall]]
name = "treatment works"
reach = "main"
chainage = "12 km"
discharge = "0.5 m3/s"
concentration = { NH3-N = "8 mg/L" }
assumed = true

[[station]]
name = "bridge"
reach = "main"
chainage = "15 km"
target = "25 m3/s"               # hours and days below it are counted

[output]
interval = "1 h"
)";

constexpr const char* tributary = R"(# Water at the tributary's head: a small flood on the second and third day.
time,discharge_m3_s
2025-11-01T00:00:00+08:00,4
2025-11-02T00:00:00+08:00,4
2025-11-02T12:00:00+08:00,12
2025-11-03T12:00:00+08:00,7
2025-11-04T12:00:00+08:00,4
2025-11-06T00:00:00+08:00,4
)";
}  // namespace

std::vector<ExampleFile> example_files() { return {{"river.toml", scenario}, {"tributary.csv", tributary}}; }

}  // namespace liriver::scenarios::language
