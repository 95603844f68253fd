package io.github.gru4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are refused, or hold as many images as their bytes do. */
class IdxMutationTest {

    private static final int FILES = 3200;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void noDamagedFileIsTakenForAnother() {
        long seed = 7;
        var random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < FILES; i++) {
            boolean inImages = random.nextInt(3) > 0;
            boolean gzip = random.nextBoolean();
            byte[] images = packed(IdxFiles.images(40, 3, 2), gzip);
            byte[] labels = packed(IdxFiles.labels(40, 3), gzip);
            if (inImages) {
                images = mutated(images, random);
            } else {
                labels = mutated(labels, random);
            }
            var options = ImageOptions.builder()
                    .train(IdxFiles.write(folder, "images.idx", images), IdxFiles.write(folder, "labels.idx", labels))
                    .build();
            try {
                var provenance = ImageDataset.load(options, 0).task().provenance();
                accepted++;
                int count = provenance.train() + provenance.validation() + provenance.test();
                assertThat(count)
                        .as("file %d of seed %d", i, seed)
                        .isEqualTo(count(images))
                        .isEqualTo(content(labels).length - 8);
            } catch (DataException e) {
                assertThat(e).hasMessageContaining(".idx").hasMessageNotContaining("\n");
            }
        }
        // A pixel that was changed is no defect of the file.
        assertThat(accepted).isBetween(FILES / 50, FILES / 2);
    }

    private static byte[] packed(byte[] bytes, boolean gzip) {
        return gzip ? IdxFiles.gzip(bytes) : bytes;
    }

    private static byte[] content(byte[] bytes) {
        if (bytes[0] != 0x1f) {
            return bytes;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("accepted, and yet no gzip", e);
        }
    }

    private static int count(byte[] bytes) {
        var content = ByteBuffer.wrap(content(bytes));
        return (content.capacity() - 16) / (content.getInt(8) * content.getInt(12));
    }

    /** One to three changes: a bit flipped, bytes put in or taken out, the end cut off. */
    static byte[] mutated(byte[] bytes, Random random) {
        var result = bytes;
        for (int change = random.nextInt(3); change >= 0 && result.length > 0; change--) {
            // Every other one where the header is.
            int at = random.nextInt(random.nextBoolean() ? result.length : Math.min(16, result.length));
            switch (random.nextInt(4)) {
                case 0 -> {
                    result = result.clone();
                    result[at] ^= (byte) (1 << random.nextInt(8));
                }
                case 1 -> {
                    var longer = new byte[result.length + 1];
                    System.arraycopy(result, 0, longer, 0, at);
                    longer[at] = (byte) random.nextInt();
                    System.arraycopy(result, at, longer, at + 1, result.length - at);
                    result = longer;
                }
                case 2 -> {
                    var shorter = new byte[result.length - 1];
                    System.arraycopy(result, 0, shorter, 0, at);
                    System.arraycopy(result, at + 1, shorter, at, shorter.length - at);
                    result = shorter;
                }
                default -> result = Arrays.copyOf(result, at);
            }
        }
        return result;
    }
}
