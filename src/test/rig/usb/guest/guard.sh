#!/bin/sh
# guard.sh start | kill | stop | release | hold      the guard, as systemd would run it by its unit: once,
# and then what the unit says is to be done behind it
unit=/opt/app/sekisho-guard.service
launcher() { # the words of a line of the unit, behind the launcher's name
    sed -n "s|^$1=/opt/sekisho-agent/bin/sekisho-agent ||p" $unit
}
program() {
    MALLOC_ARENA_MAX=1 exec /opt/jre/bin/java @/opt/app/jvm.options -XX:SharedArchiveFile=/opt/app/agent.jsa \
        -jar /opt/app/sekisho.jar agent "$@"
}
pid=$(cat /run/guard.pid 2>/dev/null)
ended() { while [ -e /run/guard.pid ]; do usleep 100000; done; }
case $1 in
    start)
        mkdir -p /run/sekisho-guard
        chown root:agent /run/sekisho-guard
        chmod 2750 /run/sekisho-guard
        (
            program $(launcher ExecStart) --agent agent &
            echo $! > /run/guard.pid
            wait $!
            case $? in
                0 | 143) export SERVICE_RESULT=success ;;
                *) export SERVICE_RESULT=signal ;;
            esac
            (program $(launcher ExecStopPost))
            rm /run/guard.pid
        ) < /dev/null > /dev/console 2>&1 &
        ;;
    kill) kill -KILL $pid && ended ;;
    stop) kill -TERM $pid && ended ;;
    release) (program guard --release) ;;
    hold) (program guard --hold) ;;
esac
