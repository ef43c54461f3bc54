#!/bin/bash
# Installs what the rigs need on Debian or Ubuntu, as root, and fetches the packages of which the
# USB rig builds its guest. Does nothing when everything is there.
set -euo pipefail

packages=(
    # a serial line without hardware
    socat
    # card readers without hardware
    pcscd vsmartcard-vpcd
    # a time stamping authority
    openssl
    # a broker
    mosquitto mosquitto-clients
    # a disk that fails
    strace mount
    # a browser, with letters for Japanese
    chromium fonts-noto-cjk
    # a booted kernel with hot-plugged sticks
    qemu-system-x86 seabios ipxe-qemu busybox-static cpio zstd kmod binutils
    # a disk whose power goes
    e2fsprogs
)
# Parts of the guest: unpacked there, never installed here.
guest_packages=(
    udev libudev1 libkmod2 libblkid1 libselinux1 libcap2 libacl1 libpcre2-8-0 liblzma5 libzstd1
    libssl3 libc6 libgcc-s1
)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/sekisho-rig"

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
        || missing+=("$package")
done

has() { compgen -G "$cache/$1_*.deb" >/dev/null; }

wanted=()
for package in "${guest_packages[@]}"; do
    has "$package" || wanted+=("$package")
done
has 'linux-image-[0-9]*' || wanted+=(kernel)

if [ ${#missing[@]} -eq 0 ] && [ ${#wanted[@]} -eq 0 ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "rig packages are missing (${missing[*]} ${wanted[*]}): run this as root" >&2
    exit 1
fi

apt-get update -qq
if [ ${#missing[@]} -gt 0 ]; then
    echo "rigs: installing ${missing[*]}"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" >/dev/null
fi
if [ ${#wanted[@]} -gt 0 ]; then
    echo "rigs: fetching ${wanted[*]} for the guest"
    mkdir -p "$cache"
    cd "$cache"
    for i in "${!wanted[@]}"; do
        if [ "${wanted[$i]}" = kernel ]; then
            wanted[$i]=$(apt-cache depends linux-image-amd64 \
                | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
        fi
    done
    # The downloading user of apt may not write into root's home: let root do it.
    apt-get download -qq -o APT::Sandbox::User=root "${wanted[@]}"
fi
