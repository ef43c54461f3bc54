package sekisho.edge;

import sekisho.site.MachineId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.ZoneOffset;
import java.util.List;

/// The plan that the tests of the link use: two zones, a machine in each.
final class LinkSite {
    static final ZoneId CAGE = new ZoneId("cage");
    static final ZoneId HALL = new ZoneId("hall");
    static final MachineId DB1 = new MachineId("db1");
    static final MachineId WEB1 = new MachineId("web1");

    static final Site SITE =
            new Site(
                    "Test",
                    ZoneOffset.UTC,
                    List.of(
                            new Site.Zone(CAGE, "Cage", null, null),
                            new Site.Zone(HALL, "Hall", null, null)),
                    List.of(),
                    List.of(),
                    List.of(
                            new Site.Machine(DB1, "DB 1", CAGE),
                            new Site.Machine(WEB1, "Web 1", HALL)));

    private LinkSite() {}
}
