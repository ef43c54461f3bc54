#!/bin/sh
# A USB device of any kind, made by the kernel itself (dummy_hcd and configfs):
#
#   gadget.sh plug UNIT VID PID SERIAL FUNCTION...     SERIAL "-" for none; FUNCTION storage, keyboard
#   gadget.sh pull UNIT                                or modem; UNIT 1 or 2
modprobe dummy_hcd num=2 2>/dev/null
modprobe libcomposite
gadgets=/sys/kernel/config/usb_gadget
verb=$1
unit=$2
gadget=$gadgets/unit$unit

pull() {
    [ -d $gadget ] || return 0
    echo > $gadget/UDC
    rm -f $gadget/configs/c.1/*.*
    rmdir $gadget/functions/* $gadget/configs/c.1 $gadget/strings/0x409 $gadget 2>/dev/null
}

plug() {
    mkdir $gadget
    cd $gadget
    echo 0x$1 > idVendor
    echo 0x$2 > idProduct
    mkdir strings/0x409 configs/c.1
    echo "Acme" > strings/0x409/manufacturer
    [ "$3" = - ] || printf '%s' "$3" > strings/0x409/serialnumber
    shift 3
    number=0
    for function in "$@"; do
        number=$((number + 1))
        case $function in
            storage)
                modprobe usb_f_mass_storage
                name=mass_storage.$number
                mkdir functions/$name
                dd if=/dev/zero of=/tmp/disk$unit bs=1M count=2 2>/dev/null
                echo 1 > functions/$name/lun.0/removable
                echo /tmp/disk$unit > functions/$name/lun.0/file
                ;;
            keyboard)
                modprobe usb_f_hid
                name=hid.$number
                mkdir functions/$name
                echo 1 > functions/$name/protocol
                echo 1 > functions/$name/subclass
                echo 8 > functions/$name/report_length
                # Modifiers, one reserved byte, six keys (HID 1.11, appendix B.1).
                printf '\005\001\011\006\241\001\005\007\031\340\051\347\025\000\045\001\165\001' \
                    > /tmp/report
                printf '\225\010\201\002\225\001\165\010\201\001\225\006\165\010\025\000\045\145' \
                    >> /tmp/report
                printf '\005\007\031\000\051\145\201\000\300' >> /tmp/report
                cat /tmp/report > functions/$name/report_desc
                ;;
            modem)
                modprobe usb_f_acm
                name=acm.$number
                mkdir functions/$name
                ;;
        esac
        ln -s functions/$name configs/c.1/
    done
    ls /sys/class/udc | sed -n ${unit}p > UDC
}

shift 2
case $verb in
    plug) pull; plug "$@" ;;
    pull) pull ;;
esac
