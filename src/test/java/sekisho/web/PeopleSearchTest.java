package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.PersonId;

import java.util.ArrayList;
import java.util.List;

class PeopleSearchTest {
    private final PeopleSearch search =
            new PeopleSearch(
                    new Cardholders(
                            List.of(
                                    person("p-1", "中佐藤 太郎"),
                                    person("p-2", "佐藤 一郎"),
                                    person("p-3", "鈴木 佐和"),
                                    person("p-4", "ｱﾝﾀﾞｰｿﾝ Ｋｅｎ"))));

    @Test
    void thoseWithAPartThatBeginsLikeThatComeFirst() {
        assertThat(find("佐")).containsExactly("p-2", "p-3", "p-1");
    }

    @Test
    void aFullNameIsFoundWithOrWithoutItsSpace() {
        assertThat(find("佐藤一")).containsExactly("p-2");
        assertThat(find("佐藤　一郎")).containsExactly("p-2");
    }

    @Test
    void widthCaseAndKindOfKanaDoNotMatter() {
        assertThat(find("アンダ")).containsExactly("p-4");
        assertThat(find("あんだーそん")).containsExactly("p-4");
        assertThat(find("ken")).containsExactly("p-4");
    }

    @Test
    void anIdIsFoundAndNothingIsNobody() {
        assertThat(find("P-3")).containsExactly("p-3");
        assertThat(find("  ")).isEmpty();
        assertThat(find("田中")).isEmpty();
    }

    @Test
    void aCommonNameFindsNoMoreThanAPersonLooksThrough() {
        List<Cardholder> many = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            many.add(person("p-" + i, "佐藤 " + i));
        }
        var crowd = new PeopleSearch(new Cardholders(many));
        assertThat(crowd.find("佐藤")).hasSize(20);
        assertThat(crowd.find("佐藤 49999")).hasSize(1);
    }

    private List<String> find(String typed) {
        return search.find(typed).stream().map(one -> one.person().value()).toList();
    }

    private static Cardholder person(String id, String name) {
        return new Cardholder(new PersonId(id), name, List.of());
    }
}
