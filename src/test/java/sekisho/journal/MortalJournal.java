package sekisho.journal;

import java.util.Random;

/// The real journal on a disk in memory that dies: at a random call of whatever it is doing, like a
/// process that is killed or like a machine without power.
public final class MortalJournal {
    private static final long SEGMENT_BYTES = 48 << 10;

    private final Random random;
    private FakeDisk disk;

    public MortalJournal(Random random) {
        this.random = random;
        this.disk = new FakeDisk(random);
    }

    /// Opens what is on the disk.
    ///
    /// @throws JournalFailed when its time has come
    public Journal open() {
        return Journal.open(disk, SEGMENT_BYTES);
    }

    /// Its time will come, within so many calls of one kind; perhaps in the next one.
    public void dieSoon(int calls) {
        var call = random.nextInt(3) == 0 ? FakeDisk.Call.FORCE : FakeDisk.Call.WRITE;
        disk.fail(new FakeDisk.Fault(call, 1 + random.nextInt(calls), random.nextBoolean()));
    }

    public boolean isDead() {
        return disk.hasFailed();
    }

    /// What the next start finds.
    public void rise() {
        disk = random.nextBoolean() ? disk.afterKill() : disk.afterPowerCut();
    }
}
