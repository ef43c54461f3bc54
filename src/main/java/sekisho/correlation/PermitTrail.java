package sekisho.correlation;

import sekisho.site.MediaId;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.PermitId;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where a permit was written, and the revocations that name it: either may come first.
final class PermitTrail {
    final List<Permits> places = new ArrayList<>(1);
    final Noted<MediaRevoked> revocations = new Noted<>();

    void permitted(Permits permits) {
        if (!places.contains(permits)) {
            places.add(permits);
            for (int i = 0; i < revocations.size(); i++) {
                permits.log.add(
                        revocations.at(i),
                        revocations.sequence(i),
                        Permits.REVOKED,
                        revocations.note(i));
            }
        }
    }

    void revoked(long at, long sequence, MediaRevoked revoked) {
        revocations.add(at, sequence, Permits.REVOKED, revoked);
        for (Permits permits : places) {
            permits.log.add(at, sequence, Permits.REVOKED, revoked);
        }
    }

    /// Forgets revocations before a time, and places that have forgotten the permit.
    boolean isForgotten(PermitId permit, long before) {
        revocations.forget(before, 0);
        places.removeIf(permits -> !permits.hold(permit));
        return places.isEmpty() && revocations.size() == 0;
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        out.all(
                places,
                permits -> {
                    saving.zone(permits.zone());
                    out.text(permits.media().value());
                });
        revocations.save(out, revoked -> out.fact(Objects.requireNonNull(revoked)));
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        in.all(() -> places.add(loading.zone().permits(new MediaId(in.text()))));
        revocations.load(in, () -> (MediaRevoked) in.fact());
    }
}
