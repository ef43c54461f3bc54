#!/bin/bash
# Builds the guest of the USB rig: the kernel's USB half, udevd and the agent.
#
#   image.sh FOLDER JAVA_HOME JAR     leaves FOLDER/kernel and FOLDER/initrd
set -euo pipefail

out=$(mkdir -p "$1" && cd "$1" && pwd)
java_home=$2
jar=$3
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../guest.sh"

guest_begin "$out" "$java_home" "xhci-pci usb-storage uas sd_mod sr_mod usbhid hid-generic evdev
    ftdi_sio cdc-acm virtio_pci virtio_console virtio_net af_packet dummy_hcd libcomposite
    usb_f_mass_storage usb_f_hid usb_f_acm configfs"

# udevd with the rules that make nodes.
parts=$guest_common/parts
mkdir -p "$root"/{etc/udev/rules.d,lib/udev/rules.d,lib/systemd}
cp "$parts/bin/udevadm" "$root/bin/udevadm"
ln -s /bin/udevadm "$root/lib/systemd/systemd-udevd"
cp "$parts/lib/udev/cdrom_id" "$root/lib/udev/"
for rules in 50-udev-default 60-serial 60-block 60-cdrom_id 80-drivers; do
    cp "$parts/lib/udev/rules.d/$rules.rules" "$root/lib/udev/rules.d/"
done

cp -p "$jar" "$root/opt/app/sekisho.jar"
packing=$here/../../../../hardware/usb
cp "$packing/jvm.options" "$packing/sekisho-guard.service" "$root/opt/app/"

# The agent's classes as the JVM wants to have them in memory: a third less of it, and a faster
# start.
rm -rf "$out/training"
"$java_home/bin/java" -cp "$jar" "$packing/Training.java" "$root/opt/jre/bin/java" \
    "$root/opt/app/jvm.options" "$root/opt/app/sekisho.jar" "$out/training" \
    "$root/opt/app/agent.jsa"
cp "$here"/guest/* "$root/"
chmod +x "$root"/init "$root"/*.sh
printf 'root:x:0:0:root:/root:/bin/sh\nagent:x:999:999::/tmp:/bin/sh\n' > "$root/etc/passwd"
for group in root:0 tty:5 disk:6 lp:7 kmem:15 dialout:20 cdrom:24 tape:26 audio:29 video:44 \
    input:101 render:102 sgx:103 kvm:104 agent:999; do
    echo "${group%:*}:x:${group#*:}:"
done > "$root/etc/group"

guest_end "$out"
