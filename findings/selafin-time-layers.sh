#!/usr/bin/env bash
# Finding: GDAL names every time step of a TELEMAC result after the start of the run, so only the first can be asked
#   for.
# Versions: gdal-bin 3.6.2 (Debian 12), Selafin driver.
# Guess: the driver makes two layers (nodes and elements) of each time step and names them by date where the file has
#   a start date; the name is expected to be that date plus the time of the step.
# Seen: steps at 0, 3600 and 7200 s after 2020-06-07 08:00:00 give three layers with one name,
#   ..._p2020_06_07_08_00_00. The name at 10:00 does not exist, and the shared name gives the first step.
# Why it matters for a river model: scripts that take the depth at the peak from a TELEMAC file by layer name get the
#   initial state, or nothing.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(gdal-bin=3.6.2+dfsg-1+b2 libgdal32=3.6.2+dfsg-1+b2 gdal-data=3.6.2+dfsg-1 proj-data=9.1.1-1)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"
export PROJ_DATA="$PWD/unpacked/usr/share/proj" GDAL_DATA="$PWD/unpacked/usr/share/gdal"

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >write.py <<'PY'
import struct

def record(data):
    length = struct.pack(">i", len(data))
    return length + data + length

def integers(*values):
    return record(struct.pack(f">{len(values)}i", *values))

def reals(*values):
    return record(struct.pack(f">{len(values)}f", *values))

with open("li.slf", "wb") as file:
    file.write(record(b"MADE CHANNEL".ljust(72) + b"SERAFIN "))
    file.write(integers(1, 0))  # one variable
    file.write(record(b"WATER DEPTH".ljust(16) + b"M".ljust(16)))
    file.write(integers(1, 0, 0, 0, 0, 0, 0, 0, 0, 1))  # the last: a start date follows
    file.write(integers(2020, 6, 7, 8, 0, 0))
    file.write(integers(2, 4, 3, 1))  # elements, nodes, nodes of an element
    file.write(integers(1, 2, 3, 2, 4, 3))
    file.write(integers(1, 2, 3, 4))
    file.write(reals(0, 10, 0, 10) + reals(0, 0, 10, 10))
    for time, depth in ((0, 1), (3600, 2), (7200, 3)):
        file.write(reals(time) + reals(depth, depth, depth, depth))
PY
/usr/bin/python3 -B write.py
ogrinfo -ro -so -al li.slf 2>/dev/null | sed -n 's/^Layer name: \(li_p.*\)/\1/p' >layers.txt
depth_at() { ogrinfo -ro -q li.slf "$1" 2>/dev/null | awk '/WATER DEPTH.*=/ {print $NF; exit}'; }
show "layers of nodes" "li_p2020_06_07_08_00_00 li_p2020_06_07_09_00_00 li_p2020_06_07_10_00_00" \
    "li_p2020_06_07_08_00_00 li_p2020_06_07_08_00_00 li_p2020_06_07_08_00_00" "$(paste -sd' ' layers.txt)"
show "depth in the layer of 08:00" "1" "1" "$(depth_at li_p2020_06_07_08_00_00)"
at_ten=$(depth_at li_p2020_06_07_10_00_00) || at_ten=
show "depth in the layer of 10:00" "3" "no such layer" "${at_ten:-no such layer}"

exit "$changed"
