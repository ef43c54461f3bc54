# Builds guests of Debian's kernel, a static busybox, a small JRE and the product's own jar, each as
# one initramfs; sourced by the image.sh of a rig. Needs no root.
#
#   guest_begin FOLDER JAVA_HOME MODULES   a root with the kernel's modules, a shell, the JRE and
#                                          the libraries it needs, in FOLDER/root
#   guest_end FOLDER                       packs it: FOLDER/kernel and FOLDER/initrd

guest_cache="${XDG_CACHE_HOME:-$HOME/.cache}/sekisho-rig"
PATH=$PATH:/usr/sbin:/sbin

guest_newest() { ls -v "$guest_cache"/$1_*.deb 2>/dev/null | tail -n 1; }

# The kernel, unpacked once for each version, into $guest_common/kernel-files.
guest_kernel() {
    local package
    package=$(guest_newest 'linux-image-[0-9]*')
    if [ -z "$package" ]; then
        echo "no kernel package in $guest_cache: run src/test/rig/install.sh as root" >&2
        exit 1
    fi
    if [ "$(cat "$guest_common/kernel-package" 2>/dev/null)" != "$package" ]; then
        rm -rf "$guest_common/kernel-files"
        dpkg-deb -x "$package" "$guest_common/kernel-files"
        guest_version=$(ls "$guest_common/kernel-files/lib/modules")
        depmod -b "$guest_common/kernel-files" "$guest_version"
        echo "$package" > "$guest_common/kernel-package"
    fi
    guest_version=$(ls "$guest_common/kernel-files/lib/modules")
}

# The JRE, linked once for each JDK and each list of modules, into $guest_common/jre.
guest_jre() {
    local modules=java.base,java.logging,java.naming,java.xml,java.management,jdk.net,jdk.unsupported
    if [ "$(cat "$guest_common/jre-of" 2>/dev/null)" != "$1 $modules" ]; then
        rm -rf "$guest_common/jre"
        "$1/bin/jlink" --output "$guest_common/jre" --vm server --compress zip-6 \
            --generate-cds-archive --strip-debug --no-header-files --no-man-pages \
            --add-modules "$modules" >/dev/null
        echo "$1 $modules" > "$guest_common/jre-of"
    fi
}

# Every library that udevd or the JRE needs, with udevd itself, into $guest_common/parts.
guest_parts() {
    local package
    if [ ! -e "$guest_common/parts/complete" ]; then
        rm -rf "$guest_common/parts"
        for package in udev libudev1 libkmod2 libblkid1 libselinux1 libcap2 libacl1 libpcre2-8-0 \
            liblzma5 libzstd1 libssl3 libc6 libgcc-s1; do
            dpkg-deb -x "$(guest_newest "$package")" "$guest_common/parts"
        done
        touch "$guest_common/parts/complete"
    fi
}

# Kernel modules with all they depend on.
guest_modules() {
    local from=$guest_common/kernel-files/lib/modules/$guest_version module line file
    mkdir -p "$root/lib/modules/$guest_version"
    for module in $1; do
        line=$(grep -E "/${module//[-_]/[-_]}\.ko:" "$from/modules.dep" || true)
        for file in ${line/:/ }; do
            mkdir -p "$root/lib/modules/$guest_version/$(dirname "$file")"
            cp -n "$from/$file" "$root/lib/modules/$guest_version/$file"
        done
    done
    cp "$from"/modules.{order,builtin,builtin.modinfo} "$root/lib/modules/$guest_version/"
    depmod -b "$root" "$guest_version"
}

guest_begin() {
    local applet
    guest_common=$(mkdir -p "$1/../guest" && cd "$1/../guest" && pwd)
    root=$1/root
    guest_kernel
    guest_jre "$2"
    guest_parts
    rm -rf "$root"
    mkdir -p "$root"/{bin,sbin,dev,proc,sys,run,tmp,root,data,var/lib,etc,opt/app,lib,lib64}
    cp "$(command -v busybox)" "$root/bin/busybox"
    for applet in $(busybox --list); do
        [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"
    done
    guest_modules "$3"
    find "$guest_common/parts/lib" "$guest_common/parts/usr/lib" \
        -path '*x86_64-linux-gnu/*.so.*' -exec cp -an {} "$root/lib/" \;
    cp -L "$guest_common/parts/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" "$root/lib64/"
    cp -a "$guest_common/jre" "$root/opt/jre"
}

guest_end() {
    cp "$guest_common/kernel-files/boot/vmlinuz-$guest_version" "$1/kernel"
    (cd "$1/root" && find . | cpio -o -H newc --quiet) | zstd -q -T0 -3 -f -o "$1/initrd"
}
