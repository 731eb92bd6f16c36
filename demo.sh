#!/usr/bin/env bash
# Installs what is missing, builds liriver, runs a dry season of the Li River on the data that ships here, and draws it.
# usage: ./demo.sh     Each call writes a new folder under results/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
liriver=build/release/bin/liriver
results=results/dry-season-$(date +%Y%m%d-%H%M%S)

.ci/install build
cmake --preset release
cmake --build --preset release --target liriver

echo "Thirty days of the dry season, releases from four reservoirs, ammonia from the city's outfalls:"
"$liriver" run scenarios/li-river/dry-season.toml --output "$results" --threads "$(nproc)"
"$liriver" render "$results" --time 2025-11-15T12:00:00+08:00
"$liriver" render "$results" --time 2025-11-15T12:00:00+08:00 --field NH3-N
"$liriver" report "$results"

cat <<EOT

Open next, in $PWD/$results:
  report.html             all of it on one page: days below target, hydrographs, ammonia, balances, assumptions
  depth.png, NH3-N.png    the river at noon of day 15, when Guilin has its 60 m3/s
  stations.csv            hourly stage, discharge and ammonia at each station
  network.nc              the whole river, hour by hour (QGIS: add it as a mesh layer)
  vtk/                    the same for ParaView
The same season without releases: $liriver run scenarios/li-river/dry-season-no-release.toml --output results/no-release
Your own river: docs/tutorial.md
EOT
