#!/usr/bin/env bash
# Finding: VTK's legacy text files keep six digits of a point: a northing of 2796152.56 m is written as 2.79615e+06.
# Versions: python3-vtk9 and libvtk9.1 9.1.0 (Debian 12).
# Guess: text with "float" points holds what a float holds, about 0.25 m at this northing, as the XML text format of
#   the same library does.
# Seen: the legacy writer prints float with six significant digits: y is off by 2.56 m and by 2.1 m for the two
#   points, x is rounded to whole metres. The XML writer has 2796152.5 and 2796158, the nearest floats.
# Why it matters for a river model: vtkPoints is float unless told otherwise; sections and gauges in projected
#   coordinates land on a grid of 1 m by 10 m, and banks 5 m apart can fall on one line.
set -euo pipefail
export LC_ALL=C TZ=UTC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Unpacks the packages here, with what they need and the machine lacks.
packages=(python3-vtk9=9.1.0+really9.1.0+dfsg2-5+deb12u1 libvtk9.1=9.1.0+really9.1.0+dfsg2-5+deb12u1)
echo "packages: ${packages[*]}"
apt-get -s --no-install-recommends install "${packages[@]}" >plan || exit 100
sed -nE 's/^Inst ([^ ]+) (\[[^]]+\] )?\(([^ ]+) .*/\1=\3/p' plan >needed
mapfile -t needed < <(printf '%s\n' "${packages[@]}" | sort -u - needed)
mkdir deb
(cd deb && apt-get -qq -o APT::Sandbox::User=root download "${needed[@]}") || exit 100
for package in deb/*.deb; do dpkg -x "$package" unpacked || exit 100; done
LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH PATH="$PWD/unpacked/usr/bin:$PATH"
export PYTHONPATH="$PWD/unpacked/usr/lib/python3/dist-packages"

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
import re
import vtk

points = vtk.vtkPoints()
points.InsertNextPoint(428481.69, 2796152.56, 141.75)
points.InsertNextPoint(428487.2, 2796157.9, 141.5)
line = vtk.vtkPolyData()
line.SetPoints(points)
legacy = vtk.vtkPolyDataWriter()
legacy.SetFileName("bank.vtk")
legacy.SetInputData(line)
legacy.SetFileTypeToASCII()
legacy.Write()
xml = vtk.vtkXMLPolyDataWriter()
xml.SetFileName("bank.vtp")
xml.SetInputData(line)
xml.SetDataModeToAscii()
xml.Write()
print(" ".join(re.search(r"POINTS 2 float\n(.*?)\n", open("bank.vtk").read()).group(1).split()))
print(" ".join(re.search(r'Name="Points".*?>\s*(.*?)\s*<', open("bank.vtp").read(), re.S).group(1).split()))
PY
/usr/bin/python3 -B write.py >points.txt
show "points in the XML text file" "428481.6875 2796152.5 141.75 428487.1875 2796158 141.5" \
    "428481.6875 2796152.5 141.75 428487.1875 2796158 141.5" "$(sed -n 2p points.txt)"
show "points in the legacy text file" "428481.6875 2796152.5 141.75 428487.1875 2796158 141.5" \
    "428482 2.79615e+06 141.75 428487 2.79616e+06 141.5" "$(sed -n 1p points.txt)"

exit "$changed"
