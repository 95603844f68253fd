package io.github.gru4j.datasets.internal.csv;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The rows of a file, a line each, as bytes in one buffer without their ends; the byte order mark of UTF-8 is skipped.
 *
 * <p>They are read in bytes and not by DataVec's readers: those make a string and a Writable of every value, which costs many times
 * what the value's digits cost, decode with the charset of the machine, put a replacement for bytes that are no characters, and
 * know no row of a defect.
 */
public final class CsvLines implements Closeable {

    /** A line that is longer is no row of a table; it must not fill the memory. */
    private static final int LONGEST = 64 << 20;

    /** ISO 2022 writes other characters in these bytes after the escapes that are at the end. */
    private static final String ALONE = "\t\n\r \"+,-./0123456789:;Ee|\u000e\u001b$B";

    private final Path file;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int filled;
    private int next;
    private boolean begun;
    private boolean ended;
    private long lines;
    private long row;
    private int start;
    private int end;

    /** @param charset one that {@link #reads} */
    public CsvLines(Path file, Charset charset) {
        this.file = DataFiles.file(file);
        this.charset = charset;
        decoder = charset.newDecoder();
        try {
            in = Files.newInputStream(file);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** Whether the bytes of line ends, separators, quotes and digits stand for nothing else in a charset. */
    public static boolean reads(Charset charset) {
        return new String(ALONE.getBytes(StandardCharsets.US_ASCII), charset).equals(ALONE);
    }

    /**
     * Goes to the next row; false if there is none. Blank lines at the end of a file are nothing.
     *
     * @throws DataException if a line is blank and others follow, is too long, or holds what is no text
     */
    public boolean next() {
        long before = lines;
        try {
            do {
                if (!line()) {
                    return false;
                }
            } while (blank());
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
        if (lines > before + 1) {
            throw DataException.in(file)
                    .row(before + 1)
                    .of("this row is empty, and rows follow; delete it, or fill it in, with NaN for a missing number");
        }
        row = lines;
        return true;
    }

    private boolean line() throws IOException {
        if (!begun) {
            begin();
        }
        start = next;
        int at = next;
        // The signs of all bytes: a line of ASCII needs no decoding.
        int signs = 0;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                signs |= buffer[at++];
            }
            if (at < filled || ended) {
                break;
            }
            int moved = start;
            fill();
            at -= moved;
        }
        if (at == start && at == filled) {
            return false;
        }
        lines++;
        next = Math.min(filled, at + 1);
        end = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
        if (signs < 0) {
            requireText();
        }
        return true;
    }

    private void begin() throws IOException {
        begun = true;
        fill();
        if (begins(0x1f, 0x8b)) {
            throw DataException.in(file).of("this file is compressed with gzip; unpack it first");
        }
        if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
            throw DataException.in(file).of("this file is UTF-16 text; save it as UTF-8");
        }
        if (charset.equals(StandardCharsets.UTF_8) && begins(0xef, 0xbb, 0xbf)) {
            next = 3;
        }
    }

    private boolean begins(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= filled || Byte.toUnsignedInt(buffer[i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Moves the present line to the front and reads on. */
    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                throw DataException.in(file)
                        .row(lines + 1)
                        .of("this row is longer than " + (LONGEST >> 20)
                                + " MiB; is this a text file with a line for each row?");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int wanted = buffer.length - filled;
        int read = in.readNBytes(buffer, filled, wanted);
        filled += read;
        ended = read < wanted;
    }

    private void requireText() {
        try {
            decoder.decode(ByteBuffer.wrap(buffer, start, end - start));
        } catch (CharacterCodingException e) {
            throw DataFiles.malformed(DataException.in(file).row(lines), charset, e);
        }
    }

    private boolean blank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** The buffer that holds the present row; changed by {@link #next()}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the present row begins. */
    public int start() {
        return start;
    }

    /** Where the present row ends. */
    public int end() {
        return end;
    }

    /** Number of the present row, from 1; 0 before the first. */
    public long row() {
        return row;
    }

    /** The file that is read. */
    public Path file() {
        return file;
    }

    /** Where the present row is. */
    public DataException.Place place() {
        return DataException.in(file).row(row);
    }

    /**
     * The present row.
     *
     * @throws DataException if there is a carriage return in it
     */
    public String text() {
        return text(start, end);
    }

    /** A part of the present row, between separators. */
    String text(int from, int to) {
        var text = new String(buffer, from, to - from, charset);
        // Not looked for in all bytes, which takes time: what holds one is no number.
        if (text.indexOf('\r') >= 0) {
            throw place().of(
                            "a carriage return is within this row; end rows with line feeds, with or without one before");
        }
        return text;
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
