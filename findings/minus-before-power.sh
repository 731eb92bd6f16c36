#!/usr/bin/env bash
# Finding: in ncap2 (NCO) the sign goes before the power: exp(-x^2) is exp(x^2), and a Gaussian plume grows with the
#   distance.
# Versions: nco 5.1.4, cdo 2.1.1, netcdf-bin 4.9.0 (Debian 12).
# Guess: -x^2 is -(x^2), as in mathematics, Fortran, Python (x**2) and cdo expr, so one formula gives one result in
#   the two tools that are used for arithmetic on NetCDF.
# Seen: 5*exp(-x^2/200) at x = 0, 10 and 20 m is 5, 3.03 and 0.677 in CDO and 5, 8.24 and 36.9 in ncap2, without a
#   message; -(x^2) or 0-x^2 gives the first three there too. (The manual's table of precedence has the unary minus
#   above the power.)
# Why it matters for a river model: plumes, dispersion, rating curves and weights by distance are written so; at the
#   outfall itself both results are the same, and the error grows with the distance.
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
    nco=5.1.4-1+deb12u1
    libudunits2-0=2.2.28-5
    libudunits2-data=2.2.28-5
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

cat >plume.cdl <<'CDL'
netcdf plume {
dimensions: lat = 1 ; lon = 3 ;
variables:
    double lat(lat) ; lat:units = "degrees_north" ;
    double lon(lon) ; lon:units = "degrees_east" ;
    double x(lat, lon) ; x:units = "m" ; x:long_name = "distance from the outfall" ;
data: lat = 25.27 ; lon = 110.29, 110.2901, 110.2902 ; x = 0, 10, 20 ;
}
CDL
ncgen -o plume.nc plume.cdl
# three FILE: the three values of c.
three() { ncdump -p 3,3 -v c "$1" | sed -n '/^ c =/,/;/p' | tr -d ' ;\n' | sed 's/c=//; s/,/, /g'; }
# nco FORMULA, cdo_expr FORMULA: the values that each tool gives, messages added to said.txt.
nco() { ncap2 -O -v -s "c=$1" plume.nc nco.nc >>said.txt 2>&1 && three nco.nc; }
cdo_expr() { cdo -O expr,"c=$1" plume.nc cdo.nc >>said.txt 2>&1 && three cdo.nc; }

show "cdo, 5*exp(-x^2/200)" "5, 3.03, 0.677" "5, 3.03, 0.677" "$(cdo_expr '5*exp(-x^2/200)')"
show "ncap2, 5*exp(-x^2/200)" "5, 3.03, 0.677" "5, 8.24, 36.9" "$(nco '5*exp(-x^2/200)')"
show "ncap2, 5*exp(-(x^2)/200)" "5, 3.03, 0.677" "5, 3.03, 0.677" "$(nco '5*exp(-(x^2)/200)')"
show "ncap2, 5*exp((0-x^2)/200)" "5, 3.03, 0.677" "5, 3.03, 0.677" "$(nco '5*exp((0-x^2)/200)')"
show "messages of ncap2 and cdo" "none" "none" "$(grep . said.txt || echo none)"

exit "$changed"
