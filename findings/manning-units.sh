#!/usr/bin/env bash
# Finding: UDUNITS-2 accepts the unit of Manning's n and of the Strickler coefficient, with another meaning: m1/3/s is
#   a third of m/s.
# Versions: udunits-bin and libudunits2-0 2.2.28-5 (Debian 12).
# Guess: the grammar in the UDUNITS-2 manual has whole exponents only, so a cube root of a metre is refused, as
#   m^(1/3) is.
# Seen: only the brackets are refused. m^1/3 is read as (m^1)/3 and m-1/3 as (m^-1)/3: the units s m-1/3 and m1/3/s
#   are valid, are convertible to s/m and m/s, and carry a factor of 1/3: a Strickler coefficient of 30 becomes 10
#   m/s.
# Why it matters for a river model: a roughness written to CF-NetCDF with such units passes every check that asks
#   UDUNITS-2 (CF checkers, NCO), and a conversion by a tool divides it by 3 in silence.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(udunits-bin=2.2.28-5 libudunits2-0=2.2.28-5 libudunits2-data=2.2.28-5)
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

# convert VALUE FROM TO: what udunits2 says, on one line.
convert() { udunits2 -H "$1 $2" -W "$3" 2>&1 </dev/null | head -n 1 | sed -E 's/^ +//'; }

show "30 m1/3/s (Strickler) in m/s" "refused: the exponent is no whole number" \
    "30 m1/3/s = 10 m/s" "$(convert 30 m1/3/s m/s)"
show "0.03 s m-1/3 (Manning's n) in s/m" "refused: the exponent is no whole number" \
    "0.03 s m-1/3 = 0.01 s/m" "$(convert 0.03 's m-1/3' s/m)"
show "30 m^1/3/s in m/s" "refused: the exponent is no whole number" \
    "30 m^1/3/s = 10 m/s" "$(convert 30 m^1/3/s m/s)"
show "0.03 s/m^(1/3)" "refused" \
    "udunits2: Don't recognize \"s/m^(1/3)\"" "$(convert 0.03 's/m^(1/3)' s/m)"

exit "$changed"
