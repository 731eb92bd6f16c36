#!/usr/bin/env bash
# Finding: cdo diffn calls two files equal whose dates, variables or units differ, and a run that stopped half-way
#   too.
# Versions: cdo and libcdi0 2.1.1, netcdf-bin 4.9.0 (Debian 12).
# Guess: the help of diff says "Exit status is 0 if inputs are the same and 1 if they differ", and diffn compares "by
#   parameter name"; so a date a year off, another variable or a missing time step ends with 1.
# Seen: only the values are compared, in the order in which they stand. Another year, "depth" against "stage", and cm
#   against m: exit status 0 and nothing printed. A file that lacks the second of two steps: a warning, exit status 0.
#   Another value does give 1.
# Why it matters for a river model: a regression test that rests on the exit status passes for a run that broke off,
#   or that starts on the wrong day.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(
    cdo=2.1.1-1+deb12u1
    libcdi0=2.1.1-1+deb12u1
    netcdf-bin=1:4.9.0-3+b1
    libnetcdf19=1:4.9.0-3+b1
)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

# result NAME START VARIABLE UNIT TIMES VALUES
result() {
    cat >"$1.cdl" <<CDL
netcdf $1 {
dimensions: time = UNLIMITED ; lat = 1 ; lon = 2 ;
variables:
    double time(time) ; time:units = "hours since $2" ; time:standard_name = "time" ;
    double lat(lat) ; lat:units = "degrees_north" ;
    double lon(lon) ; lon:units = "degrees_east" ;
    float $3(time, lat, lon) ; $3:units = "$4" ;
data: time = $5 ; lat = 25.27 ; lon = 110.29, 110.3 ; $3 = $6 ;
}
CDL
    ncgen -o "$1.nc" "$1.cdl"
}
result reference 2020-06-07 depth m "0, 1" "1, 2, 3, 4"
result value 2020-06-07 depth m "0, 1" "1, 2, 3, 5"
result year 2021-06-07 depth m "0, 1" "1, 2, 3, 4"
result variable 2020-06-07 stage m "0, 1" "1, 2, 3, 4"
result unit 2020-06-07 depth cm "0, 1" "1, 2, 3, 4"
result stopped 2020-06-07 depth m "0" "1, 2"
# compared NAME: the exit status and what is printed, without the table of the records that differ.
compared() {
    local status=0
    cdo diffn reference.nc "$1.nc" >said.txt 2>&1 || status=$?
    echo "$status, $(grep -oE 'stream1.*|[0-9]+ of [0-9]+ records differ' said.txt || grep . said.txt || echo nothing)"
}
show "another value in the second step" "1, 1 of 2 records differ" "1, 1 of 2 records differ" "$(compared value)"
show "a year later" "1, the times differ" "0, nothing" "$(compared year)"
show "stage for depth" "1, the variables differ" "0, nothing" "$(compared variable)"
show "cm for m" "1, the units differ" "0, nothing" "$(compared unit)"
show "stopped after the first of two steps" "1, a step is missing" \
    "0, stream1 has more time steps than stream2!" "$(compared stopped)"

exit "$changed"
