package io.github.gru4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gru4j.datasets.DataException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.split.CollectionInputSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSequenceRecordReaderTest {

    @TempDir
    private Path folder;

    private Path write(String name, byte[] bytes) {
        return IdxFiles.write(folder, name, bytes);
    }

    @Test
    void rowsColumnsAndPixelsAreSteps() throws Exception {
        var images = write("i", new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 200});
        var labels = write("l", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});

        assertThat(first(images, labels, ImageSteps.ROWS)).isEqualTo("[[1, 2, 3, 7], [4, 5, 200, 7]]");
        assertThat(first(images, labels, ImageSteps.COLUMNS)).isEqualTo("[[1, 4, 7], [2, 5, 7], [3, 200, 7]]");
        assertThat(first(images, null, ImageSteps.PIXELS)).isEqualTo("[[1], [2], [3], [4], [5], [200]]");
    }

    private static String first(Path images, Path labels, ImageSteps steps) throws Exception {
        try (var reader = new IdxSequenceRecordReader(images, labels, steps)) {
            return reader.sequenceRecord().toString();
        }
    }

    @Test
    void isADataVecReader() throws Exception {
        var images = write("i.gz", IdxFiles.gzip(IdxFiles.images(5, 4, 3)));
        var labels = write("l", IdxFiles.labels(5, 3));
        try (var reader = new IdxSequenceRecordReader(ImageSteps.ROWS)) {
            reader.initialize(new CollectionInputSplit(new URI[] {images.toUri(), labels.toUri()}));
            assertThat(reader.getLabels()).containsExactly("0", "1", "2");
            var first = reader.nextSequence();
            assertThat(first.getSequenceRecord()).hasSize(4).allSatisfy(step -> assertThat(step)
                    .hasSize(4));
            assertThat(first.getMetaData().getLocation()).contains("0");
            int count = 1;
            while (reader.hasNext()) {
                reader.sequenceRecord();
                count++;
            }
            assertThat(count).isEqualTo(5);
            reader.reset();
            assertThat(reader.sequenceRecord()).isEqualTo(first.getSequenceRecord());
        }
    }

    /** A data set does not go through the reader's objects; what comes out must be the same. */
    @Test
    void dataSetsHoldWhatTheReaderGives() throws Exception {
        var images = write("i", IdxFiles.images(60, 5, 3));
        var labels = write("l", IdxFiles.labels(60, 4));
        var same = write("same", IdxFiles.images(60, 5, 3));
        for (var steps : ImageSteps.values()) {
            var data = ImageDataset.load(
                    ImageOptions.builder()
                            .train(images, labels)
                            .test(same, labels)
                            .steps(steps)
                            .build(),
                    0);
            var pipeline = data.pipeline().orElseThrow();
            try (var reader = new IdxSequenceRecordReader(images, labels, steps)) {
                for (var test = data.test(1); test.hasNext(); ) {
                    var batch = test.next();
                    var sequence = reader.sequenceRecord();
                    int last = sequence.get(0).size() - 1;
                    var raw =
                            sequence.stream().map(step -> step.subList(0, last)).toList();
                    assertThat(NewJvm.bits(batch.getFeatures())).isEqualTo(NewJvm.bits(pipeline.input(raw)));
                    assertThat(batch.getLabels().argMax(1).getInt(0))
                            .isEqualTo(sequence.get(0).get(last).toInt());
                }
                assertThat(reader.hasNext()).isFalse();
            }
        }
    }

    private void refused(byte[] images, byte[] labels, String... parts) {
        var i = write("images-file", images);
        var l = write("labels-file", labels);
        assertThatThrownBy(() -> new IdxSequenceRecordReader(i, l, ImageSteps.ROWS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("-file")
                .hasMessageContainingAll(parts)
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void whatDoesNotAgreeWithItsHeaderIsRefused() {
        var images = IdxFiles.images(10, 4, 3);
        var labels = IdxFiles.labels(10, 2);
        refused(Arrays.copyOf(images, 100), labels, "states 10 items", "136 bytes", "has 100", "truncated");
        refused(Arrays.copyOf(images, 200), labels, "136", "200", "damaged");
        refused(images, Arrays.copyOf(labels, 12), "states 10 items", "truncated");
        refused(labels, labels, "0x00000801", "0x00000803", "give the file of the images");
        refused(images, images, "give the file of the labels");
        refused(images, IdxFiles.labels(9, 2), "9 labels", "10 images");
        refused(new byte[0], labels, "empty or truncated");
        refused(new byte[] {0, 0, 8, 3, 0, 0}, labels, "within its header");
        refused("some text, not pixels".getBytes(java.nio.charset.StandardCharsets.UTF_8), labels, "no IDX file");
        refused(header(0x0d03, 10, 4, 3), labels, "only unsigned bytes");
        refused(header(0x803, 0, 4, 3), labels, "dimension 1", "is 0");
        refused(header(0x803, 10, -1, 3), labels, "dimension 2", "-1");
        refused(header(0x803, 10, 0x7fffffff, 0x7fffffff), labels, "2147483647", "damaged");
        refused(header(0x803, 0x7fffffff, 4, 3), labels, "truncated");
    }

    private static byte[] header(int... values) {
        var buffer = ByteBuffer.allocate(4 * values.length);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    @Test
    void gzipIsCheckedToItsEnd() {
        var packed = IdxFiles.gzip(IdxFiles.images(10, 4, 3));
        var labels = write("l", IdxFiles.gzip(IdxFiles.labels(10, 2)));
        var bad = List.of(
                Arrays.copyOf(packed, packed.length / 2),
                Arrays.copyOf(packed, 1 + packed.length / 2),
                Arrays.copyOf(packed, 5),
                flipped(packed, packed.length - 6),
                IdxFiles.gzip(Arrays.copyOf(IdxFiles.images(10, 4, 3), 16 + 9 * 12)),
                IdxFiles.gzip(Arrays.copyOf(IdxFiles.images(10, 4, 3), 16 + 11 * 12)));
        for (var bytes : bad) {
            var images = write("images-file", bytes);
            assertThatThrownBy(() -> ImageDataset.load(
                            ImageOptions.builder().train(images, labels).build(), 0))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("images-file");
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    @Test
    void filesThatDoNotBelongTogetherAreClosed() throws Exception {
        assumeTrue(OpenFiles.areKnown());
        var images = IdxFiles.write(folder, "five.idx", IdxFiles.images(5, 2, 2));
        var labels = IdxFiles.write(folder, "four.idx", IdxFiles.labels(4, 2));
        assertThatThrownBy(() -> new IdxSequenceRecordReader(images, labels, ImageSteps.ROWS))
                .isInstanceOf(DataException.class);
        assertThat(OpenFiles.with("five.idx")).isEmpty();
    }
}
