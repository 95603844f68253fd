package io.github.gru4j.datasets.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages files. */
final class Mutations {

    /** Bytes that mean something in the files here. */
    private static final byte[] TELLING = "\n\r\t ,;\"\0ab1-.\u007F".getBytes(StandardCharsets.US_ASCII);

    private Mutations() {}

    /** One to three bytes changed, put in or taken out, or a part doubled, or the end cut off. */
    static byte[] of(byte[] file, Random random) {
        var mutated = file;
        for (int i = 0; i <= random.nextInt(3) && mutated.length > 1; i++) {
            mutated = once(mutated, random);
        }
        return mutated;
    }

    private static byte[] once(byte[] file, Random random) {
        int at = random.nextInt(file.length);
        byte with = random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
        var mutated = new ByteArrayOutputStream();
        mutated.write(file, 0, at);
        int from =
                switch (random.nextInt(6)) {
                    case 0 -> file.length;
                    case 1 -> Math.max(0, at - random.nextInt(20));
                    case 2 -> Math.min(file.length, at + 1 + random.nextInt(20));
                    case 3 -> {
                        mutated.write(with);
                        yield at;
                    }
                    default -> {
                        mutated.write(with);
                        yield at + 1;
                    }
                };
        mutated.writeBytes(Arrays.copyOfRange(file, from, file.length));
        return mutated.toByteArray();
    }
}
