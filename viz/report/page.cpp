#include "viz/report/page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "viz/charts/time_chart.h"

namespace liriver::viz::report {

using charts::escaped;

namespace {
constexpr const char* style = R"(
:root{--ink:#1f2933;--soft:#52606d;--rule:#d9e2ec;--water:#1f5f99}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;font:15px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}
main{max-width:1180px;margin:0 auto;padding:36px 28px 48px}
header{border-bottom:3px solid var(--water);padding-bottom:14px;margin-bottom:22px}
h1{font-size:30px;line-height:1.2;margin:0 0 4px;font-weight:650}
header p,.soft{color:var(--soft);margin:0}
h2{font-size:19px;margin:34px 0 12px;font-weight:650}
h3{font-size:15.5px;margin:0 0 6px;font-weight:650}
.figures{display:flex;flex-wrap:wrap;gap:14px}
.figure{flex:1 1 190px;border:1px solid var(--rule);border-radius:6px;padding:12px 16px}
.figure b{display:block;font-size:26px;line-height:1.25;font-weight:650;color:var(--water)}
.figure span{color:var(--soft);font-size:13.5px}
.bad b{color:#b42318}
.banner{background:#b42318;color:#fff;font-weight:650;padding:10px 16px;border-radius:6px;margin:0 0 18px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{text-align:left;font-weight:600;color:var(--soft);border-bottom:1.5px solid var(--ink);padding:4px 10px 4px 0;vertical-align:bottom}
td{border-bottom:1px solid var(--rule);padding:4px 10px 4px 0}
.n{text-align:right;font-variant-numeric:tabular-nums}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(430px,1fr));gap:26px 34px}
.maps{display:flex;flex-wrap:wrap;gap:20px}
.maps figure{flex:1 1 400px;margin:0}
.maps img{width:100%;height:auto;border:1px solid var(--rule)}
figcaption{color:var(--soft);font-size:13px}
svg{display:block;width:100%;height:auto}
li{margin:2px 0}
.chip{display:inline-block;width:14px;height:14px;border-radius:3px;margin-right:7px;vertical-align:-2px;border:1px solid rgba(31,41,51,.35);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.wide{overflow-x:auto}
code{font-size:12.5px}
footer{margin-top:36px;border-top:1px solid var(--rule);padding-top:12px;color:var(--soft);font-size:13px}
@media(max-width:520px){.grid{grid-template-columns:1fr}}
@media print{main{max-width:none;padding:0}.station,figure,tr,.figure{break-inside:avoid}details>*{display:block}}
)";

/// A quoted text of a style sheet, safe inside <style> too.
std::string css_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text)
        if (c == '"' || c == '\\' || c == '<' || c == '\n')
            quoted += fmt::format("\\{:06x}", static_cast<unsigned>(c));
        else
            quoted += c;
    return quoted + '"';
}
}  // namespace

std::string table(const std::vector<std::string>& heads, const std::vector<Row>& rows) {
    std::string html = "<table><thead><tr>";
    for (std::size_t c = 0; c < heads.size(); ++c) {
        const bool number = !rows.empty() && c < rows.front().size() && rows.front()[c].number;
        html += fmt::format("<th{}>{}</th>", number ? " class=\"n\"" : "", escaped(heads[c]));
    }
    html += "</tr></thead><tbody>\n";
    for (const Row& row : rows) {
        html += "<tr>";
        for (const Cell& cell : row)
            html += fmt::format("<td{}>{}</td>", cell.number ? " class=\"n\"" : "", escaped(cell.text));
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

std::string page(const std::string& title, const std::string& body, const std::string& banner) {
    const std::string printed =
        banner.empty() ? ""
                       : "@page{margin-top:18mm;@top-center{content:" + css_text(banner) +
                             ";color:#b42318;font-weight:650}}\n"
                             "@media print{.banner{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"generator\" content=\"liriver\">\n<title>{}{}</title>\n<style>{}{}</style>\n</head>\n<body>\n"
        "<main>\n{}</main>\n</body>\n</html>\n",
        banner.empty() ? "" : "UNFINISHED: ", escaped(title), style, printed, body);
}

Quantity quantity(const std::string& key) {
    struct Ending {
        const char* suffix;
        const char* unit;
        double scale;
    };
    constexpr std::array<Ending, 4> endings{
        {{"_m3_s", "m³/s", 1.0}, {"_m3", "million m³", 1e6}, {"_m2", "km²", 1e6}, {"_m", "m", 1.0}}};
    std::string words = key;
    Quantity result;
    for (const Ending& ending : endings) {
        const std::string suffix = ending.suffix;
        if (words.size() > suffix.size() && words.compare(words.size() - suffix.size(), suffix.size(), suffix) == 0) {
            words.resize(words.size() - suffix.size());
            result.scale = ending.scale;
            std::replace(words.begin(), words.end(), '_', ' ');
            result.heading = fmt::format("{} ({})", words, ending.unit);
            return result;
        }
    }
    std::replace(words.begin(), words.end(), '_', ' ');
    result.heading = words;
    return result;
}

std::string figure(double value) {
    if (!std::isfinite(value))
        return "–";
    const double size = std::abs(value);
    if (size != 0.0 && (size < 1e-3 || size >= 1e9))
        return fmt::format("{:.2e}", value);
    const int before = size < 1.0 ? 0 : static_cast<int>(std::floor(std::log10(size))) + 1;
    return fmt::format("{:.{}f}", value, std::clamp(size < 1.0 ? 4 : 4 - before, 0, 4));
}

}  // namespace liriver::viz::report
