#!/usr/bin/env bash
# Finding: cdo copy leaves out the mesh variable of a UGRID file: every mesh attribute then names a variable that is
#   not there.
# Versions: cdo and libcdi0 2.1.1, netcdf-bin 4.9.0 (Debian 12).
# Guess: copy, and with it seltimestep, mergetime and the like, keeps what it does not work on; node coordinates and
#   connectivity, which CDO cannot use either, do arrive.
# Seen: the scalar mesh2d with cf_role = mesh_topology is gone, and so is cf_role = timeseries_id of the stations;
#   exit status 0 and no warning. depth still has mesh = "mesh2d".
# Why it matters for a river model: UGRID readers find a mesh by the variable that CDO drops: a 2D result cut to the
#   days of the flood is no mesh any more, though all its data are there.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(cdo=2.1.1-1+deb12u1 libcdi0=2.1.1-1+deb12u1 netcdf-bin=1:4.9.0-3+b1 libnetcdf19=1:4.9.0-3+b1)
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

cat >surface.cdl <<'CDL'
netcdf surface {
dimensions: time = UNLIMITED ; node = 4 ; face = 2 ; corner = 3 ; station = 2 ; letters = 6 ;
variables:
    double time(time) ; time:units = "hours since 2020-06-07" ; time:standard_name = "time" ;
    int mesh2d ; mesh2d:cf_role = "mesh_topology" ; mesh2d:topology_dimension = 2 ;
        mesh2d:node_coordinates = "node_x node_y" ; mesh2d:face_node_connectivity = "face_nodes" ;
    double node_x(node) ; node_x:units = "m" ; node_x:standard_name = "projection_x_coordinate" ;
    double node_y(node) ; node_y:units = "m" ; node_y:standard_name = "projection_y_coordinate" ;
    int face_nodes(face, corner) ; face_nodes:cf_role = "face_node_connectivity" ; face_nodes:start_index = 1 ;
    float depth(time, face) ; depth:units = "m" ; depth:mesh = "mesh2d" ; depth:location = "face" ;
    char station(station, letters) ; station:cf_role = "timeseries_id" ;
    float stage(time, station) ; stage:units = "m" ; stage:coordinates = "station" ;
    :Conventions = "CF-1.8 UGRID-1.0" ;
data: time = 0, 1 ; node_x = 0, 10, 0, 10 ; node_y = 0, 0, 10, 10 ; face_nodes = 1, 2, 3, 2, 4, 3 ;
    depth = 1, 2, 3, 4 ; station = "guilin", "yangsh" ; stage = 141, 104, 142, 105 ;
}
CDL
ncgen -o surface.nc surface.cdl
cdo copy surface.nc copy.nc >said.txt 2>&1 && status=0 || status=$?
roles() { ncdump -h "$1" | sed -nE 's/.*\t([a-z_0-9]+):cf_role = .*/\1/p' | sort | paste -sd' '; }

show "cdo copy, exit status and warnings" "0, 0" "0, 0" "$status, $(grep -ci warning said.txt)"
show "variables with a cf_role before" "face_nodes mesh2d station" "face_nodes mesh2d station" "$(roles surface.nc)"
show "variables with a cf_role after" "face_nodes mesh2d station" "face_nodes" "$(roles copy.nc)"
show "node coordinates and connectivity after" "face_nodes node_x node_y" "face_nodes node_x node_y" \
    "$(ncdump -h copy.nc | grep -oE '(face_nodes|node_x|node_y)\(' | tr -d '(' | sort -u | paste -sd' ')"
show "the mesh that depth names after" "mesh2d" "mesh2d" \
    "$(ncdump -h copy.nc | sed -n 's/.*depth:mesh = "\(.*\)".*/\1/p')"

exit "$changed"
