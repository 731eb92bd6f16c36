#!/usr/bin/env bash
# Finding: METIS divides a river tree so that half of the parts are empty: 100 reaches in 64 parts fill 32, with exit
#   status 0.
# Versions: metis and libmetis5 5.1.0 (Debian 12).
# Guess: the manual promises k parts of about equal weight (k-way's default tolerance is 1.03), so with more reaches
#   than parts each part gets one reach at least, two at most.
# Seen: k-way (the default): 32 of 64 parts are used, with up to 4 reaches in one; 4 of 8 for a tree of 15 reaches. No
#   warning is given, only a figure of balance, 2.560. Recursive bisection (-ptype=rb) fills all 64 with 2 at most.
# Why it matters for a river model: a river network is a tree with few neighbours for each reach; half of the
#   processes get no work, the rest twice as much, and code that takes the least cell of each part meets an empty one.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(metis=5.1.0.dfsg-7 libmetis5=5.1.0.dfsg-7)
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

# tree REACHES: each reach joins the one with half its number; a METIS graph.
tree() {
    echo "$1 $(($1 - 1))"
    local reach neighbour line
    for ((reach = 1; reach <= $1; reach++)); do
        line=
        for neighbour in $((reach / 2)) $((2 * reach)) $((2 * reach + 1)); do
            if ((neighbour >= 1 && neighbour <= $1)); then line+=" $neighbour"; fi
        done
        echo "${line# }"
    done
}
# parts REACHES PARTS OPTION...: parts used and the most reaches of one.
parts() {
    tree "$1" >river.graph
    gpmetis "${@:3}" river.graph "$2" >metis.log 2>&1 || echo "exit status $?"
    sort -n "river.graph.part.$2" | uniq -c | awk '$1 > most {most = $1} END {print NR " used, most " most}'
}
show "100 reaches, 64 parts" "64 used, most 2" "32 used, most 4" "$(parts 100 64)"
show "balance that gpmetis prints" "1.280 (2 of 100 reaches in 64 parts)" \
    "2.560" "$(sed -nE 's/^ *constraint #0: +([0-9.]+) out of.*/\1/p' metis.log)"
show "warnings that gpmetis prints" "none" "none" "$(grep -iE 'warning|empty' metis.log || echo none)"
show "15 reaches, 8 parts" "8 used, most 2" "4 used, most 5" "$(parts 15 8)"
show "100 reaches, 64 parts, recursive bisection" "64 used, most 2" "64 used, most 2" "$(parts 100 64 -ptype=rb)"

exit "$changed"
