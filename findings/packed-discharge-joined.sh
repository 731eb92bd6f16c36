#!/usr/bin/env bash
# Finding: ncrcat joins packed files of different scale_factor as they are: 150 m3/s becomes 15 m3/s, with exit status
#   0.
# Versions: nco 5.1.4, netcdf-bin 4.9.0 (Debian 12).
# Guess: NCO's manual says that its arithmetic operators unpack data that has scale_factor and add_offset; the
#   operator that joins records is expected to do so too, or to refuse files whose scale_factor differs.
# Seen: the integers are copied under the scale_factor of the first file, without a word: 2.5, 2.5, 150, 150 read back
#   as 2.5, 2.5, 15, 15. (The manual page says that it does not do this; the operator itself neither refuses nor
#   warns.)
# Why it matters for a river model: many archives pack each month by its own range, so the flood month has the largest
#   scale_factor: it is the flood that is made small.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(
    nco=5.1.4-1+deb12u1
    libudunits2-0=2.2.28-5
    libudunits2-data=2.2.28-5
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
export UDUNITS2_XML_PATH="$PWD/unpacked/usr/share/xml/udunits/udunits2.xml"

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

# month NAME SCALE FIRST_HOUR INTEGER: two hourly values.
month() {
    cat >"$1.cdl" <<CDL
netcdf $1 {
dimensions: time = UNLIMITED ;
variables:
    double time(time) ; time:units = "hours since 2020-06-01" ;
    short q(time) ; q:units = "m3 s-1" ; q:scale_factor = $2 ;
data: time = $3, $(($3 + 1)) ; q = $4, $4 ;
}
CDL
    ncgen -o "$1.nc" "$1.cdl"
}
month low 0.001 0 2500   # 2.5 m3/s
month flood 0.01 720 15000 # 150 m3/s

said=$(ncrcat low.nc flood.nc joined.nc 2>&1) && status=0 || status=$?
ncpdq -U joined.nc unpacked.nc
show "ncrcat, exit status and output" "0, nothing said" "0, nothing said" "$status, ${said:-nothing said}"
show "discharge read back" "2.5, 2.5, 150, 150" "2.5, 2.5, 15, 15" \
    "$(ncdump -v q unpacked.nc | sed -n 's/^ q = \(.*\) ;/\1/p')"

exit "$changed"
