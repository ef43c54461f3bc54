package sekisho.sensor.feed.file;

import sekisho.sensor.feed.file.FileFormat.Encoding;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The characters of a file, without its byte order mark.
///
/// Bytes that are no character come out as [#BROKEN]: whoever reads a row looks for it.
final class FileText extends BufferedReader {
    static final char BROKEN = '\uFFFD';

    private static final Charset CP932 = Charset.forName("windows-31j");

    private final Counting bytes;
    private final Charset charset;

    private FileText(Counting bytes, Charset charset) {
        super(new InputStreamReader(bytes, decoder(charset)));
        this.bytes = bytes;
        this.charset = charset;
    }

    static FileText open(Path file, Encoding encoding) throws IOException {
        Charset charset =
                switch (encoding) {
                    case AUTO -> guess(file);
                    case UTF_8 -> StandardCharsets.UTF_8;
                    case UTF_16 -> StandardCharsets.UTF_16;
                    case CP932 -> CP932;
                };
        var text = new FileText(new Counting(Files.newInputStream(file)), charset);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    /// In which characters it is read.
    Charset charset() {
        return charset;
    }

    /// How many bytes of the file have been read.
    long position() {
        return bytes.count;
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(BROKEN));
    }

    private static Charset guess(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            int first = in.read();
            int second = in.read();
            if (first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE) {
                return StandardCharsets.UTF_16;
            }
            in.reset();
            return isUtf8(in) ? StandardCharsets.UTF_8 : CP932;
        }
    }

    private static boolean isUtf8(InputStream in) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        boolean ended = false;
        while (!ended) {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
            if (decoder.decode(bytes, chars, ended).isError()) {
                return false;
            }
            bytes.compact();
            chars.clear();
        }
        return true;
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
