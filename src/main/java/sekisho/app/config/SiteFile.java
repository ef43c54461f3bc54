package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.config.YamlText;
import sekisho.sensor.CardFormatsPart;
import sekisho.sensor.SensorConfig;
import sekisho.sensor.SensorPart;
import sekisho.sensor.Surroundings;
import sekisho.site.Cardholders;
import sekisho.site.Policy;
import sekisho.site.Retention;
import sekisho.site.Site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A site file, read. Either everything in it is right, or all that is wrong is told at once.
public final class SiteFile {
    private final Site site;
    private final Policy policy;
    private final Cardholders people;
    private final List<SensorConfig> sensors = new ArrayList<>();
    private final @Nullable Path data;
    private final Config.Web web;
    private final Config.@Nullable Agents agents;
    private final Retention retention;
    private final Config.Log log;

    /// What a replay needs of a site file: the plan and the limits; of a recording of a line also
    /// who holds which card, and what is on the line.
    public record Plan(Site site, Policy policy, Cardholders people, List<SensorConfig> sensors) {}

    private SiteFile(Path file, String text, boolean forStation) throws Misconfigured {
        var faults = new Faults(file);
        var root = Section.root("the site file", text, faults);
        var plan = new PlanPart(root, faults);
        this.policy = new PolicyPart(faults).read(root);
        var peoplePart = new PeoplePart(root, faults);
        Surroundings surroundings = plan.surroundings(new CardFormatsPart(root));
        SensorPart.ALL.forEach(part -> sensors.addAll(part.read(root, surroundings)));
        var station = new StationPart(root, forStation, faults);
        this.data = station.data();
        this.web = station.web();
        this.agents = station.agents(data, new GuardPart(plan.zones()));
        this.retention = RetentionPart.read(root);
        this.log = new LogPart(forStation, faults).read(root);
        root.close();
        faults.check();
        this.site = plan.site(sensors.stream().flatMap(one -> one.planned().stream()).toList());
        this.people = peoplePart.people();
    }

    /// Reads the file of a station. Relative paths in it start at its own folder.
    ///
    /// @throws Misconfigured with every fault of the file
    public static Config read(Path file) throws Misconfigured {
        return read(file, YamlText.of(file));
    }

    /// The same from a text that stands for a file.
    public static Config read(Path file, String text) throws Misconfigured {
        var read = new SiteFile(file, text, true);
        Path data = read.data;
        if (data == null) {
            throw new IllegalStateException("a station's file was read without its data folder");
        }
        return new Config(
                read.site,
                read.policy,
                read.people,
                read.sensors,
                data,
                read.web,
                read.agents,
                read.retention,
                read.log);
    }

    /// Reads the plan and the policy; what only a station needs may be absent.
    ///
    /// @throws Misconfigured with every fault of the file, in whatever part
    public static Plan readPlan(Path file) throws Misconfigured {
        return readPlan(file, YamlText.of(file));
    }

    /// The same from a text that stands for a file.
    public static Plan readPlan(Path file, String text) throws Misconfigured {
        var read = new SiteFile(file, text, false);
        return new Plan(read.site, read.policy, read.people, List.copyOf(read.sensors));
    }
}
