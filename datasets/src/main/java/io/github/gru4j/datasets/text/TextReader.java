package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a text file and knows the row. A byte order mark is skipped; all line ends (LF, CRLF, CR) become "\n"; malformed bytes are
 * refused where they stand.
 *
 * <p>DataVec's line readers decode with the platform's charset and put signs of replacement for what is malformed; Java's readers
 * refuse it, but a buffer too early.
 */
final class TextReader implements Closeable {

    /** Of one text in a file of many; more is no text of its own, or a file without line ends. */
    static final int MOST_CHARACTERS = 1 << 24;

    static final int END = -1;

    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final Charset charset;
    private final InputStream stream;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(BUFFER).limit(0);
    private boolean ended;
    private long row = 1;
    private boolean afterReturn;
    private boolean lineIsComplete;
    private boolean begun;

    private TextReader(Path file, Charset charset, InputStream stream) {
        this.file = file;
        this.charset = charset;
        this.stream = stream;
        this.decoder = charset.newDecoder();
    }

    /**
     * Begins to read a file.
     *
     * @throws DataException if it is no file, or cannot be read
     */
    static TextReader open(Path file, Charset charset) {
        DataFiles.file(file);
        try {
            return new TextReader(file, charset, Files.newInputStream(file));
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** The row of the next character, counted from 1. */
    long row() {
        return row;
    }

    DataException.Place place() {
        return DataException.in(file).row(row);
    }

    Path file() {
        return file;
    }

    /** The next character (half of one beyond 16 bits), or {@link #END}. */
    int read() {
        while (available()) {
            char character = characters.get();
            boolean secondOfTwo = afterReturn && character == '\n';
            afterReturn = character == '\r';
            if (!secondOfTwo) {
                if (character == '\n' || character == '\r') {
                    row++;
                    return '\n';
                }
                return character;
            }
        }
        return END;
    }

    /**
     * The rest of a line without its end.
     *
     * @param most at most so many characters
     * @return null at the end of the file
     */
    String line(int most) {
        var line = new StringBuilder();
        lineIsComplete = false;
        while (line.length() < most) {
            int character = read();
            if (character == END) {
                return line.isEmpty() ? null : line.toString();
            }
            if (character == '\n') {
                lineIsComplete = true;
                break;
            }
            line.append((char) character);
        }
        return line.toString();
    }

    /** Whether the line that was read last went to a line end. */
    boolean lineIsComplete() {
        return lineIsComplete;
    }

    private boolean available() {
        while (!characters.hasRemaining()) {
            characters.clear();
            var result = decoder.decode(bytes, characters, ended);
            characters.flip();
            skipByteOrderMark();
            if (characters.hasRemaining()) {
                // An error comes again when these have been read, and then at its row.
                return true;
            }
            if (result.isError()) {
                throw DataFiles.malformed(place(), charset, null);
            }
            if (ended) {
                return false;
            }
            fill();
        }
        return true;
    }

    private void skipByteOrderMark() {
        if (!begun && characters.hasRemaining()) {
            begun = true;
            if (characters.get(0) == BYTE_ORDER_MARK) {
                characters.get();
            }
        }
    }

    private void fill() {
        bytes.compact();
        try {
            int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(0, count));
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
