package io.github.gru4j.peers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Parameters in PyTorch's layout: [3H, rows] with the gates in the order r, z, n, where ours are [rows, 3H] in the order z, r, n;
 * biases are [3H]. Source: the documentation of {@code torch.nn.GRU}.
 */
public final class PyTorchLayout {

    private PyTorchLayout() {}

    /** Weights [rows, 3H] as [3H, rows]. */
    public static INDArray weights(INDArray ours) {
        return swapped(ours).transpose();
    }

    /** A bias [1, 3H] as [3H]. */
    public static INDArray bias(INDArray ours) {
        return swapped(ours).reshape(ours.length());
    }

    /** Weights [3H, rows] or a bias [3H] as ours. */
    public static INDArray ours(INDArray theirs) {
        return swapped(theirs.rank() == 1 ? theirs.reshape(1, theirs.length()) : theirs.transpose());
    }

    private static INDArray swapped(INDArray gates) {
        long nOut = gates.size(1) / 3;
        return Nd4j.concat(
                1,
                gates.get(all(), interval(nOut, 2 * nOut)),
                gates.get(all(), interval(0, nOut)),
                gates.get(all(), interval(2 * nOut, 3 * nOut)));
    }
}
