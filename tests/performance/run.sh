#!/usr/bin/env bash
# Prints one JSON line for every measured figure: {"job","metric","value","unit","threads","flags","asked","best_peer"}.
# usage: tests/performance/run.sh [job...]   (all jobs without one; build folder in LIRIVER_BUILD, default build/release)
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
programs=${LIRIVER_BUILD:-$root/build/release}/tests/performance
if [ $# -eq 0 ]; then
  set -- $(find "$programs" -maxdepth 1 -type f -perm -u+x -printf '%f\n' | sort)
fi
for job in "$@"; do
  [ -x "$programs/$job" ] || { echo "no such job: $job (is it built in $programs?)" >&2; exit 2; }
  "$programs/$job"
done
