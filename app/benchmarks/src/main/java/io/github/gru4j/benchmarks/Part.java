package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A part of a run: what {@code --what} names. */
enum Part {
    INFER {
        @Override
        List<Heat> heats(List<Shape> shapes, List<Peer> peers) {
            return sideBySide(Kind.INFER, sequences(shapes), peers);
        }
    },
    TRAIN {
        @Override
        List<Heat> heats(List<Shape> shapes, List<Peer> peers) {
            return sideBySide(Kind.TRAIN, sequences(shapes), peers);
        }
    },
    FIT {
        @Override
        List<Heat> heats(List<Shape> shapes, List<Peer> peers) {
            return sideBySide(Kind.FIT, sequences(shapes), peers);
        }
    },
    STEP {
        @Override
        List<Heat> heats(List<Shape> shapes, List<Peer> peers) {
            return sideBySide(
                    Kind.STEP,
                    shapes.stream().filter(shape -> shape.time() == 1).toList(),
                    peers);
        }
    },
    /** Sequences of different lengths beside the full batch. */
    RAGGED {
        @Override
        List<Heat> heats(List<Shape> shapes, List<Peer> peers) {
            var heats = new ArrayList<Heat>();
            for (var shape : sequences(shapes)) {
                for (var kind : List.of(Kind.INFER, Kind.TRAIN)) {
                    var name = kind.name().toLowerCase(Locale.ROOT);
                    heats.add(new Heat(
                            name + " at " + shape + ", lengths from T/4 to T",
                            entries(
                                    Stream.of(
                                            new Task(name + "-full", kind, shape, Lengths.FULL),
                                            new Task(name + "-ragged", kind, shape, Lengths.RAGGED),
                                            new Task(name + "-ragged-sorted", kind, shape, Lengths.SORTED)),
                                    ours(peers)),
                            Heat.Beside.FIRST));
                }
            }
            return heats;
        }
    },
    /** Training with twice the steps, and with twice the batch. */
    SCALING {
        @Override
        List<Heat> heats(List<Shape> shapes, List<Peer> peers) {
            var heats = new ArrayList<Heat>();
            for (var shape : sequences(shapes)) {
                var steps = Arrays.stream(STEPS)
                        .mapToObj(time -> new Shape(shape.batch(), shape.nIn(), shape.nOut(), time));
                var batches = Arrays.stream(BATCHES)
                        .mapToObj(batch -> new Shape(batch, shape.nIn(), shape.nOut(), shape.time()));
                heats.add(scaling("train-steps", "over steps", steps, peers));
                heats.add(scaling("train-batch", "over the batch", batches, peers));
            }
            return heats;
        }
    };

    private static final int[] STEPS = {200, 400, 800, 1600};
    private static final int[] BATCHES = {16, 32, 64, 128};

    /** In the order in which parts are run. */
    abstract List<Heat> heats(List<Shape> shapes, List<Peer> peers);

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Part::id).toList();
    }

    private static List<Shape> sequences(List<Shape> shapes) {
        return shapes.stream().filter(shape -> shape.time() > 1).toList();
    }

    private static List<Heat> sideBySide(Kind kind, List<Shape> shapes, List<Peer> peers) {
        return shapes.stream()
                .map(shape -> new Task(kind.name().toLowerCase(Locale.ROOT), kind, shape, Lengths.FULL))
                .map(task -> new Heat(task.toString(), entries(Stream.of(task), peers), Heat.Beside.NOTHING))
                .toList();
    }

    private static Heat scaling(String what, String over, Stream<Shape> shapes, List<Peer> peers) {
        var tasks = shapes.map(shape -> new Task(what, Kind.TRAIN, shape, Lengths.FULL))
                .toList();
        return new Heat(
                "train " + over + ", from " + tasks.get(0).shape(),
                entries(tasks.stream(), ours(peers)),
                Heat.Beside.PREVIOUS);
    }

    private static List<Peer> ours(List<Peer> peers) {
        return peers.stream()
                .filter(peer -> peer.name().startsWith(Dl4jPeer.OURS))
                .toList();
    }

    private static List<Entry> entries(Stream<Task> tasks, List<Peer> peers) {
        return tasks.flatMap(
                        task -> peers.stream().filter(peer -> peer.can(task)).map(peer -> new Entry(task, peer)))
                .toList();
    }
}
