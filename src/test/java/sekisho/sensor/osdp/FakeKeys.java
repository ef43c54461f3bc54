package sekisho.sensor.osdp;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Keys of one reader, in memory.
final class FakeKeys implements OsdpKeys {
    final List<Bytes> keys = new ArrayList<>();
    private final Random random = new Random(7);
    int confirmed;

    FakeKeys(Bytes... keys) {
        this.keys.addAll(List.of(keys));
    }

    @Override
    public List<Bytes> of(ReaderId reader) {
        return List.copyOf(keys);
    }

    @Override
    public Bytes draw(ReaderId reader) {
        byte[] drawn = new byte[SIZE];
        random.nextBytes(drawn);
        keys.addFirst(Bytes.of(drawn));
        return keys.getFirst();
    }

    @Override
    public void confirm(ReaderId reader) {
        confirmed++;
        keys.subList(1, keys.size()).clear();
    }
}
