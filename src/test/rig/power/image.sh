#!/bin/bash
# Builds the guest of the power rig: a disk with ext4, and a station on it.
#
#   image.sh FOLDER JAVA_HOME JAR CLASSES    leaves FOLDER/kernel and FOLDER/initrd
set -euo pipefail

out=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../guest.sh"

guest_begin "$out" "$2" "virtio_pci virtio_blk virtio_console ext4 crc32c_generic"
cp -p "$3" "$root/opt/app/sekisho.jar"
(cd "$4" && "$2/bin/jar" --create --file "$root/opt/app/station.jar" \
    sekisho/app/PowerCutStation*.class)
cp "$here"/guest/* "$root/"
chmod +x "$root/init"
guest_end "$out"
