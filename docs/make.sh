#!/usr/bin/env bash
# Makes the pages that programs write: the scenario reference from the key table, that of quality from its tables, the
# evidence from its programs, and the figure of the damping analysis.
# usage: docs/make.sh [build folder]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/release}
"$build/bin/liriver" schema --markdown > "$root/docs/reference/scenario.md"
"$build/tests/verification/channel/channel_damping_figure" > "$root/docs/images/channel-damping.svg"
"$build/bin/liriver" schema --study --markdown > "$root/docs/reference/study.md"
"$build/tests/verification/quality/quality_reference" > "$root/docs/reference/quality.md"
"$build/bin/liriver" schema --standards > "$root/docs/reference/standards.md"
{ "$root/tests/verification/table.sh" "$build"; LIRIVER_BUILD=$build "$root/tests/performance/run.sh"; } |
  "$build/tests/verification/evidence" > "$root/docs/evidence.md"
