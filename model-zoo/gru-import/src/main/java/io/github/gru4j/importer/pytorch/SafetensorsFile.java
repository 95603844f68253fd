package io.github.gru4j.importer.pytorch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Reads safetensors: the length of a JSON header in 8 little-endian bytes, the header, the data of all tensors without gaps.
 *
 * <p>Source: the format's own description at https://huggingface.co/docs/safetensors.
 */
final class SafetensorsFile implements StateFile {

    private static final int MAX_HEADER = 100_000_000;
    private static final int MAX_RANK = 64;
    /** What it becomes in memory: a tensor is described in some 60 bytes. */
    private static final long MEMORY_FOR_HEADER = 8;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final FileChannel channel;
    private final List<StateTensor> tensors = new ArrayList<>();
    private final long dataStart;
    private final long dataLength;

    private record Span(String name, long begin, long end) {}

    private SafetensorsFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long size = channel.size();
        long length = headerLength(size);
        this.dataStart = Long.BYTES + length;
        this.dataLength = size - dataStart;
        readHeader((int) length);
    }

    static SafetensorsFile open(Path file) throws IOException {
        var channel = FileChannel.open(file);
        try {
            return new SafetensorsFile(file, channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return file;
    }

    @Override
    public String format() {
        return "PyTorch, safetensors";
    }

    @Override
    public List<StateTensor> tensors() {
        return List.copyOf(tensors);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long headerLength(long size) throws IOException {
        if (size < Long.BYTES) {
            throw bad("expected 8 bytes with the length of the header, the file has " + size);
        }
        long length = read(0, Long.BYTES).getLong();
        if (length < 2 || length > MAX_HEADER || length > size - Long.BYTES) {
            throw bad("the header is said to have " + Long.toUnsignedString(length) + " bytes, expected 2 to "
                    + Math.min(MAX_HEADER, size - Long.BYTES) + " in a file of " + size);
        }
        UntrustedFiles.requireMemory(file, MEMORY_FOR_HEADER * length);
        return length;
    }

    private void readHeader(int length) throws IOException {
        byte[] header = read(Long.BYTES, length).array();
        if (header[0] != '{') {
            throw bad("the header does not begin with '{'");
        }
        var spans = new ArrayList<Span>();
        // As text: of bytes, Jackson guesses the encoding.
        try (var json = JSON.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(header))
                .toString())) {
            parse(json, spans);
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(file, "the header is not in UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(file, "the header is not proper JSON: " + e.getOriginalMessage(), e);
        }
        checkSpans(spans);
    }

    private void parse(JsonParser json, List<Span> spans) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
        var names = new HashSet<String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!names.add(name)) {
                throw bad("the header has \"" + name + "\" twice");
            }
            expect(json.nextToken(), JsonToken.START_OBJECT, "\"" + name + "\" in the header");
            if (name.equals("__metadata__")) {
                json.skipChildren();
            } else {
                parseTensor(json, name, spans);
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw bad("the header ends too early");
        }
        // Writers fill the header up with blanks; anything else behind the object hides something.
        if (json.nextToken() != null) {
            throw bad("the header goes on after its JSON object");
        }
    }

    private void parseTensor(JsonParser json, String name, List<Span> spans) throws IOException {
        String typeName = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(json.currentToken(), JsonToken.VALUE_STRING, "dtype of \"" + name + "\"");
                    typeName = json.getText();
                }
                case "shape" -> shape = longs(json, name, key, MAX_RANK);
                case "data_offsets" -> offsets = longs(json, name, key, 2);
                default -> throw bad("tensor \"" + name + "\" has the unknown key \"" + key + "\"");
            }
        }
        if (typeName == null || shape == null || offsets == null || offsets.size() != 2) {
            throw bad("tensor \"" + name + "\" needs a dtype, a shape and two data_offsets");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin > end || end > dataLength) {
            throw bad("tensor \"" + name + "\" is said to be at bytes " + begin + " to " + end
                    + " of the data, which has " + dataLength);
        }
        var type = type(typeName);
        checkSize(name, type, shape, end - begin);
        spans.add(new Span(name, begin, end));
        var known = type;
        tensors.add(new StateTensor(name, type, typeName, shape, () -> values(name, known, begin, end)));
    }

    private void checkSize(String name, ElementType type, List<Long> shape, long bytes) throws IOException {
        long expected;
        try {
            expected = shape.stream().reduce(type == null ? 1L : type.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new ModelFormatException(file, "tensor \"" + name + "\" has the impossible shape " + shape, e);
        }
        // Of a type that came later, only that there can be such a shape.
        if (type != null && expected != bytes) {
            throw bad("tensor \"" + name + "\" of shape " + shape + " and dtype " + type + " needs " + expected
                    + " bytes, its data_offsets give it " + bytes);
        }
    }

    /** The format allows neither gaps nor overlaps, so that a file has one reading only. */
    private void checkSpans(List<Span> spans) throws IOException {
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        long at = 0;
        for (var span : spans) {
            if (span.begin() != at) {
                throw bad("the data of tensor \"" + span.name() + "\" begins at byte " + span.begin() + ", expected "
                        + at
                        + (span.begin() < at ? ": it overlaps another tensor" : ": nothing describes what is between"));
            }
            at = span.end();
        }
        if (at != dataLength) {
            throw bad("the header describes " + at + " bytes of data, the file has " + dataLength);
        }
    }

    private List<Long> longs(JsonParser json, String name, String key, int limit) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, key + " of \"" + name + "\"");
        var values = new ArrayList<Long>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            // A number past a long's range is a JsonProcessingException, and so an error of the header.
            long value = json.getLongValue();
            if (value < 0 || values.size() == limit) {
                throw bad(key + " of \"" + name + "\": expected at most " + limit + " numbers from 0");
            }
            values.add(value);
        }
        expect(json.currentToken(), JsonToken.END_ARRAY, key + " of \"" + name + "\"");
        return values;
    }

    private void expect(JsonToken found, JsonToken expected, String where) throws IOException {
        if (found != expected) {
            throw bad(where + ": expected " + words(expected) + ", found " + words(found));
        }
    }

    private static String words(JsonToken token) {
        return token == null ? "the end" : token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static ElementType type(String name) {
        for (var type : ElementType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    private float[] values(String name, ElementType type, long begin, long end) throws IOException {
        if (end - begin > Integer.MAX_VALUE - 8) {
            throw bad("tensor \"" + name + "\" has " + (end - begin) + " bytes, at most 2 GB are read");
        }
        UntrustedFiles.requireMemory(file, end - begin);
        var data = read(dataStart + begin, (int) (end - begin));
        var values = new float[data.capacity() / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.decode(data, i * type.bytes());
        }
        return values;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        SeekableByteChannel from = channel.position(position);
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new ModelFormatException(
                        file, "became shorter while it was read", new EOFException("at byte " + from.position()));
            }
        }
        return buffer.flip();
    }

    private ModelFormatException bad(String problem) {
        return new ModelFormatException(file, problem);
    }
}
