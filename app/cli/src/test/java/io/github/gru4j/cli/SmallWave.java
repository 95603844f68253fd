package io.github.gru4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Data on which a network is trained in a blink. */
final class SmallWave {

    /** What networks are trained with on it. */
    static final String OPTIONS = "--target height --window 8 --hidden 6 --epochs 3 --batch 32 --learning-rate 1e-2";

    private SmallWave() {}

    static Path write(Path folder) throws IOException {
        return Files.write(
                folder.resolve("wave.csv"),
                Stream.concat(
                                Stream.of("hour,height"),
                                IntStream.range(0, 300).mapToObj(t -> t + "," + Math.sin(t / 4.0)))
                        .toList());
    }
}
