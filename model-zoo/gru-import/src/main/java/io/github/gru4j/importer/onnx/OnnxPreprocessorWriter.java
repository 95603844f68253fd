package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.OnnxWritten.Kind;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/** The preprocessors that DL4J puts between recurrent and other layers. As sequences keep their shape in the graph, most add no node. */
final class OnnxPreprocessorWriter {

    private final OnnxGraphWriter graph;

    OnnxPreprocessorWriter(OnnxGraphWriter graph) {
        this.graph = graph;
    }

    /** Throws if this preprocessor, which may be null, cannot be written. */
    static void require(InputPreProcessor preprocessor) {
        if (preprocessor instanceof ComposableInputPreProcessor several) {
            for (var one : several.getInputPreProcessors()) {
                require(one);
            }
        } else if (preprocessor != null
                && !(preprocessor instanceof RnnToFeedForwardPreProcessor)
                && !(preprocessor instanceof FeedForwardToRnnPreProcessor)) {
            throw new OnnxExportException(
                    "its preprocessor " + preprocessor.getClass().getSimpleName() + " is not written");
        }
    }

    /** What this preprocessor takes; null if it takes anything. */
    static OnnxWritten expected(InputPreProcessor preprocessor) {
        if (preprocessor instanceof ComposableInputPreProcessor several) {
            return expected(several.getInputPreProcessors()[0]);
        } else if (preprocessor instanceof RnnToFeedForwardPreProcessor folding) {
            return new OnnxWritten("", Kind.SEQUENCE, folding.getRnnDataFormat(), false, 0);
        } else if (preprocessor instanceof FeedForwardToRnnPreProcessor) {
            return new OnnxWritten("", Kind.FLAT, null, false, 0);
        }
        return null;
    }

    OnnxWritten write(InputPreProcessor preprocessor, OnnxWritten input, String name) {
        if (preprocessor instanceof ComposableInputPreProcessor several) {
            var value = input;
            for (var one : several.getInputPreProcessors()) {
                value = write(one, value, name);
            }
            return value;
        } else if (preprocessor instanceof RnnToFeedForwardPreProcessor folding) {
            return fold(folding.getRnnDataFormat(), input);
        } else if (preprocessor instanceof FeedForwardToRnnPreProcessor unfolding) {
            return unfold(unfolding.getRnnDataFormat(), input, name);
        }
        return input;
    }

    private static OnnxWritten fold(RNNFormat format, OnnxWritten input) {
        if (input.kind() == Kind.SEQUENCE && input.format() != format) {
            throw new OnnxExportException("its preprocessor takes a sequence in format " + format
                    + ", but its input is in format " + input.format());
        }
        // DL4J's rows are in the order of [time, batch], as the graph's sequences are; [batch, features] passes as it
        // is.
        return input.kind() == Kind.SEQUENCE ? input.as(Kind.FOLDED) : input;
    }

    private OnnxWritten unfold(RNNFormat format, OnnxWritten input, String name) {
        if (input.kind() == Kind.FOLDED) {
            return input.as(Kind.SEQUENCE).in(format);
        } else if (input.kind() == Kind.FLAT) {
            // Rows that come from no sequence are sequences of one step.
            String axis = graph.longs(name + "/time", 0);
            String step = graph.node("Unsqueeze", name + "/Unsqueeze", List.of(input.name(), axis));
            return input.named(step).as(Kind.SEQUENCE).in(format);
        }
        throw new OnnxExportException("its preprocessor takes [examples, features], but its input is " + input.kind());
    }
}
