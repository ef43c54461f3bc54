package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.Entry;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts disclosures back into entries, for who may read them. Commitments that stay unanswered stay
/// in the entry's unknown members, so that a reader sees that something was there.
final class Opened {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private Opened() {}

    static Entry of(Entry entry, DisclosureStore store) {
        Sighting sighting = entry.sighting();
        boolean committed = isCommitted(entry);
        if (!committed && !namesCard(entry)) {
            return entry;
        }
        try {
            Map<String, @Nullable Object> members = new HashMap<>(FactCodec.members(sighting));
            if (committed) {
                answer(members, store.of(entry.sequence()));
            }
            card(members, store);
            return new Entry(entry.sequence(), entry.recordedAt(), FactCodec.read(members));
        } catch (IOException | Unreadable e) {
            LOG.error("what entry {} commits to can't be read: {}", entry.sequence(), e.toString());
            return entry;
        }
    }

    /// Whether something personal belongs to the entry. Facts of open families hold all their
    /// members themselves.
    static boolean isCommitted(Entry entry) {
        return switch (entry.fact()) {
            case Paperwork.RegisterChanged register ->
                    register.members().containsKey(Personal.COMMITMENTS);
            case Deed.DeedDone deed -> deed.members().containsKey(Personal.COMMITMENTS);
            case Observation _, Paperwork _, Finding _, Deed _ ->
                    entry.sighting().unknown().containsKey(Personal.COMMITMENTS);
        };
    }

    private static boolean namesCard(Entry entry) {
        return switch (entry.fact()) {
            case Observation.AccessGranted read -> isPseudonym(read.credential());
            case Observation.AccessDenied read -> isPseudonym(read.credential());
            case Observation.CardPresented read -> isPseudonym(read.credential());
            case Finding finding -> finding.subject().containsKey(Personal.CREDENTIAL);
            case Paperwork.RegisterChanged register ->
                    register.members().containsKey(Personal.CREDENTIAL);
            case Observation _, Paperwork _, Deed _ -> false;
        };
    }

    private static boolean isPseudonym(@Nullable CredentialId credential) {
        return credential != null && credential.value().startsWith(Personal.CARD);
    }

    /// A disclosure counts only where the entry commits to it.
    private static void answer(Map<String, @Nullable Object> members, List<Disclosure> told) {
        if (members.remove(Personal.COMMITMENTS) instanceof List<?> digests) {
            List<Object> unanswered = new ArrayList<>(digests);
            for (Disclosure disclosure : told) {
                if (unanswered.remove(disclosure.digest())) {
                    members.put(disclosure.name(), disclosure.value());
                }
            }
            if (!unanswered.isEmpty()) {
                members.put(Personal.COMMITMENTS, unanswered);
            }
        }
    }

    private static void card(Map<String, @Nullable Object> members, DisclosureStore store) {
        uid(members, store);
        if (members.get("subject") instanceof Map<?, ?> subject
                && subject.containsKey(Personal.CREDENTIAL)) {
            var named = new HashMap<String, @Nullable Object>();
            subject.forEach((name, value) -> named.put(String.valueOf(name), value));
            uid(named, store);
            members.put("subject", named);
        }
    }

    private static void uid(Map<String, @Nullable Object> members, DisclosureStore store) {
        if (members.get(Personal.CREDENTIAL) instanceof String pseudonym) {
            Disclosure card = store.ofCard(pseudonym);
            if (card != null) {
                members.put(Personal.CREDENTIAL, card.value());
            }
        }
    }
}
