#!/usr/bin/env bash
# Runs the demo's scenario and fails where a line of a page's table is not among those that the run prints. "..." stands for
# lines left out; balances differ in their last bits from machine to machine.
# usage: demo_table.sh LIRIVER SCENARIO PAGE...
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" run "$2" --output "$folder/out" >"$folder/printed"
scenario=$2
shift 2
for page in "$@"; do
    lines=0
    # shellcheck disable=SC2016 # a pattern of sed
    while IFS= read -r line; do
        case $line in '```'* | ... | 'balance of '*) continue ;; esac
        lines=$((lines + 1))
        grep -qxF -- "$line" "$folder/printed" || { cat "$folder/printed" >&2; echo "$page: not printed: $line" >&2; exit 1; }
    done < <(sed -n '/^```text$/,/^```$/p' "$page")
    [[ $lines -gt 0 ]] || { echo "$page: no table" >&2; exit 1; }
    echo "$lines lines of ${page##*/} are what ${scenario##*/} prints"
done
