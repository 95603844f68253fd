package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void isTheDigestOfTheBytesThatTheMethodsName() {
        // In Python: hashlib.sha256(pack(">i", 7) + "Zürich".encode() + pack(">id", -3, 0.1) + bytes([1,
        // 2])).hexdigest()
        assertThat(new Sha256()
                        .add("Zürich")
                        .add(-3)
                        .add(0.1)
                        .add(new byte[] {1, 2})
                        .hex())
                .isEqualTo("4777fcec857824994eed575dfef31f0d675a0b1f05d7b587561ca19aaf67a1b8");
    }
}
