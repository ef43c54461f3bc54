package sekisho.simulation;

import sekisho.site.CredentialId;
import sekisho.site.PersonId;

import java.util.List;

/// Who works at the simulated site; `demo/site.yaml` gives them their names.
final class Cast {
    /// 青木, operations.
    static final Member AOKI = new Member(new PersonId("p-0001"), new CredentialId("26:2a5f1c40"));

    /// 井上, databases.
    static final Member INOUE = new Member(new PersonId("p-0002"), new CredentialId("26:2a5f1c80"));

    /// 上田, networks.
    static final Member UEDA = new Member(new PersonId("p-0003"), new CredentialId("26:2a5f1cc0"));

    /// 江口, who fetches visitors.
    static final Member EGUCHI =
            new Member(new PersonId("p-0004"), new CredentialId("26:2a5f1d00"));

    /// 大野, archives.
    static final Member ONO = new Member(new PersonId("p-0005"), new CredentialId("26:2a5f1d40"));

    static final List<Member> ALL = List.of(AOKI, INOUE, UEDA, EGUCHI, ONO);

    /// A card for trains, held to a reader by mistake.
    static final CredentialId TRAIN_CARD = new CredentialId("64:0112030400500607");

    /// Registered with the site; its use takes a permit all the same.
    static final Stick BACKUP_STICK = new Stick("0951", "1666", "60A44C413FAEB1B1");

    /// The same of the archive.
    static final Stick ARCHIVE_STICK = new Stick("0951", "1666", "60A44C413FAEB2C7");

    /// Nobody knows it.
    static final Stick FOREIGN_STICK = new Stick("0781", "5581", "4C530001120815117283");

    private Cast() {}

    /// A person and the card.
    record Member(PersonId person, CredentialId card) {}
}
