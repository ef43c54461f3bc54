package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.config.Misconfigured;
import sekisho.sensor.mapping.Places;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.DoorId;
import sekisho.site.Intake;
import sekisho.site.MachineId;
import sekisho.site.PersonId;
import sekisho.site.Sighting;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A small site, and a journal that knows what it was handed before.
final class ImportedFiles implements Intake {
    static final Places PLACES =
            new Places(
                    Map.of(new DoorId("server-room-main"), new ZoneId("server-room")),
                    Map.of(new MachineId("juki-db-1"), new ZoneId("server-room")),
                    Set.of(new ZoneId("server-room")),
                    java.time.ZoneId.of("Asia/Tokyo"));
    static final Cardholders PEOPLE =
            new Cardholders(List.of(new Cardholder(new PersonId("p-0001"), "青木 一郎", List.of())));

    private final Path folder;
    private final Set<String> known = new HashSet<>();
    private int room = Integer.MAX_VALUE;

    /// What it entered, in order, without what it knew.
    final List<Sighting> entered = new ArrayList<>();

    /// Refused rows by their lines.
    final List<String> refused = new ArrayList<>();

    ImportedFiles(Path folder) {
        this.folder = folder;
    }

    /// After so many batches it breaks off.
    void breakOffAfter(int batches) {
        room = batches;
    }

    RowImport.Outcome run(Path file, FileMapping mapping)
            throws IOException, UnfitFile, InterruptedException {
        var progress =
                new RowImport.Progress() {
                    @Override
                    public void durable(long line, double share) {}

                    @Override
                    public void refused(long line, String reason) {
                        refused.add(line + ": " + reason);
                    }
                };
        return new RowImport(
                        mapping,
                        PEOPLE,
                        folder,
                        this,
                        () -> Instant.parse("2026-11-21T00:00:00Z"),
                        progress)
                .run(file);
    }

    RowPreview preview(Path file, FileMapping mapping) throws IOException, UnfitFile {
        return RowPreview.of(file, mapping, PEOPLE, folder, 5);
    }

    /// One of `hardware/import`.
    static FileMapping shipped(String name) throws Misconfigured {
        return FileMappingPart.read(Path.of("hardware/import", name + ".yaml"), PLACES);
    }

    static FileMapping mapping(String yaml) throws Misconfigured {
        return FileMappingPart.read(Path.of("mapping.yaml"), yaml, PLACES);
    }

    @Override
    public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
        throw new UnsupportedOperationException("an import waits");
    }

    @Override
    public Receipt submit(List<Sighting> sightings) {
        if (room-- <= 0) {
            throw new IllegalStateException("the power is cut");
        }
        int duplicates = 0;
        for (Sighting one : sightings) {
            if (known.add(one.source() + "/" + one.boot() + "/" + one.seq())) {
                entered.add(one);
            } else {
                duplicates++;
            }
        }
        return new Receipt(entered.size(), duplicates);
    }

    static @Nullable Object beside(Sighting one, String name) {
        return one.unknown().get(name);
    }
}
