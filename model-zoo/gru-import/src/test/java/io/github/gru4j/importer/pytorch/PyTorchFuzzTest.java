package io.github.gru4j.importer.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Thousands of damaged files of each format: an error that names the file, or a result, and either soon. */
@Timeout(120)
class PyTorchFuzzTest {

    private static final int CASES = 5_000;
    private static final int SECONDS_PER_CASE = 10;

    @TempDir
    private Path folder;

    private interface Reader {
        Object read(Path file) throws IOException;
    }

    @Test
    void safetensors() throws Exception {
        byte[] good = TestFiles.safetensors(TestFiles.gru("m.", 3, 2, 2, true));
        fuzz("safetensors", good, UnaryOperator.identity(), PyTorchFuzzTest::all);
    }

    @Test
    void torchZip() throws Exception {
        byte[] good = TestFiles.torch(TestFiles.gru("m.", 3, 2, 1, false));
        fuzz("torch.save zip", good, UnaryOperator.identity(), PyTorchFuzzTest::all);
    }

    /** The archive whole around it, so that the damage reaches the pickle's machine. */
    @Test
    void pickle() throws Exception {
        var tensors = TestFiles.gru("m.", 3, 2, 1, false);
        var pickle = new PickleWriter().protocol().emptyDict().mark();
        var storages = new LinkedHashMap<String, byte[]>();
        tensors.forEach((name, tensor) -> {
            String key = Integer.toString(storages.size());
            pickle.text(name).tensor("FloatStorage", key, tensor.values().length, 0, tensor.shape(), null);
            storages.put(key, tensor.bytes());
        });
        fuzz(
                "torch.save pickle",
                pickle.op('u').stop(),
                bytes -> {
                    try {
                        return TestFiles.torch(bytes, storages);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                PyTorchFuzzTest::all);
    }

    @Test
    void npy() throws Exception {
        var file = folder.resolve("good.npy");
        Npy.write(Nd4j.rand(3, 4), file);
        fuzz("npy", Files.readAllBytes(file), UnaryOperator.identity(), Npy::read);
    }

    private static Object all(Path file) throws IOException {
        PyTorchImport.inspect(file);
        return PyTorchImport.grus(file);
    }

    private void fuzz(String format, byte[] good, UnaryOperator<byte[]> wrap, Reader reader) throws Exception {
        long seed = Long.getLong("gru4j.test.seed", System.nanoTime());
        System.out.println("PyTorchFuzzTest, " + format + ": -Dgru4j.test.seed=" + seed);
        var random = new Random(seed);
        var file = folder.resolve("fuzzed");
        var thread = Executors.newSingleThreadExecutor();
        int read = 0;
        try {
            assertThat(reader.read(Files.write(file, wrap.apply(good)))).isNotNull();
            for (int i = 0; i < CASES; i++) {
                Files.write(file, wrap.apply(damaged(good, random)));
                Callable<Boolean> attempt = () -> attempt(reader, file);
                try {
                    read += thread.submit(attempt).get(SECONDS_PER_CASE, TimeUnit.SECONDS) ? 1 : 0;
                } catch (Exception e) {
                    throw new AssertionError(format + ", case " + i + " of seed " + seed + ": " + e.getCause(), e);
                }
            }
        } finally {
            thread.shutdownNow();
        }
        System.out.println(
                "PyTorchFuzzTest, " + format + ": " + CASES + " damaged files, " + read + " of them still read");
    }

    private static boolean attempt(Reader reader, Path file) throws IOException {
        try {
            reader.read(file);
            return true;
        } catch (ModelFormatException e) {
            if (!e.getMessage().startsWith(file.toString())) {
                throw new AssertionError("the message does not name the file: " + e.getMessage(), e);
            }
            return false;
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        if (random.nextInt(5) == 0) {
            return Arrays.copyOf(good, random.nextInt(good.length));
        }
        var bytes = good.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    // A piece of the file over another one.
                    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
                    System.arraycopy(good, random.nextInt(good.length - length + 1), bytes, at, length);
                }
                default -> {
                    if (at + 4 <= bytes.length) {
                        int[] extremes = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xff};
                        ByteBuffer.wrap(bytes).putInt(at, extremes[random.nextInt(extremes.length)]);
                    }
                }
            }
        }
        return bytes;
    }
}
