#!/usr/bin/env bash
# Finding: PROJ turns Beijing 1954 and Xian 1980 into CGCS2000, and 1956 into 1985 heights, by changing nothing,
#   without a word.
# Versions: proj-bin and libproj25 9.1.1, proj-data 9.1.1 (Debian 12).
# Guess: cs2cs is asked for a change between two named datums; it applies published parameters, or fails as it does
#   for unknown codes. The heights differ by a published 0.029 m.
# Seen: at Guilin (25.27 N, 110.29 E) the coordinates come back as they went in, exit status 0 and no message
#   ("ballpark" transformation). From Beijing 1954 to WGS 84, which does the same at Guilin, a point in the Ordos
#   basin moves by 47 m: whether anything is done depends on the place. Only --no-ballpark refuses.
# Why it matters for a river model: sections and maps surveyed before 2008 are in these systems; tens of metres put a
#   cross-section beside its channel, and 0.029 m is more than the error of a levelled gauge zero.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(proj-bin=9.1.1-1+b1 libproj25=9.1.1-1+b1 proj-data=9.1.1-1)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"
export PROJ_DATA="$PWD/unpacked/usr/share/proj"

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

# to FROM TO LATITUDE LONGITUDE [HEIGHT]: the exit status, then what is printed, messages included.
to() {
    local said status=0
    said=$(cs2cs -f %.7f "$1" "$2" <<<"$3 $4 ${5-0}" 2>&1) || status=$?
    tr -s '\t ' ' ' <<<"$status: $said"
}
# metres LATITUDE LONGITUDE: how far the coordinates on standard input, as of to(), are from there.
metres() {
    awk -v latitude="$1" -v longitude="$2" '{
        degree = atan2(0, -1) / 180
        printf "%.0f", 6371008.8 * degree * sqrt(($2 - latitude) ^ 2 + (($3 - longitude) * cos(latitude * degree)) ^ 2)
    }'
}

show "Beijing 1954 to WGS 84, Ordos basin: metres moved" "47" "47" "$(to EPSG:4214 EPSG:4326 37 108 | metres 37 108)"
show "Beijing 1954 to WGS 84, Guilin" "moved, or an error" \
    "0: 25.2700000 110.2900000 0.0000000" "$(to EPSG:4214 EPSG:4326 25.27 110.29)"
show "Beijing 1954 to CGCS2000, Guilin" "moved, or an error" \
    "0: 25.2700000 110.2900000 0.0000000" "$(to EPSG:4214 EPSG:4490 25.27 110.29)"
show "Xian 1980 to CGCS2000, Guilin" "moved, or an error" \
    "0: 25.2700000 110.2900000 0.0000000" "$(to EPSG:4610 EPSG:4490 25.27 110.29)"
show "height 100 of 1956 as of 1985, Guilin" "99.971, or an error" \
    "0: 25.2700000 110.2900000 100.0000000" "$(to EPSG:4490+5736 EPSG:4490+5737 25.27 110.29 100)"
cs2cs --no-ballpark EPSG:4610 EPSG:4490 <<<"25.27 110.29" >refused.txt 2>&1 && status=0 || status=$?
show "Xian 1980 to CGCS2000 with --no-ballpark, exit status" "3" "3" "$status"

exit "$changed"
