package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Reads one syslog message: RFC 5424 (section 6), else what came before it ([LegacyHeader]).
///
/// What RFC 5424 asks of the bytes is asked here, but for lengths and the digits behind a second,
/// which devices exceed. Total: bytes are a message or have a reason why not.
public final class SyslogParser {
    /// RFC 3164, 4.3.3: what has no priority is of facility 1 (user) and severity 5 (notice).
    private static final int PRIORITY_NONE = 13;

    private static final int PRIORITY_MAX = 191;
    private static final String MARK = "\uFEFF";

    private final Charset charset;
    private final ZoneId zone;

    /// @param charset of texts that do not say themselves that they are UTF-8
    /// @param zone of times that name none
    public SyslogParser(Charset charset, ZoneId zone) {
        this.charset = charset;
        this.zone = zone;
    }

    /// Reads a message.
    ///
    /// @param arrived when it came: a time without a year is in the year that brings it closest
    /// @throws Unreadable with the reason; the caller keeps the bytes
    public SyslogMessage read(byte[] message, Instant arrived) throws Unreadable {
        String text = decode(message, trimmed(message));
        var in = new Scanner(text);
        int priority = priority(in);
        if (priority < 0) {
            return new LegacyHeader(new Scanner(text), zone, arrived).read(PRIORITY_NONE);
        }
        return in.take("1 ")
                ? modern(in, priority)
                : new LegacyHeader(in, zone, arrived).read(priority);
    }

    /// Senders end a datagram with a line end or a zero, as they would a line.
    private static int trimmed(byte[] message) {
        int length = message.length;
        while (length > 0
                && (message[length - 1] == '\n'
                        || message[length - 1] == '\r'
                        || message[length - 1] == 0)) {
            length--;
        }
        return length;
    }

    private String decode(byte[] message, int length) throws Unreadable {
        String text = decode(message, length, StandardCharsets.UTF_8);
        if (text == null && !charset.equals(StandardCharsets.UTF_8)) {
            text = decode(message, length, charset);
        }
        if (text == null) {
            throw new Unreadable("it is not " + charset.name() + "; say which charset it has");
        }
        return text;
    }

    private static @Nullable String decode(byte[] message, int length, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(message, 0, length)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /// Facility times 8 and severity; -1 where there is none, and nothing is read then.
    private static int priority(Scanner in) {
        if (!in.take("<")) {
            return -1;
        }
        String digits = in.digits(3);
        int priority = digits.isEmpty() ? -1 : Integer.parseInt(digits);
        boolean plain = digits.length() == 1 || !digits.startsWith("0");
        return plain && priority <= PRIORITY_MAX && in.take(">") ? priority : -1;
    }

    private static SyslogMessage modern(Scanner in, int priority) throws Unreadable {
        Instant at = time(word(in, "the time"));
        String host = word(in, "the host name");
        String app = word(in, "the name of the application");
        String process = word(in, "the process");
        String id = word(in, "the message's id");
        var data = in.take("-") ? noData() : data(in);
        if (!in.atEnd() && !in.take(" ")) {
            throw new Unreadable("there is no blank behind the structured data");
        }
        String text = in.rest();
        return new SyslogMessage(
                priority / 8,
                priority % 8,
                1,
                at,
                host,
                app,
                process,
                id,
                data,
                text.startsWith(MARK) ? text.substring(1) : text);
    }

    /// A field of the header; null for "-", which says that there is nothing to say.
    private static @Nullable String word(Scanner in, String what) throws Unreadable {
        String word = in.until(' ');
        if (word == null || word.isEmpty()) {
            throw new Unreadable("its header ends before " + what);
        }
        if (!word.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new Unreadable(what + " has characters that are not printable ASCII");
        }
        return word.equals("-") ? null : word;
    }

    private static @Nullable Instant time(@Nullable String word) throws Unreadable {
        if (word == null) {
            return null;
        }
        Instant at = isoTime(word);
        if (at == null) {
            throw new Unreadable("its time is none");
        }
        return at;
    }

    /// A time of RFC 3339 with an offset; null when it is none.
    static @Nullable Instant isoTime(String word) {
        boolean full = word.length() >= 20 && word.charAt(10) == 'T' && word.charAt(16) == ':';
        try {
            return full ? OffsetDateTime.parse(word).toInstant() : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    static SequencedMap<String, SequencedMap<String, String>> noData() {
        return new LinkedHashMap<>();
    }

    private static SequencedMap<String, SequencedMap<String, String>> data(Scanner in)
            throws Unreadable {
        var data = noData();
        while (in.take("[")) {
            String element = in.name();
            var parameters = new LinkedHashMap<String, String>();
            while (in.take(" ")) {
                String name = in.name();
                if (name.isEmpty() || !in.take("=\"")) {
                    throw new Unreadable("a parameter of its structured data has no value");
                }
                String value = in.quoted();
                if (value == null) {
                    throw new Unreadable("a value of its structured data does not end");
                }
                parameters.merge(name, value, (one, other) -> one + ',' + other);
            }
            if (element.isEmpty() || !in.take("]")) {
                throw new Unreadable("an element of its structured data does not end");
            }
            if (data.putIfAbsent(element, parameters) != null) {
                throw new Unreadable("its structured data has the element " + element + " twice");
            }
        }
        if (data.isEmpty()) {
            throw new Unreadable("it has neither structured data nor a \"-\" in their place");
        }
        return data;
    }

    /// A text that is read from its beginning to its end.
    static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at == text.length();
        }

        /// Goes over a text if it stands here.
        boolean take(String expected) {
            boolean here = text.startsWith(expected, at);
            at += here ? expected.length() : 0;
            return here;
        }

        /// Goes over digits, at most so many.
        String digits(int most) {
            int from = at;
            while (at < text.length()
                    && at - from < most
                    && text.charAt(at) >= '0'
                    && text.charAt(at) <= '9') {
                at++;
            }
            return text.substring(from, at);
        }

        /// Goes up to and over a character; null, without going anywhere, when there is none.
        @Nullable String until(char end) {
            int found = text.indexOf(end, at);
            if (found < 0) {
                return null;
            }
            String passed = text.substring(at, found);
            at = found + 1;
            return passed;
        }

        /// What is left, and goes there.
        String rest() {
            String rest = text.substring(at);
            at = text.length();
            return rest;
        }

        /// What is left, without going there.
        String ahead() {
            return text.substring(at);
        }

        /// Goes over so many characters.
        void skip(int characters) {
            at += characters;
        }

        /// Goes over a name of RFC 5424 (SD-NAME): printable ASCII without `=`, `]` and `"`.
        private String name() {
            int from = at;
            while (at < text.length() && isOfName(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        private static boolean isOfName(char c) {
            return c > ' ' && c < 0x7F && c != '=' && c != ']' && c != '"';
        }

        /// Goes over a value and the quote behind it. A backslash before anything but a quote, a
        /// backslash and a bracket is one itself (6.3.3).
        private @Nullable String quoted() {
            var value = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return value.toString();
                }
                boolean escape = c == '\\' && at < text.length();
                if (escape && "\"\\]".indexOf(text.charAt(at)) >= 0) {
                    c = text.charAt(at++);
                }
                value.append(c);
            }
            return null;
        }
    }
}
