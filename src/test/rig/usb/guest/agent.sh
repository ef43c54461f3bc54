#!/bin/sh
# agent.sh start | stop | kill | freeze | thaw | memory      the agent, as an unprivileged user
case $1 in
    start)
        su agent -s /bin/sh -c "MALLOC_ARENA_MAX=1 exec /opt/jre/bin/java @/opt/app/jvm.options \
            -XX:SharedArchiveFile=/opt/app/agent.jsa -jar /opt/app/sekisho.jar agent --station 10.0.2.2:$(cat /run/port) \
            --token-file /run/token" > /dev/console 2>&1 &
        ;;
    stop) kill -TERM $(pidof java) && while pidof java >/dev/null; do usleep 100000; done ;;
    kill) kill -KILL $(pidof java) && while pidof java >/dev/null; do usleep 100000; done ;;
    freeze) kill -STOP $(pidof java) ;;
    thaw) kill -CONT $(pidof java) ;;
    memory) grep -E "Rss(Anon|File|Shmem)" /proc/$(pidof java)/status > /dev/console; grep VmRSS /proc/$(pidof java)/status ;;
esac
