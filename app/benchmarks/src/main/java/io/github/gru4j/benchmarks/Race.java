package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The contestants of a heat, opened, checked and warmed up where they then take turns. */
final class Race implements AutoCloseable {

    private final List<Entry> entries;
    private final Map<Peer, Seat> seats;
    private final Pace pace;
    private final Progress progress;
    private final List<Runner> runners = new ArrayList<>();
    private final List<String> objections = new ArrayList<>();
    private final Map<Reference, Map<String, INDArray>> references = new HashMap<>();
    private List<Runner> turns = List.of();
    private int next;

    /** What right answers depend on. */
    private record Reference(Task task, Peer.Cell cell) {}

    /**
     * @param seats of everybody who has an entry; they stay open
     */
    Race(List<Entry> entries, Map<Peer, Seat> seats, Pace pace, Progress progress) {
        this.entries = entries;
        this.seats = seats;
        this.pace = pace;
        this.progress = progress;
    }

    /** More turns than there will be. */
    int mostTurns() {
        return Pace.MOST_TURNS * entries.size();
    }

    void prepare() throws Exception {
        progress.stage("checking");
        for (var entry : entries) {
            progress.detail(entry);
            var objection = open(entry);
            objection.ifPresent(reason -> objections.add(entry + ": " + reason));
        }
        references.clear();
        progress.stage("warming up");
        for (var runner : runners) {
            progress.detail(runner.entry());
            runner.warmUp(pace);
        }
        turns = Turns.spread(runners, Runner::turns);
        progress.stage("measuring, " + turns.size() + " turns");
    }

    /** What is wrong with it, and then it does not run; empty if nothing is. */
    private Optional<String> open(Entry entry) throws Exception {
        var seat = seats.get(entry.peer());
        Optional<String> objection;
        try {
            var answer = seat.open(entry.task());
            objection = entry.peer().cell() == Peer.Cell.OTHER
                    ? Agreement.objection(answer)
                    : Agreement.objection(answer, rightAnswer(entry));
        } catch (Exception | LinkageError e) {
            objection = Optional.of("fails: " + Failure.line(e));
        }
        if (objection.isEmpty()) {
            runners.add(new Runner(entry, seat));
        } else {
            seat.drop(entry.task());
        }
        return objection;
    }

    private Map<String, INDArray> rightAnswer(Entry entry) throws Exception {
        var cell = entry.peer().cell();
        var reference = new Reference(entry.task(), cell);
        var known = references.get(reference);
        if (known != null) {
            return known;
        }
        try (var contestant = Dl4jPeer.portable().open(Batch.of(entry.task(), cell))) {
            var answer = contestant.answer();
            if (cell == Peer.Cell.GRU_WITH_ONE_BIAS) {
                answer.remove("rb");
            }
            references.put(reference, answer);
            return answer;
        }
    }

    /** Whose turn it is; null when all turns have been taken. */
    Runner next() {
        return next < turns.size() ? turns.get(next++) : null;
    }

    /** The times of the turns, in their order. */
    List<Timing> timings(List<Double> nanos) {
        for (int i = 0; i < turns.size(); i++) {
            turns.get(i).took(nanos.get(i));
        }
        return runners.stream().map(Runner::timing).toList();
    }

    List<String> objections() {
        return objections;
    }

    /** Leaves the seats to the next heat. */
    @Override
    public void close() throws Exception {
        for (var runner : runners) {
            seats.get(runner.entry().peer()).drop(runner.entry().task());
        }
    }
}
