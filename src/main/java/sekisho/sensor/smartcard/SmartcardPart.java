package sekisho.sensor.smartcard;

import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.sensor.CardFormat;
import sekisho.sensor.Surroundings;
import sekisho.site.SourceId;

import java.util.ArrayList;
import java.util.List;

/// `desks:`, the desks with a card reader.
public final class SmartcardPart {
    private enum Order {
        FORWARD,
        REVERSED
    }

    private SmartcardPart() {}

    /// The desks that a site file names: one sensor for all of them, or none.
    public static List<SmartcardConfig> read(Section root, Surroundings plan) {
        List<Section> sections = root.sections("desks", "a desk");
        if (sections.isEmpty()) {
            return List.of();
        }
        List<SmartcardConfig.Desk> desks = new ArrayList<>();
        for (Section in : sections) {
            SourceId id = in.required("id", Form.id(SourceId::new).asking("an id such as gate-1"));
            String name = in.optional("name", Form.TEXT);
            String reader = in.optional("reader", Form.TEXT);
            Order order = in.optional("bytes", Form.word(Order.class), Order.FORWARD);
            CardFormat as = plan.cardFormats().one(in, "as");
            if (id != null) {
                plan.sources().add(id, in.mark("id"));
                desks.add(
                        new SmartcardConfig.Desk(
                                id,
                                name == null ? id.value() : name,
                                reader,
                                order == Order.REVERSED,
                                as));
            }
        }
        return List.of(new SmartcardConfig(desks));
    }
}
