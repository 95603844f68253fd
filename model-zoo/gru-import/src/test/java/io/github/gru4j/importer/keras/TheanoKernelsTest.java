package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.KerasCase.IN;
import static io.github.gru4j.importer.keras.KerasCase.dense;
import static io.github.gru4j.importer.keras.ModelBuilder.shape;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.Parity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution that was trained on Theano reads its windows the other way round. */
class TheanoKernelsTest {

    @TempDir
    private Path folder;

    @Test
    void turnsTheKernelsOfConvolutions() throws Exception {
        KerasModel model = new ModelBuilder(2)
                .layer(
                        "c",
                        "Conv1D",
                        IN + ", 'filters': 4, 'kernel_size': [3], 'padding': 'same', 'activation': 'linear'",
                        shape(3, 3, 4),
                        shape(4))
                .layer("d", "Dense", "'units': 2, 'activation': 'linear'", dense(4, 2))
                .sequential();
        INDArray input = Nd4j.rand(DataType.FLOAT, 2, 3, 6);
        INDArray forwards = run(model, "tensorflow", input);

        // Reading the steps backwards as well undoes it: the padding of this window is the same on both sides.
        INDArray backwards = reversed(run(model, "theano", reversed(input)));

        assertThat(Parity.of(forwards, backwards).largest()).isLessThan(1e-6);
    }

    private INDArray run(KerasModel model, String backend, INDArray input) throws Exception {
        Path file = KerasWriter.write(model, backend, folder.resolve(backend + ".h5"));
        return KerasParity.output(KerasImport.load(file).network(), input).dup('c');
    }

    /** The last step first. */
    private static INDArray reversed(INDArray sequence) {
        INDArray result = Nd4j.createUninitialized(sequence.dataType(), sequence.shape());
        int steps = (int) sequence.size(2);
        for (int t = 0; t < steps; t++) {
            Training.steps(result, t, t + 1).assign(Training.steps(sequence, steps - 1 - t, steps - t));
        }
        return result;
    }
}
