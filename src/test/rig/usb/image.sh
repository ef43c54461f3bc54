#!/bin/bash
# Builds the guest of the USB rig: Debian's kernel and udevd, a static busybox, a small JRE and
# the product's own jar, as one initramfs. Needs no root.
#
#   image.sh FOLDER JAVA_HOME JAR     leaves FOLDER/kernel and FOLDER/initrd
set -euo pipefail

out=$(mkdir -p "$1" && cd "$1" && pwd)
java_home=$2
jar=$3
here=$(cd "$(dirname "$0")" && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/sekisho-rig"
PATH=$PATH:/usr/sbin:/sbin

newest() { ls -v "$cache"/$1_*.deb 2>/dev/null | tail -n 1; }

# The kernel, unpacked once for each version.
kernel_package=$(newest 'linux-image-[0-9]*')
if [ -z "$kernel_package" ]; then
    echo "no kernel package in $cache: run src/test/rig/install.sh as root" >&2
    exit 1
fi
if [ "$(cat "$out/kernel-package" 2>/dev/null)" != "$kernel_package" ]; then
    rm -rf "$out/kernel-files"
    dpkg-deb -x "$kernel_package" "$out/kernel-files"
    version=$(ls "$out/kernel-files/lib/modules")
    depmod -b "$out/kernel-files" "$version"
    echo "$kernel_package" > "$out/kernel-package"
fi
version=$(ls "$out/kernel-files/lib/modules")
cp "$out/kernel-files/boot/vmlinuz-$version" "$out/kernel"

# The JRE, linked once for each JDK.
if [ "$(cat "$out/jre-of" 2>/dev/null)" != "$java_home" ]; then
    rm -rf "$out/jre"
    "$java_home/bin/jlink" --output "$out/jre" --vm server --compress zip-6 --generate-cds-archive \
        --strip-debug --no-header-files --no-man-pages \
        --add-modules java.base,java.logging,java.naming,java.xml,java.management,jdk.unsupported \
        >/dev/null
    echo "$java_home" > "$out/jre-of"
fi

root=$out/root
rm -rf "$root"
mkdir -p "$root"/{bin,sbin,dev,proc,sys,run,tmp,root,var/lib,etc/udev/rules.d,opt/app} \
    "$root"/{lib/udev/rules.d,lib/systemd,lib64} "$root/lib/modules/$version"

cp "$(command -v busybox)" "$root/bin/busybox"
for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"
done

# Kernel modules with all they depend on.
modules="xhci-pci usb-storage uas sd_mod sr_mod usbhid hid-generic evdev ftdi_sio cdc-acm
    virtio_pci virtio_console virtio_net af_packet dummy_hcd libcomposite
    usb_f_mass_storage usb_f_hid usb_f_acm configfs"
from=$out/kernel-files/lib/modules/$version
for module in $modules; do
    line=$(grep -E "/${module//[-_]/[-_]}\.ko:" "$from/modules.dep" || true)
    for file in ${line/:/ }; do
        mkdir -p "$root/lib/modules/$version/$(dirname "$file")"
        cp -n "$from/$file" "$root/lib/modules/$version/$file"
    done
done
cp "$from"/modules.{order,builtin,builtin.modinfo} "$root/lib/modules/$version/"
depmod -b "$root" "$version"

# udevd with the rules that make nodes, and every library that it or the JRE needs.
parts=$out/parts
if [ ! -e "$parts/complete" ]; then
    rm -rf "$parts"
    for package in udev libudev1 libkmod2 libblkid1 libselinux1 libcap2 libacl1 libpcre2-8-0 \
        liblzma5 libzstd1 libssl3 libc6 libgcc-s1; do
        dpkg-deb -x "$(newest "$package")" "$parts"
    done
    touch "$parts/complete"
fi
cp "$parts/bin/udevadm" "$root/bin/udevadm"
ln -s /bin/udevadm "$root/lib/systemd/systemd-udevd"
cp "$parts/lib/udev/cdrom_id" "$root/lib/udev/"
for rules in 50-udev-default 60-serial 60-block 60-cdrom_id 80-drivers; do
    cp "$parts/lib/udev/rules.d/$rules.rules" "$root/lib/udev/rules.d/"
done
find "$parts/lib" "$parts/usr/lib" -path '*x86_64-linux-gnu/*.so.*' -exec cp -an {} "$root/lib/" \;
cp -L "$parts/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" "$root/lib64/"

cp -a "$out/jre" "$root/opt/jre"
cp -p "$jar" "$root/opt/app/sekisho.jar"
packing=$here/../../../../hardware/usb
cp "$packing/jvm.options" "$root/opt/app/"

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

(cd "$root" && find . | cpio -o -H newc --quiet) | zstd -q -T0 -3 -f -o "$out/initrd"
