package sekisho.edge.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import sekisho.edge.seal.SealChain.Places;
import sekisho.edge.seal.SealChain.Position;
import sekisho.edge.seal.SealChain.Verdict;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

class SealChainTest {
    private static final byte[] FIRST = new byte[SealKey.LENGTH];

    private final SealChain chain = new SealChain("c1", SealKey.of(FIRST));
    private Sealer sealer = new Sealer("c1", 0, SealKey.of(FIRST));

    private String fact(String what) {
        String line = sealer.fact(Map.of("type", what));
        sealer = sealer.next();
        return line;
    }

    private List<String> facts(int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            lines.add(fact("fact " + i));
        }
        return lines;
    }

    private static Seal seal(String line) throws Unreadable {
        return Objects.requireNonNull(Seal.takenFrom(JsonText.object(line)));
    }

    private void come(String line) throws Unreadable {
        assertThat(chain.check(seal(line))).as(line).isEqualTo(Verdict.SEALED);
        chain.came(seal(line).index());
    }

    private Position position(long waiting) throws Unreadable {
        return chain.position(seal(sealer.position(Map.of("type", "alive"), waiting)));
    }

    @Test
    void whatWasSealedIsRecognisedInItsOrder() throws Unreadable {
        for (String line : facts(20)) {
            come(line);
        }
        assertThat(chain.end()).isEqualTo(20);
        assertThat(position(0)).isEqualTo(Position.PROVEN);
        assertThat(chain.missing(20)).isEmpty();
    }

    @Test
    void theSealIsNoPartOfTheFact() throws Unreadable {
        Map<String, @Nullable Object> line = JsonText.object(fact("a"));
        assertThat(Seal.takenFrom(line)).isNotNull();
        assertThat(line).isEqualTo(Map.of("type", "a"));
    }

    @Test
    void everyChangedCharacterBreaksTheSeal() throws Unreadable {
        String line = fact("media.inserted");
        int tried = 0;
        for (int i = 0; i < line.length(); i++) {
            for (char other : new char[] {'0', 'A', '1', '"'}) {
                String changed = line.substring(0, i) + other + line.substring(i + 1);
                if (changed.equals(line)) {
                    continue;
                }
                try {
                    Seal seal = Seal.takenFrom(JsonText.object(changed));
                    // The last character of 43 in base64 holds two bits that count for nothing.
                    assertThat(seal == null || chain.check(seal) != Verdict.SEALED || same(seal))
                            .as(changed)
                            .isTrue();
                    tried++;
                } catch (Unreadable e) {
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(300);
    }

    private boolean same(Seal seal) throws Unreadable {
        Sealer first = new Sealer("c1", 0, SealKey.of(FIRST));
        return java.util.Arrays.equals(
                seal.tag(), seal(first.fact(Map.of("type", "media.inserted"))).tag());
    }

    @Test
    void aSealThatMovesToAnotherFactIsBroken() throws Unreadable {
        Seal one = seal(fact("one"));
        Seal two = seal(fact("two"));
        var swapped = new Seal("c1", one.index(), null, two.line(), two.tag());
        assertThat(chain.check(swapped)).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void whoHasTheKeyOfTodayCannotSealWhatIsOlder() throws Unreadable {
        facts(10);
        var forged = new Sealer("c1", 4, sealer.key());
        assertThat(chain.check(seal(forged.fact(Map.of("type", "fact 4")))))
                .isEqualTo(Verdict.BROKEN);
    }

    @Test
    void whoHasTheKeyOfTodayCannotSayThatLessWasSealed() throws Unreadable {
        facts(10);
        var shorter = new Sealer("c1", 7, sealer.key());
        assertThat(chain.position(seal(shorter.position(Map.of("type", "alive"), 0))))
                .isEqualTo(Position.BROKEN);
    }

    @Test
    void aFactMayComeAgain() throws Unreadable {
        String line = facts(3).get(1);
        come(line);
        assertThat(chain.check(seal(line))).isEqualTo(Verdict.RESENT);
    }

    @Test
    void whatWasRemovedIsMissing() throws Unreadable {
        List<String> lines = facts(10);
        for (int i : new int[] {0, 1, 4, 5, 9}) {
            come(lines.get(i));
        }
        assertThat(chain.missing(10)).containsExactly(new Places(2, 4), new Places(6, 9));
        chain.giveUp(10);
        assertThat(chain.missing(10)).isEmpty();
        come(fact("after"));
    }

    @Test
    void aTailThatWasCutOffIsMissing() throws Unreadable {
        come(facts(5).getFirst());
        assertThat(position(0)).isEqualTo(Position.PROVEN);
        assertThat(chain.missing(5)).containsExactly(new Places(1, 5));
    }

    @Test
    void aKeyThatWasPutBackIsNoticed() throws Unreadable {
        Sealer before = sealer;
        for (String line : facts(5)) {
            come(line);
        }
        sealer = before;
        assertThat(position(0)).isEqualTo(Position.WENT_BACK);
    }

    @Test
    void anotherChainIsForeign() throws Unreadable {
        sealer = new Sealer("c2", 0, SealKey.of(FIRST));
        assertThat(position(0)).isEqualTo(Position.FOREIGN);
        assertThat(chain.check(seal(fact("a")))).isEqualTo(Verdict.FOREIGN);
    }

    @Test
    void aPositionIsNoFact() throws Unreadable {
        String alive = sealer.position(Map.of("type", "alive"), 0);
        assertThat(chain.check(seal(alive))).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void whatIsTooFarAheadIsNotLookedFor() throws Unreadable {
        var far = new Sealer("c1", SealChain.AHEAD_MAX + 1, SealKey.of(FIRST));
        assertThat(chain.check(seal(far.fact(Map.of("type", "a"))))).isEqualTo(Verdict.BROKEN);
        chain.came(SealChain.AHEAD_MAX + 1);
        assertThat(chain.end()).isZero();
    }

    @Test
    void inAnyOrderOverRestartsExactlyWhatWasTakenAwayIsMissing() throws Unreadable {
        for (long seed = 1; seed <= 200; seed++) {
            anyOrder(seed);
        }
    }

    private static void anyOrder(long seed) throws Unreadable {
        var random = new Random(seed);
        var test = new SealChainTest();
        int count = 1 + random.nextInt(60);
        List<String> lines = test.facts(count);
        var order = new ArrayList<Integer>();
        var removed = new TreeSet<Integer>();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) == 0) {
                removed.add(i);
            } else {
                order.add(i);
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(order, random);
        }
        SealChain chain = test.chain;
        for (int i : order) {
            if (random.nextInt(8) == 0) {
                chain = SealChain.read(chain.json());
            }
            assertThat(chain.check(seal(lines.get(i))))
                    .as("seed " + seed)
                    .isEqualTo(Verdict.SEALED);
            chain.came(i);
        }
        var missing = new TreeSet<Integer>();
        for (Places hole : chain.missing(count)) {
            for (long i = hole.from(); i < hole.until(); i++) {
                missing.add((int) i);
            }
        }
        assertThat(missing).as("seed " + seed).isEqualTo(removed);
    }
}
