package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a text file with their numbers.
 *
 * <p>DataVec's line and CSV readers decode with the charset of the machine, put a replacement for bytes that are no characters,
 * and do not tell in which row they are; so lines are read here. What of them are values, DataVec tells ({@link Cells}).
 */
final class TextRows implements Closeable {

    private static final int BUFFER = 1 << 16;

    /** A line of more bytes is no row of numbers; it must not fill the memory. */
    private static final int LONGEST = 1 << 26;

    private final Path file;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private byte[] line = new byte[1 << 10];
    private int length;
    private long number;
    private boolean ended;

    TextRows(Path file, Charset charset) {
        this.file = DataFiles.file(file);
        this.charset = charset;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            in = Files.newInputStream(file);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** The number of the last line, from 1. */
    long number() {
        return number;
    }

    /** Where the last line is. */
    DataException.Place place() {
        return DataException.in(file).row(number);
    }

    /** The next line that is not blank, without its end; null when there is none. */
    String next() {
        long before = number;
        String text = line();
        while (text != null && text.isBlank()) {
            text = line();
        }
        // Blank lines at the end of a file are nothing; one between others is a sequence or a step without values.
        if (text != null && number > before + 1) {
            throw DataException.in(file)
                    .row(before + 1)
                    .of("this row is empty, a sequence or a step of length 0; delete it or fill it in");
        }
        return text;
    }

    private String line() {
        try {
            if (!readLine()) {
                return null;
            }
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
        number++;
        int from = number == 1 ? byteOrderMark() : 0;
        int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
        for (int i = from; i < to; i++) {
            if (line[i] == '\r') {
                throw place().of(
                                "a carriage return is within this row; end rows with line feeds, with or without one before");
            }
        }
        try {
            return decoder.decode(ByteBuffer.wrap(line, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            throw place().of(
                            "this row holds bytes that are no " + charset
                                    + " text; save the file as UTF-8, or give its charset, "
                                    + "for instance --charset ISO-8859-1",
                            e);
        }
    }

    private int byteOrderMark() {
        if (begins(0x1f, 0x8b)) {
            throw DataException.in(file).of("this file is compressed with gzip; unpack it first");
        }
        if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
            throw DataException.in(file).of("this file is UTF-16 text; save it as UTF-8");
        }
        return charset.equals(StandardCharsets.UTF_8) && begins(0xef, 0xbb, 0xbf) ? 3 : 0;
    }

    private boolean begins(int... bytes) {
        if (length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (Byte.toUnsignedInt(line[i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Bytes up to the next line feed or the end; the charsets that are allowed have no other use for that byte. */
    private boolean readLine() throws IOException {
        length = 0;
        if (ended) {
            return false;
        }
        while (true) {
            if (position == end) {
                end = Math.max(0, in.read(buffer));
                position = 0;
                if (end == 0) {
                    ended = true;
                    return length > 0;
                }
            }
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            append(from, position);
            if (position < end) {
                position++;
                return true;
            }
        }
    }

    private void append(int from, int to) {
        int needed = length + to - from;
        if (needed > LONGEST) {
            throw DataException.in(file)
                    .row(number + 1)
                    .of("this row is longer than " + (LONGEST >> 20)
                            + " MiB; is this a text file with a line for each row?");
        }
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, Math.min(LONGEST, 2 * line.length)));
        }
        System.arraycopy(buffer, from, line, length, to - from);
        length = needed;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
