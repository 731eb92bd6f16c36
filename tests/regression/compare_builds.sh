#!/usr/bin/env bash
# Runs scenarios, and the pages of the documentation, with two builds of the program and compares what they write to the
# last bit: variables, dimensions and coordinates of *.nc, cells of *.csv and numbers of summary.json. What names the
# build or the moment is left out by name: version, git, times, checksums; and the texts of events, which a change of
# words may touch. For changes that are to leave every number as it is.
# usage: compare_builds.sh BEFORE AFTER [SCENARIO.toml|PAGE.md|FOLDER...]   (all shipped ones without one)
# A scenario that its own mesh file is missing for is told and left out. Ends with 1 where anything differs.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,8p' "$0" >&2; exit 2; }
before=$(realpath "$1") after=$(realpath "$2")
shift 2
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- "$root/scenarios" "$root/tests/verification" "$root/docs/how-to"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
differing=0 compared=0 left_out=0

numbers_of() { # FILE: its content without what names the build or the moment
  case "$1" in
    *.nc) ncdump -n file -p 9,17 "$1" | grep -vE '^[[:space:]]*[A-Za-z_0-9]*:(history|source|date_created|git|version|checksum|inputs|comment|liriver_[a-z_]*) = |^[[:space:]]+"' ;;
    *summary.json) jq -S 'del(.version, .git, .options, .wall_seconds, .cpu_seconds, .inputs, .scenario)
        | if .events then .events |= map({kind, count}) else . end
        | del(.. | .message?, .stop_reason?)' "$1" ;;
    *) sed '/^# study /d' "$1" ;; # the checksum of a study and its build
  esac
}

compare_folders() { # NAME BEFORE AFTER
  local file
  while IFS= read -r file; do
    if [ ! -e "$3/$file" ]; then
      echo "$1: $file is missing after" && differing=$((differing + 1))
      continue
    fi
    compared=$((compared + 1))
    if ! diff <(numbers_of "$2/$file") <(numbers_of "$3/$file") >"$work/difference"; then
      echo "$1: $file differs:" && head -n 6 "$work/difference" && differing=$((differing + 1))
    fi
  done < <(cd "$2" && find . -type f \( -name '*.nc' -o -name '*.csv' -o -name 'summary.json' \) | sort)
}

run_scenario() { # FILE
  local name=${1#"$root"/} side program code codes=()
  for side in before after; do
    program=${!side}
    rm -rf "${work:?}/$side"
    code=0
    "$program" run "$1" --output "$work/$side" >"$work/$side.log" 2>&1 || code=$?
    codes+=("$code")
  done
  if [ "${codes[0]}" -ne "${codes[1]}" ]; then
    echo "$name: ended with ${codes[0]} before and with ${codes[1]} after" && differing=$((differing + 1))
  elif [ ! -d "$work/before" ]; then
    echo "$name: left out, it does not run: $(head -n 1 "$work/before.log")" && left_out=$((left_out + 1))
  else
    compare_folders "$name" "$work/before" "$work/after"
  fi
}

run_page() { # FILE
  local name=${1#"$root"/} side program
  grep -q '^```console' "$1" || return 0
  for side in before after; do
    program=${!side}
    rm -rf "${work:?}/$side" && mkdir "$work/$side"
    if ! LIRIVER_PAGE_FOLDER="$work/$side" bash "$root/tests/regression/pages/run_page.sh" "$1" "$program" >"$work/$side.log" 2>&1; then
      echo "$name: left out, its commands fail ($side): $(tail -n 1 "$work/$side.log")" && left_out=$((left_out + 1))
      return 0
    fi
  done
  compare_folders "$name" "$work/before" "$work/after"
}

while IFS= read -r file; do
  case "$file" in
    *.toml) run_scenario "$file" ;;
    *.md) run_page "$file" ;;
  esac
done < <(for one in "$@"; do find "$(realpath "$one")" -type f \( -name '*.toml' -o -name '*.md' \); done | sort)
echo "$compared files compared, $differing differ, $left_out scenarios left out"
[ "$differing" -eq 0 ]
