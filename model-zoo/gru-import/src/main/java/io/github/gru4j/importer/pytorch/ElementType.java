package io.github.gru4j.importer.pytorch;

import java.nio.ByteBuffer;

/** What the elements of a tensor are, by the names of safetensors; only the floating-point types of GRUs are ever decoded. */
enum ElementType {
    F64(8, true),
    F32(4, true),
    F16(2, true),
    BF16(2, true),
    F8_E5M2(1, false),
    F8_E4M3(1, false),
    F8_E5M2FNUZ(1, false),
    F8_E4M3FNUZ(1, false),
    F8_E8M0(1, false),
    I64(8, false),
    I32(4, false),
    I16(2, false),
    I8(1, false),
    U64(8, false),
    U32(4, false),
    U16(2, false),
    U8(1, false),
    BOOL(1, false),
    C64(8, false),
    C128(16, false);

    private final int bytes;
    private final boolean readable;

    ElementType(int bytes, boolean readable) {
        this.bytes = bytes;
        this.readable = readable;
    }

    /** Of one element. */
    int bytes() {
        return bytes;
    }

    /** Whether {@link #decode} knows it. */
    boolean isReadable() {
        return readable;
    }

    /** The element at a position in bytes, in the buffer's byte order. */
    float decode(ByteBuffer data, int position) {
        return switch (this) {
            case F64 -> (float) data.getDouble(position);
            case F32 -> data.getFloat(position);
            case F16 -> half(data.getShort(position));
            case BF16 -> Float.intBitsToFloat(data.getShort(position) << 16);
            default -> throw new IllegalStateException(this + " is not read");
        };
    }

    /** IEEE 754 binary16; Java 17 has no conversion. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }
}
