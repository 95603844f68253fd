package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Form;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;

/** The layers found so far, one after another. Each change makes what was computed before it unreadable: graphs that branch are no chain. */
final class Chain {

    private final List<Step> steps = new ArrayList<>();
    private int version;
    private boolean masked;

    List<Step> steps() {
        return steps;
    }

    /** Whether some node takes the lengths of sequences. */
    boolean masked() {
        return masked;
    }

    void mask() {
        masked = true;
    }

    Step last() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }

    /** Whether this is what the last layer gives. */
    boolean isHead(Data data) {
        return data.at() == version;
    }

    /** The last layer is more than was known of it; this is what it gives now. */
    Data replaceLast(Step step, Data result) {
        steps.set(steps.size() - 1, step);
        version++;
        return new Data(version, result.axes(), result.ends(), result.half(), result.form(), result.power());
    }

    /** One more layer that reads this value. */
    Data add(Data read, Step step, List<Axis> axes) {
        commit(read);
        steps.add(step);
        version++;
        return new Data(version, axes);
    }

    /** The next layer, or an output of the graph, reads this value. */
    void commit(Data data) {
        if (!isHead(data)) {
            throw new IllegalArgumentException("reads what another layer reads too: the graph branches here");
        }
        if (data.half() >= 0) {
            throw new IllegalArgumentException("reads one direction of a bidirectional layer only");
        }
        if (data.form() != Form.PLAIN && data.form() != Form.ZEROED) {
            throw new IllegalArgumentException("reads a sequence in the middle of its pooling");
        }
        if (last() instanceof Step.Pool pool && !pool.whole()) {
            throw new IllegalArgumentException("reads a sum of powers without its root");
        }
        if (data.ends() != Step.Ends.ALL_STEPS) {
            end(data);
        }
    }

    private void end(Data data) {
        if (masked && data.ends() == Step.Ends.LAST_STEP && data.form() != Form.ZEROED) {
            throw new IllegalArgumentException(
                    "reads the last step of padded sequences (sequence_lens), which is padding; DL4J gives the last valid one");
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Cells cells) {
                steps.set(i, cells.with(ends(data, cells)));
                return;
            }
            boolean perStep =
                    steps.get(i) instanceof Step.Dense || (steps.get(i) instanceof Step.Act act && !act.overTime());
            if (!perStep) {
                break;
            }
        }
        throw new IllegalArgumentException("reads one step of what no recurrent layer gave");
    }

    private static Step.Ends ends(Data data, Step.Cells cells) {
        if (data.ends() != Step.Ends.FIRST_STEP) {
            return data.ends();
        }
        if (cells.node().direction() == Direction.REVERSE) {
            return Step.Ends.END_STATES;
        }
        throw new IllegalArgumentException("reads the first step, where a layer that reads forward has seen one step");
    }

    /** What DL4J's one mask for all layers cannot do. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        boolean sequence = true;
        for (var step : steps) {
            if (step instanceof Step.Cells cells) {
                boolean lstm = cells.node().kind().equals("LSTM");
                boolean all = cells.ends() == Step.Ends.ALL_STEPS;
                // What reads forward has not seen the padding yet where it counts.
                boolean forward = cells.node().direction() == Direction.FORWARD;
                boolean valid = all ? lstm || forward : forward && cells.ends() == Step.Ends.LAST_STEP;
                if (masked && sequence && !cells.masked() && !valid) {
                    problems.add("layer \"" + cells.name()
                            + "\" reads the padding of sequences whose lengths (sequence_lens) other layers heed;"
                            + " DL4J has one mask for all layers");
                }
                if (cells.masked() && lstm && all && cells.node().direction() == Direction.BIDIRECTIONAL) {
                    problems.add("layer \"" + cells.name() + "\" is a bidirectional LSTM with sequence_lens;"
                            + " DL4J's LSTM does not heed them where all steps are read");
                }
                sequence &= all;
            }
            sequence &= !(step instanceof Step.Pool);
            if (step instanceof Step.Pool pool && !pool.whole()) {
                problems.add("pooling \"" + pool.name() + "\" is a sum of powers without its root");
            }
        }
        return problems;
    }

    /** What is as in the file for the steps that count only. */
    List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (var step : steps) {
            if (step instanceof Step.Cells cells
                    && cells.masked()
                    && cells.node().kind().equals("LSTM")
                    && cells.ends() == Step.Ends.ALL_STEPS) {
                warnings.add(
                        "layer \"" + cells.name()
                                + "\" goes on past the end of its sequences, where ONNX has zeros: DL4J's LSTM does not heed masks");
            }
            if (masked
                    && step instanceof Step.Cells cells
                    && !cells.masked()
                    && cells.ends() == Step.Ends.ALL_STEPS
                    && !cells.node().kind().equals("LSTM")) {
                warnings.add("layer \"" + cells.name()
                        + "\" ends with its sequences, where ONNX goes on through their padding");
            }
            if (step instanceof Step.Cells cells
                    && cells.ends() == Step.Ends.END_STATES
                    && cells.mode() != Bidirectional.Mode.CONCAT) {
                warnings.add("layer \"" + cells.name() + "\" becomes Bidirectional of " + cells.mode()
                        + " around LastTimeStep, which DL4J 1.0.0-M2.1 cannot train");
            }
        }
        return warnings;
    }
}
