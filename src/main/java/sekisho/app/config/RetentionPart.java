package sekisho.app.config;

import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.site.Retention;

import java.time.MonthDay;

/// `retention:`, how long personal data are kept. Whatever is left out has the product's default.
final class RetentionPart {
    private static final Form<Integer> YEARS = Form.whole(1, 30);
    private static final Form<Integer> DAYS = Form.whole(1, 3_660);
    private static final Form<MonthDay> MONTH_DAY =
            Form.of("a month and a day such as \"04-01\"", text -> MonthDay.parse("--" + text));

    private RetentionPart() {}

    static Retention read(Section root) {
        Retention usual = Retention.DEFAULT;
        Section in = root.section("retention", "how long personal data are kept");
        if (in == null) {
            return usual;
        }
        return new Retention(
                in.optional("year-begins", MONTH_DAY, usual.yearBegins()),
                in.optional("visits", YEARS, usual.visitYears()),
                in.optional("alarms", YEARS, usual.alarmYears()),
                in.optional("reads", YEARS, usual.readYears()),
                in.optional("signatures", DAYS, usual.briefDays()),
                in.optional("unreadable-imports", DAYS, usual.asideDays()));
    }
}
