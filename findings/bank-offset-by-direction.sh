#!/usr/bin/env bash
# Finding: the distance that lineOffset keeps depends on which way the river flows: 500 m are 453 m for a reach to the
#   north at 25 N.
# Versions: @turf/turf 7.4.0 (npm).
# Guess: lineOffset is documented to return a line "at offset by the specified distance", and Turf measures on the
#   sphere, so the offset in metres is that distance whatever the direction.
# Seen: the offset is made in degrees, as if one of longitude were as long as one of latitude. A reach to the east
#   keeps 500 m; a reach to the north gets 453 m at 25 N and 250 m at 60 N.
# Why it matters for a river model: banks made from a centre line and a width are too near by the cosine of the
#   latitude where the river runs north-south; the channel changes its width at each bend.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo "packages from npm: @turf/turf@7.4.0"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts \
    @turf/turf@7.4.0 >npm.log || exit 100

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >offset.mjs <<'JS'
import { distance, lineOffset, lineString } from '@turf/turf';
const metres = (from, to) => {
    const bank = lineOffset(lineString([from, to]), 0.5, { units: 'kilometers' });
    return (1000 * distance(from, bank.geometry.coordinates[0])).toFixed(0);
};
console.log(metres([110, 25], [110.01, 25]));
console.log(metres([110, 25], [110, 25.01]));
console.log(metres([110, 60], [110, 60.01]));
JS
node offset.mjs >metres.txt
show "offset of a reach to the east, 25 N" "500" "500" "$(sed -n 1p metres.txt)"
show "offset of a reach to the north, 25 N" "500" "453" "$(sed -n 2p metres.txt)"
show "offset of a reach to the north, 60 N" "500" "250" "$(sed -n 3p metres.txt)"

exit "$changed"
