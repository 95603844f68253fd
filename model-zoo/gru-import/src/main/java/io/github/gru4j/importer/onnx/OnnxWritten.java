package io.github.gru4j.importer.onnx;

import org.deeplearning4j.nn.conf.RNNFormat;

/**
 * A value of DL4J's network as it is in the graph that is being written.
 *
 * <p>Sequences are [time, batch, features] in the graph, the layout of ONNX's recurrent operators, whatever DL4J's is; so
 * layers with one product per step need no reshaping. Indices, for an embedding, are [time, batch].
 *
 * @param name of the value in the graph
 * @param kind what it is
 * @param format of the sequence in DL4J's network; NCW where it is none
 * @param masked whether DL4J still hands a mask on with it
 * @param features of each step or example; 0 where it is not known
 */
record OnnxWritten(String name, Kind kind, RNNFormat format, boolean masked, long features) {

    enum Kind {
        SEQUENCE,
        /** A sequence that DL4J holds as [time * batch, features], between RnnToFeedForward and FeedForwardToRnn. */
        FOLDED,
        /** [batch, features]. */
        FLAT,
        /** Integers [time, batch]. */
        INDEX_SEQUENCE,
        /** Integers [batch, 1]. */
        INDEX
    }

    OnnxWritten {
        format = format == null ? RNNFormat.NCW : format;
    }

    OnnxWritten named(String other) {
        return new OnnxWritten(other, kind, format, masked, features);
    }

    OnnxWritten as(Kind other) {
        return new OnnxWritten(name, other, format, masked, features);
    }

    OnnxWritten in(RNNFormat other) {
        return new OnnxWritten(name, kind, other, masked, features);
    }

    OnnxWritten wide(long other) {
        return new OnnxWritten(name, kind, format, masked, other);
    }

    OnnxWritten unmasked() {
        return new OnnxWritten(name, kind, format, false, features);
    }

    boolean isPerStep() {
        return kind == Kind.SEQUENCE || kind == Kind.FOLDED;
    }
}
