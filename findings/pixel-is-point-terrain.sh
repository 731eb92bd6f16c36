#!/usr/bin/env bash
# Finding: geotiff.js takes the tie point of a PixelIsPoint raster for a corner: the terrain lies half a cell to the
#   south-east.
# Versions: geotiff 3.0.5 (npm), gdal-bin 3.6.2 (Debian 12).
# Guess: getBoundingBox() is documented as the bounding box of the image; with GTRasterType = RasterPixelIsPoint the
#   GeoTIFF standard puts the tie point in the middle of the cell, and pixelIsArea() shows that the library knows the
#   key.
# Seen: GDAL: 500000 to 500090, geotiff.js: 500015 to 500105, for cells of 30 m; the box is shifted by 15 m east and
#   15 m south. pixelIsArea() returns false for the same image.
# Why it matters for a river model: SRTM and Copernicus terrain is PixelIsPoint; what a web map samples or draws with
#   this box stands 15 m off the channel, more than the width of many reaches.
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
echo "packages from npm: geotiff@3.0.5"
npm install --prefix . --loglevel=error --no-audit --no-fund --ignore-scripts \
    geotiff@3.0.5 >npm.log || exit 100

# show WHAT GUESS STATED SEEN: the behaviour has changed when SEEN is not what the finding states.
changed=0
show() {
    printf '%s\n  guess: %s\n  seen:  %s\n' "$1" "$2" "$4"
    if [ "$3" != "$4" ]; then
        printf '  CHANGED, it was: %s\n' "$3"
        changed=1
    fi
}

printf 'ncols 3\nnrows 2\nxllcorner 500000\nyllcorner 2799940\ncellsize 30\n1 2 3\n4 5 6\n' >terrain.asc
gdal_translate -q -a_srs EPSG:4546 -mo AREA_OR_POINT=Point terrain.asc terrain.tif
cat >box.mjs <<'JS'
import { fromFile } from 'geotiff';
const image = await (await fromFile('terrain.tif')).getImage();
console.log(image.getBoundingBox().join(' '));
console.log(image.pixelIsArea());
JS
node box.mjs >box.txt
gdalinfo terrain.tif | sed -nE 's/^(Lower Left|Upper Right) +\( *([0-9]+)\.000, *([0-9]+)\.000\).*/\2 \3/p' >corners.txt
show "box from gdalinfo (west south east north)" "500000 2799940 500090 2800000" \
    "500000 2799940 500090 2800000" "$(paste -sd' ' corners.txt)"
show "pixelIsArea() in geotiff.js" "false" "false" "$(sed -n 2p box.txt)"
show "getBoundingBox() in geotiff.js" "500000 2799940 500090 2800000" \
    "500015 2799925 500105 2799985" "$(sed -n 1p box.txt)"

exit "$changed"
