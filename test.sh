#!/usr/bin/env bash
# Installs what is missing, builds the release preset and runs the tests.
# usage: ./test.sh [--full]     --full adds the long runs (the tests labelled `full`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
choice=(--label-exclude '^full$')
case "${1-}" in
    "") ;;
    --full) choice=() ;;
    *) sed -n '2,3s/^# //p' test.sh >&2; exit 2 ;;
esac

.ci/install build check
cmake --preset release
cmake --build --preset release
ctest --preset release --parallel "$(nproc)" --no-tests=error "${choice[@]}"
