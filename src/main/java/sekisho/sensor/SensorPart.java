package sekisho.sensor;

import sekisho.config.Section;
import sekisho.sensor.feed.file.FolderPart;
import sekisho.sensor.feed.mqtt.MqttPart;
import sekisho.sensor.feed.syslog.SyslogPart;
import sekisho.sensor.feed.webhook.WebhookPart;
import sekisho.sensor.osdp.OsdpPart;
import sekisho.sensor.serial.SerialPart;
import sekisho.sensor.smartcard.SmartcardPart;
import sekisho.sensor.uhppote.UhppotePart;

import java.util.List;

/// One protocol's part of the site file.
@FunctionalInterface
public interface SensorPart {

    /// The parts of all protocols. Whoever adds a protocol adds its part here.
    List<SensorPart> ALL =
            List.of(
                    OsdpPart::read,
                    UhppotePart::read,
                    SerialPart::read,
                    SmartcardPart::read,
                    SyslogPart::read,
                    FolderPart::read,
                    WebhookPart::read,
                    MqttPart::read);

    /// Reads the part, if it is there; whatever is faulty is noted and left out.
    List<? extends SensorConfig> read(Section root, Surroundings plan);
}
