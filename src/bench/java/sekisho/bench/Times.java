package sekisho.bench;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/// What rounds of one measurement took, by three clocks.
public final class Times {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long[] thread;
    private final long[] process;
    private final long[] wall;
    private int rounds;

    public Times(int rounds) {
        thread = new long[rounds];
        process = new long[rounds];
        wall = new long[rounds];
    }

    /// Measures one round.
    public void round(Runnable work) {
        long threadBegun = THREADS.getCurrentThreadCpuTime();
        long processBegun = SYSTEM.getProcessCpuTime();
        long wallBegun = System.nanoTime();
        work.run();
        wall[rounds] = System.nanoTime() - wallBegun;
        process[rounds] = SYSTEM.getProcessCpuTime() - processBegun;
        thread[rounds++] = THREADS.getCurrentThreadCpuTime() - threadBegun;
    }

    /// Median of the processor time of the thread that did the work, in nanoseconds: what the work
    /// costs, and not what else the machine does meanwhile.
    public long thread() {
        return median(thread);
    }

    /// Likewise of the whole process, with the collector and the compiler.
    public long process() {
        return median(process);
    }

    /// Likewise by the clock on the wall.
    public long wall() {
        return median(wall);
    }

    private static long median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
