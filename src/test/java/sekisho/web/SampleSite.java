package sekisho.web;

import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.DeskReader;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.util.List;

/// A small site for tests: a computer room with a media vault inside it, and an office.
public final class SampleSite {
    public static final ZoneId ROOM = new ZoneId("server-room");
    public static final ZoneId VAULT = new ZoneId("vault");
    public static final ZoneId OFFICE = new ZoneId("office");
    public static final DoorId FRONT = new DoorId("front");
    public static final DoorId VAULT_DOOR = new DoorId("vault-door");
    public static final DoorId OFFICE_DOOR = new DoorId("office-door");
    public static final MachineId DATABASE = new MachineId("db-1");
    public static final MachineId BACKUP = new MachineId("backup-1");
    public static final PersonId SATO = new PersonId("p-001");
    public static final PersonId SUZUKI = new PersonId("p-002");
    public static final CredentialId SATO_CARD = new CredentialId("c-001");

    public static final Site SITE =
            new Site(
                    "本庁舎",
                    java.time.ZoneId.of("Asia/Tokyo"),
                    List.of(
                            new Site.Zone(ROOM, "サーバ室", null, null),
                            new Site.Zone(VAULT, "媒体保管庫", ROOM, null),
                            new Site.Zone(OFFICE, "執務室", null, null)),
                    List.of(
                            new Site.Door(FRONT, "正面扉", ROOM, Site.Exit.READER),
                            new Site.Door(VAULT_DOOR, "保管庫扉", VAULT, Site.Exit.BUTTON),
                            new Site.Door(OFFICE_DOOR, "執務室扉", OFFICE, Site.Exit.BUTTON)),
                    List.of(
                            new Site.Reader(new ReaderId("front-in"), FRONT, Direction.IN),
                            new Site.Reader(new ReaderId("front-out"), FRONT, Direction.OUT)),
                    List.of(
                            new Site.Machine(DATABASE, "住民情報DB", ROOM),
                            new Site.Machine(BACKUP, "バックアップ装置", VAULT)));

    public static final Cardholders PEOPLE =
            new Cardholders(
                    List.of(
                            new Cardholder(SATO, "佐藤 一郎", List.of(SATO_CARD)),
                            new Cardholder(SUZUKI, "鈴木 花子", List.of(new CredentialId("c-002")))));

    public static final List<DeskReader> DESKS =
            List.of(
                    new DeskReader(new SourceId("gate-1"), "正面受付"),
                    new DeskReader(new SourceId("gate-2"), "通用口"));

    private SampleSite() {}
}
