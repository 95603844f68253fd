package io.github.gru4j.datasets.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** A SHA-256 digest over values in the order in which they are added. */
public final class Sha256 {

    private final MessageDigest digest = DigestUtils.getSha256Digest();

    /** Adds the length of the text in bytes and the text in UTF-8, so that neighbours cannot run together. */
    public Sha256 add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Adds the 8 bytes of a double, most significant first. */
    public Sha256 add(double value) {
        digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        return this;
    }

    /** Adds the 4 bytes of an int, most significant first. */
    public Sha256 add(int value) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    /** Adds a row and its answer, with their lengths. */
    public Sha256 add(SequenceRow row) {
        return add(row.steps()).add(row.answer());
    }

    /** Adds the number of values, and the 4 bytes of each, most significant first. */
    public Sha256 add(float[] values) {
        add(values.length);
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return add(bytes.array());
    }

    /** Adds bytes as they are. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** The digest in lower-case hexadecimal; the object cannot be used again. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
