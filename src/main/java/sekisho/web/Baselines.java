package sekisho.web;

import sekisho.site.DevicePattern;
import sekisho.site.MachineId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.web.Item.MachineItem;
import sekisho.web.Item.Plugged;

import java.util.List;
import java.util.Map;

/// Which devices are a machine's own.
final class Baselines {
    private final Board board;
    private final Deeds deeds;

    Baselines(Board board, Deeds deeds) {
        this.board = board;
        this.deeds = deeds;
    }

    /// Adopts what is plugged into a machine now as its own devices, each in its port; nothing else
    /// is its own any more. Answers with how many there are.
    Answer adopt(Call call) throws Exception {
        MachineItem machine = machine(call.path("machine"));
        List<DevicePattern> devices =
                machine.media().stream().map(Plugged::fact).map(Baselines::pattern).toList();
        deeds.enter(
                new BaselineAdopted(
                        deeds.now(), machine.zone(), machine.id(), devices, call.user()));
        return Answer.of(200, Map.of("devices", devices.size()));
    }

    private MachineItem machine(String id) {
        MachineItem machine = id.isBlank() ? null : board.machine(new MachineId(id));
        if (machine == null) {
            throw new Refusal(404, Problem.of("machine-unknown"));
        }
        return machine;
    }

    private static DevicePattern pattern(MediaInserted device) {
        return new DevicePattern(
                device.vid(),
                device.vid() == null ? null : device.pid(),
                device.serial() == null ? "" : device.serial(),
                device.port(),
                DevicePattern.Match.EQUALS,
                device.interfaces().isEmpty() ? null : device.interfaces());
    }
}
