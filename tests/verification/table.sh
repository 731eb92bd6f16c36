#!/usr/bin/env bash
# Prints one JSON line for every verification and validation case: {"case","metric","value","bound","source"}.
# usage: tests/verification/table.sh [build folder]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
for table in "$build"/tests/verification/*/*_table; do
  "$table"
done
