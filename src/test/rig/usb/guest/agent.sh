#!/bin/sh
# agent.sh start | stop | kill | freeze | thaw | memory      the agent, as an unprivileged user
pid=$(cat /run/agent.pid 2>/dev/null)
ended() { while readlink /proc/$pid/exe >/dev/null; do usleep 100000; done; }
case $1 in
    start)
        su agent -s /bin/sh -c "MALLOC_ARENA_MAX=1 exec /opt/jre/bin/java @/opt/app/jvm.options \
            -XX:SharedArchiveFile=/opt/app/agent.jsa -jar /opt/app/sekisho.jar agent --station 10.0.2.2:$(cat /run/port) \
            --token-file /run/token" > /dev/console 2>&1 &
        echo $! > /run/agent.pid
        ;;
    stop) kill -TERM $pid && ended ;;
    kill) kill -KILL $pid && ended ;;
    freeze) kill -STOP $pid ;;
    thaw) kill -CONT $pid ;;
    memory) grep -E "Rss(Anon|File|Shmem)" /proc/$pid/status > /dev/console; grep VmRSS /proc/$pid/status ;;
esac
