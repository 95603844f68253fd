package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a file as bytes in one buffer, without their ends; a byte order mark is skipped.
 *
 * <p>Series are read in bytes and not by DataVec's CSVRecordReader: it makes a string and a Writable of every value, which costs many
 * times what the value's digits cost, and it knows neither the row of a defect nor
 * broken UTF-8.
 */
final class CsvLines implements Closeable {

    /** A line that is longer is no line of a table. */
    private static final int LONGEST = 64 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final Charset charset;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int filled;
    private int next;
    private boolean ended;
    private long row;
    private int start;
    private int end;

    CsvLines(Path file, Charset charset) throws IOException {
        this.file = file;
        this.charset = charset;
        if (Files.isDirectory(file)) {
            throw DataException.in(file).of("this is a folder; give a CSV file");
        }
        if (!Files.exists(file)) {
            throw DataException.in(file).of("there is no such file");
        }
        if (!Files.isReadable(file)) {
            throw DataException.in(file).of("the file cannot be read; check its permissions");
        }
        in = Files.newInputStream(file);
        fill();
        if (filled >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
            next = BYTE_ORDER_MARK.length;
        }
    }

    /** Goes to the next line; false at the end of the file. */
    boolean next() throws IOException {
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
        row++;
        next = Math.min(filled, at + 1);
        end = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
        if (signs < 0) {
            text(start, end);
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
                        .row(row + 1)
                        .of("the line is longer than " + (LONGEST >> 20) + " MB; this is no table of numbers");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    /** The buffer that holds the present line; changed by {@link #next()}. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean blank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Number of the present line, from 1. */
    long row() {
        return row;
    }

    Path file() {
        return file;
    }

    DataException.Place place() {
        return DataException.in(file).row(row);
    }

    /** A part of the present line. */
    String text(int from, int to) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(buffer, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw place().of(
                            "these bytes are no " + charset + "; "
                                    + (charset.equals(StandardCharsets.UTF_8)
                                            ? "give --charset ISO-8859-1, or what the file is written in"
                                            : "give the charset that the file is written in"),
                            e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
