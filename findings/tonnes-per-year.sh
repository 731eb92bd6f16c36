#!/usr/bin/env bash
# Finding: the unit t/a is tonnes a year in UCUM (WaterML 2.0) and tonnes an are, 10 kg/m2, in UDUNITS-2 (CF-NetCDF).
# Versions: udunits-bin and libudunits2-0 2.2.28-5 (Debian 12), @lhncbc/ucum-lhc 7.1.10 (npm).
# Guess: a is the symbol of the year (annus) in UCUM and in the recommendations of IUPAC and IUGS; a unit code that
#   both libraries accept is taken to mean the same in both.
# Seen: UCUM: 1 t/a = 3.17e-05 kg/s, and refuses kg/m2. UDUNITS-2: 1 t/a = 10 kg/m2, and refuses kg/s. kt/a is worse:
#   kt is a knot there, so kt/a is a speed per area.
# Why it matters for a river model: yearly sediment and nutrient loads come as t/a or kt/a from WaterML services and
#   yearbooks; copied into the units attribute of a NetCDF file they stay valid and turn into an areal density.
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
echo "packages from npm: @lhncbc/ucum-lhc@7.1.10"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts \
    @lhncbc/ucum-lhc@7.1.10 >npm.log || exit 100

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

cat >ucum.cjs <<'JS'
const ucum = require('@lhncbc/ucum-lhc').UcumLhcUtils.getInstance();
const [from, to] = process.argv.slice(2);
const answer = ucum.convertUnitTo(from, 1, to);
console.log(answer.status === 'succeeded' ? answer.toVal.toPrecision(3) : 'refused');
JS
# cf FROM TO: the factor in UDUNITS-2, or refused.
cf() {
    local line
    line=$(udunits2 -H "$1" -W "$2" 2>/dev/null </dev/null | head -n 1) || line=
    case $line in *=*) sed -E 's/.*= *([^ ]+).*/\1/' <<<"$line" ;; *) echo refused ;; esac
}

show "UCUM: 1 t/a in kg/s" "0.0000317" "0.0000317" "$(node ucum.cjs t/a kg/s)"
show "UCUM: 1 t/a in kg/m2" "refused" "refused" "$(node ucum.cjs t/a kg/m2)"
show "UDUNITS-2: 1 t/a in kg/s" "0.0000317" "refused" "$(cf t/a kg/s)"
show "UDUNITS-2: 1 t/a in kg/m2" "refused" "10" "$(cf t/a kg/m2)"
show "UDUNITS-2: 1 kt/a in knot/are" "refused" "1" "$(cf kt/a knot/are)"

exit "$changed"
