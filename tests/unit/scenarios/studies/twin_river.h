#pragma once
// A river whose truth is known: two reaches in a row, a flood, and gauges on both.
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "data/tables/csv_writer.h"
#include "data/tables/time.h"
#include "scenarios/studies/calibrate.h"

namespace liriver::scenarios::studies {

struct Truth {
    double n_upper = 0.035, n_lower = 0.045, width = 1.15;
};

/// Folder with river.toml (n 0.03 everywhere, width 1), flow.csv and what tests add.
class TwinRiver {
  public:
    explicit TwinRiver(const std::string& name, const std::string& discharge = R"({ file = "flow.csv" })")
        : folder_(std::filesystem::temp_directory_path() / ("liriver 孪生 " + name)) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        write("river.toml", scenario(discharge, ""));
        write("flow.csv",
              "time,discharge_m3_s\n2025-11-01T00:00:00+08:00,20\n2025-11-01T06:00:00+08:00,20\n"
              "2025-11-01T14:00:00+08:00,80\n2025-11-02T06:00:00+08:00,30\n2025-11-03T00:00:00+08:00,20\n");
        discharge_ = discharge;
    }
    ~TwinRiver() { std::filesystem::remove_all(folder_); }
    TwinRiver(const TwinRiver&) = delete;
    TwinRiver& operator=(const TwinRiver&) = delete;

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }

    /// observed.csv: hourly stages and discharges of a run with the truth, with errors of these standard deviations.
    void observe(const Truth& truth, double stage_error, double discharge_error, bool flows = true) const {
        write("truth.toml",
              scenario(discharge_,
                       "[[roughness]]\nzone = \"channel\"\nreach = \"upper\"\nmanning_n = " + number(truth.n_upper) +
                           "\n[[roughness]]\nzone = \"channel\"\nreach = \"lower\"\nmanning_n = " +
                           number(truth.n_lower) + "\n",
                       truth.width));
        const auto model = language::load(file("truth.toml"));
        Observations wanted;
        for (const char* station : {"upper gauge", "lower gauge"})
            for (const Quantity quantity : {Quantity::stage, Quantity::discharge}) {
                ObservedSeries series;
                series.station = station;
                series.quantity = quantity;
                for (int hour = 1; hour <= 48; ++hour)
                    series.time.push_back(3600.0 * hour);
                wanted.series.push_back(series);
            }
        const MemberResult run = run_member(model.value(), runner::CellPlan{}, wanted);
        std::mt19937_64 random(20251101);
        std::normal_distribution<double> normal;
        std::string text = flows ? "time,station,stage_m,discharge_m3_s\n" : "time,station,stage_m\n";
        const auto start = *model->scenario.time.start;
        for (std::size_t station = 0; station < 2; ++station)
            for (std::size_t hour = 0; hour < 48; ++hour) {
                const double stage = run.simulated[96 * station + hour] + stage_error * normal(random);
                const double flow = run.simulated[96 * station + 48 + hour] + discharge_error * normal(random);
                text += data::tables::format_utc(data::tables::after(start, wanted.series[0].time[hour])) + "," +
                        wanted.series[2 * station].station + "," + number(stage);
                text += flows ? "," + number(flow) + "\n" : "\n";
            }
        write("observed.csv", text);
    }

    [[nodiscard]] static std::string number(double value) { return data::tables::format_number(value); }

  private:
    static std::string reach(const char* name, const char* bed, double width, const char* more) {
        return std::string("[[reach]]\nname = \"") + name +
               "\"\nlength = \"10 km\"\nslope = 0.0005\nbottom_width = \"30 m\"\nspacing = \"500 m\"\nupstream_bed = " +
               bed + "\nwidth_factor = " + number(width) + "\n" + more;
    }

    static std::string scenario(const std::string& discharge, const std::string& roughness, double width = 1.0) {
        return R"(schema = 1
[project]
name = "twin"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 d"
)" + reach("upper", "105", width, "joins = \"lower\"\njoins_chainage = 0\n") +
               reach("lower", "100", width, "") + R"([[roughness]]
zone = "channel"
manning_n = 0.03
)" + roughness +
               R"([[boundary]]
name = "head"
kind = "discharge"
reach = "upper"
end = "upstream"
discharge = )" +
               discharge + R"(
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "lower"
end = "downstream"
[[station]]
name = "upper gauge"
reach = "upper"
chainage = "9 km"
[[station]]
name = "lower gauge"
reach = "lower"
chainage = "8 km"
[output]
interval = "1 h"
)";
    }

    std::filesystem::path folder_;
    std::string discharge_;
};

/// One [[parameter]].
inline std::string parameter(const char* name, const char* what, const char* reaches, double lower, double upper,
                             double start) {
    return std::string("[[parameter]]\nname = \"") + name + "\"\nwhat = \"" + what + "\"\nreaches = " + reaches +
           "\nlower = " + TwinRiver::number(lower) + "\nupper = " + TwinRiver::number(upper) +
           "\nstart = " + TwinRiver::number(start) + "\n";
}

inline const std::string study_head = "schema = 1\n[study]\nkind = \"calibrate\"\nscenario = \"river.toml\"\n";

}  // namespace liriver::scenarios::studies
