#!/usr/bin/env bash
# Finding: cap-ts writes the polygon of a warning beside its area, not in it: the alert is no valid CAP and its area
#   has no place.
# Versions: @dec112/cap-ts 0.3.2 with tslib 2.8.1, which it needs and does not name (npm).
# Guess: the package writes Common Alerting Protocol 1.2, in which polygon and circle are children of area; what is
#   set on an area by its builder is expected there.
# Seen: the output has <area> with areaDesc alone, closed, and <polygon> and <circle> after it as children of info.
# Why it matters for a river model: a flood warning made so is shown without the flooded polygon by receivers that
#   read area, or is refused by those that check the schema.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo "packages from npm: @dec112/cap-ts@0.3.2 tslib@2.8.1"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts \
    @dec112/cap-ts@0.3.2 tslib@2.8.1 >npm.log || exit 100

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >alert.cjs <<'JS'
const cap = require('@dec112/cap-ts/builder');
const area = new cap.AreaBuilder('Li River at Guilin');
area.polygon_list = ['25.2,110.2 25.3,110.2 25.3,110.3 25.2,110.2'];
area.circle_list = ['25.27,110.29 5'];
const info = new cap.InfoBuilder('Flood', cap.Urgency.immediate, cap.Severity.severe, cap.Certainty.likely,
    [cap.Category.met]);
info.area_list = [area.build()];
const alert = new cap.AlertBuilder('made-1', 'model@example.org', '2020-06-07T08:00:00+08:00',
    cap.Status.exercise, cap.MsgType.alert, cap.Scope.public_);
alert.info_list = [info];
const xml = alert.build().toXML();
const open = [];
for (const [, close, name, empty] of xml.matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>/g)) {
    if (close) open.pop();
    else {
        if (name === 'polygon' || name === 'circle' || name === 'areaDesc') console.log(`${name} in ${open.at(-1)}`);
        if (!empty) open.push(name);
    }
}
JS
node alert.cjs >places.txt
show "where areaDesc stands" "areaDesc in area" "areaDesc in area" "$(grep areaDesc places.txt)"
show "where the polygon stands" "polygon in area" "polygon in info" "$(grep polygon places.txt)"
show "where the circle stands" "circle in area" "circle in info" "$(grep circle places.txt)"

exit "$changed"
