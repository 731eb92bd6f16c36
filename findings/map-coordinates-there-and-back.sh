#!/usr/bin/env bash
# Finding: coordtransform does not undo its own change to GCJ-02: along the Li River the way there and back ends 1 to
#   2 m off.
# Versions: coordtransform 2.1.2, gcoord 1.0.7 (npm).
# Guess: gcj02towgs84 is described as the change back to WGS 84; one function after the other returns the point, to
#   rounding.
# Seen: the way back takes the shift at the shifted point as if it were that of the point: 1.084 m off at Guilin,
#   2.059 m at Yangshuo, 0.045 m in Beijing. gcoord, which iterates, is within 0.002 and 0.006 m in Guangxi.
# Why it matters for a river model: banks, gauges and outfalls digitized on Chinese web maps are in GCJ-02; an error
#   of 2 m with a sign that varies along the river is not seen on a map but is in the width of a small channel, and
#   each edit adds to it.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo "packages from npm: coordtransform@2.1.2 gcoord@1.0.7"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts coordtransform@2.1.2 gcoord@1.0.7 >npm.log

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >back.mjs <<'JS'
import coordtransform from 'coordtransform';
import gcoord from 'gcoord';
const radius = 6371008.8;
const metres = ([x, y], [u, v]) =>
    (radius * Math.PI / 180) * Math.hypot((u - x) * Math.cos(y * Math.PI / 180), v - y);
for (const point of [[110.29, 25.27], [110.49, 24.78], [116.4, 39.9]]) {
    const plain = coordtransform.gcj02towgs84(...coordtransform.wgs84togcj02(...point));
    const there = gcoord.transform(point, gcoord.WGS84, gcoord.GCJ02);
    const iterated = gcoord.transform(there, gcoord.GCJ02, gcoord.WGS84);
    console.log(metres(point, plain).toFixed(3), metres(point, iterated).toFixed(3));
}
JS
node back.mjs >metres.txt
show "there and back at Guilin, m" "0.000" "1.084" "$(awk 'NR == 1 {print $1}' metres.txt)"
show "there and back at Yangshuo, m" "0.000" "2.059" "$(awk 'NR == 2 {print $1}' metres.txt)"
show "there and back in Beijing, m" "0.000" "0.045" "$(awk 'NR == 3 {print $1}' metres.txt)"
show "gcoord at Guilin and Yangshuo, m" "0.000 0.000" "0.002 0.006" \
    "$(awk 'NR < 3 {print $2}' metres.txt | paste -sd' ')"

exit "$changed"
