package sekisho.words;

import static sekisho.words.Sentence.same;

import org.jspecify.annotations.Nullable;

import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Says why a rule raised a finding, in one sentence that a gatekeeper understands.
///
/// The subject names whom or what it is about; where it leaves something out, the entries behind
/// the finding say it.
public final class FindingWords {
    private final Names names;
    private final Policy policy;

    public FindingWords(Names names, Policy policy) {
        this.names = names;
        this.policy = policy;
    }

    /// What a rule's findings are called.
    public static Sentence title(String rule) {
        String key = "rule." + rule + ".title";
        return Messages.of(Messages.has(key) ? key : "rule.other.title");
    }

    /// The reason in one sentence.
    ///
    /// @param evidence the facts behind it, in the order of `because`, as far as they can be read
    public Sentence reason(FindingRaised finding, List<Fact> evidence) {
        Sentence sentence = sentence(finding, evidence);
        return finding.late() ? Messages.of("late.suffix", Map.of("sentence", sentence)) : sentence;
    }

    private Sentence sentence(FindingRaised finding, List<Fact> evidence) {
        var about = new About(finding, evidence);
        return switch (finding.rule()) {
            case "unlogged-entry" ->
                    about.door() == null
                            ? about.say("presence", Map.of("seconds", explainedWithin()))
                            : about.say("door", Map.of("seconds", explainedWithin()));
            case "unescorted-visitor" ->
                    about.say("reason", Map.of("seconds", Spans.seconds(policy.escortAway())));
            case "unauthorised-media" -> about.say(MediaObjection.of(evidence).ending(), Map.of());
            case "media-outlasts-permit" ->
                    about.say("reason", Map.of("ended", names.time(finding.at())));
            case "entered-twice" -> {
                ZoneId other = about.otherZone();
                yield other == null
                        ? about.say("reason", Map.of())
                        : about.say("elsewhere", Map.of("other", names.zone(other)));
            }
            case "overstay" ->
                    about.say(
                            "reason",
                            Map.of("minutes", same(Long.toString(policy.overstay().toMinutes()))));
            case "door-forced" ->
                    about.say("reason", Map.of("seconds", Spans.seconds(policy.releasedWithin())));
            case "door-held" ->
                    about.say("reason", Map.of("seconds", Spans.seconds(policy.heldAfter())));
            case "repeated-denial" ->
                    about.say(
                            "reason",
                            Map.of(
                                    "seconds", Spans.seconds(policy.denialsWithin()),
                                    "count", same(Integer.toString(policy.denials()))));
            case "monitor-deaf" -> about.sayDeaf();
            case "media-in-empty-zone",
                    "changed-device",
                    "left-without-entering",
                    "unusual-hours",
                    "media-not-carried-out",
                    "source-silent",
                    "undeclared-door" ->
                    about.say("reason", Map.of());
            case "source-tampered" -> about.say("reason", Map.of("reason", about.told()));
            case "source-gap" -> about.say("reason", about.gap());
            case "source-clock" -> about.say(about.clockEnding(), about.clock());
            default -> about.sayOther();
        };
    }

    private Sentence explainedWithin() {
        return Spans.seconds(policy.explainedWithin());
    }

    /// One finding and what is known of it.
    private final class About {
        private final FindingRaised finding;
        private final List<Fact> evidence;

        About(FindingRaised finding, List<Fact> evidence) {
            this.finding = finding;
            this.evidence = evidence;
        }

        Sentence say(String ending, Map<String, Sentence> more) {
            return fill("rule." + finding.rule() + "." + ending, more);
        }

        Sentence sayDeaf() {
            String monitor = finding.subject().getOrDefault("monitor", "?");
            String sense = finding.subject().getOrDefault("sense", "?");
            Map<String, Sentence> more =
                    Map.of("monitor", same(monitor), "sense", FactWords.sense(sense));
            if (!evidence.isEmpty()
                    && evidence.getFirst() instanceof Observation.SourceDeaf deaf
                    && deaf.reason() != null) {
                var why = new java.util.HashMap<>(more);
                why.put("reason", ReasonWords.of(deaf.reason()));
                return say("because", why);
            }
            return say("reason", more);
        }

        Sentence sayOther() {
            return fill("rule.other.reason", Map.of("rule", same(finding.rule())));
        }

        private Sentence fill(String key, Map<String, Sentence> more) {
            var values = new java.util.HashMap<>(more);
            values.put("time", names.time(happenedAt()));
            values.put("zone", names.zone(finding.zone()));
            DoorId door = door();
            values.put("door", door == null ? unknown() : names.door(door));
            values.put("who", who());
            values.put("escort", escort());
            values.put("visitor", visitor());
            values.put("planned", planned());
            values.put("machine", machine());
            values.put("media", media());
            values.put("source", source());
            return Messages.of(key, values);
        }

        /// When the trigger happened: a rule with a deadline decides later than that.
        private Instant happenedAt() {
            return evidence.isEmpty() ? finding.at() : evidence.getFirst().at();
        }

        @Nullable DoorId door() {
            String door = finding.subject().get("door");
            if (door != null) {
                return new DoorId(door);
            }
            for (Fact fact : evidence) {
                if (fact instanceof Observation.DoorOpened opened) {
                    return opened.door();
                }
            }
            return null;
        }

        /// Another zone in which the person is on record, where the evidence tells.
        @Nullable ZoneId otherZone() {
            for (Fact fact : evidence) {
                if (fact instanceof Observation.AccessGranted granted
                        && !granted.zone().equals(finding.zone())) {
                    return granted.zone();
                }
            }
            return null;
        }

        private Sentence who() {
            String person = finding.subject().get("person");
            if (person != null) {
                return names.person(new PersonId(person));
            }
            String credential = finding.subject().get("credential");
            if (credential != null) {
                return names.who(null, new CredentialId(credential));
            }
            for (Fact fact : evidence) {
                if (fact instanceof Observation.AccessGranted granted) {
                    return names.who(granted.person(), granted.credential());
                }
            }
            return Messages.of("who.unknown");
        }

        private Paperwork.@Nullable VisitRegistered visit() {
            for (Fact fact : evidence) {
                if (fact instanceof Paperwork.VisitRegistered visit) {
                    return visit;
                }
            }
            return null;
        }

        private Sentence visitor() {
            Paperwork.@Nullable VisitRegistered visit = visit();
            if (visit != null) {
                return names.visitor(visit);
            }
            String id = finding.subject().get("visit");
            return id == null ? unknown() : names.visitor(new VisitId(id));
        }

        private Sentence escort() {
            String escort = finding.subject().get("escort");
            Paperwork.@Nullable VisitRegistered visit = visit();
            PersonId person =
                    escort != null ? new PersonId(escort) : visit == null ? null : visit.escort();
            return person == null ? Messages.of("who.nobody") : names.person(person);
        }

        private Sentence planned() {
            Paperwork.@Nullable VisitRegistered visit = visit();
            Instant planned = visit == null ? null : visit.plannedExit();
            return names.time(planned == null ? finding.at().minus(policy.overstay()) : planned);
        }

        private Sentence machine() {
            String machine = finding.subject().get("machine");
            if (machine != null) {
                return names.machine(new MachineId(machine));
            }
            for (Fact fact : evidence) {
                if (fact instanceof Observation.MediaInserted inserted) {
                    return names.machine(inserted.machine());
                }
            }
            return unknown();
        }

        private Sentence media() {
            String media = finding.subject().get("media");
            if (media != null) {
                var id = new MediaId(media);
                return !evidence.isEmpty()
                                && evidence.getFirst() instanceof Observation.MediaInserted inserted
                        ? DeviceWords.media(names, id, inserted.interfaces())
                        : names.media(id);
            }
            for (Fact fact : evidence) {
                if (fact instanceof Observation.MediaInserted inserted) {
                    return names.media(inserted.media());
                }
                if (fact instanceof Paperwork.MediaCarriedIn carried) {
                    return names.media(carried.media());
                }
            }
            return unknown();
        }

        /// What was said of a source that was tampered with.
        Sentence told() {
            for (Fact fact : evidence) {
                if (fact instanceof Observation.SourceTampered tampered) {
                    String reason = tampered.reason();
                    return ReasonWords.of(reason == null ? "opened or moved" : reason);
                }
            }
            return unknown();
        }

        Map<String, Sentence> gap() {
            for (Fact fact : evidence) {
                if (fact instanceof Observation.SourceGap gap) {
                    return Map.of(
                            "count", same(Long.toString(gap.count())),
                            "from", names.time(gap.from()),
                            "until", names.time(gap.until()),
                            "reason", ReasonWords.of(gap.reason()));
                }
            }
            return Map.of(
                    "count", unknown(), "from", unknown(), "until", unknown(), "reason", unknown());
        }

        String clockEnding() {
            return ahead().isNegative() ? "behind" : "ahead";
        }

        Map<String, Sentence> clock() {
            return Map.of("seconds", Spans.seconds(ahead().abs()));
        }

        private Duration ahead() {
            for (Fact fact : evidence) {
                if (fact instanceof Observation.SourceClock clock) {
                    return clock.ahead();
                }
            }
            return Duration.ZERO;
        }

        private Sentence source() {
            return same(finding.subject().getOrDefault("source", "?"));
        }

        private static Sentence unknown() {
            return same("?");
        }
    }
}
