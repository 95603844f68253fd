package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The contestants of a heat, opened, checked and warmed up in the thread in which they then take turns: OpenMP's threads, oneDNN's
 * scratch memory and ND4J's workspaces belong to the thread that uses them.
 */
final class Race implements AutoCloseable {

    private final List<Entry> entries;
    private final Pace pace;
    private final Progress progress;
    private final List<Runner> runners = new ArrayList<>();
    private final List<String> objections = new ArrayList<>();
    private final Map<Reference, Map<String, INDArray>> references = new HashMap<>();
    private List<Runner> turns = List.of();
    private int next;

    /** What right answers depend on. */
    private record Reference(Task task, Peer.Cell cell) {}

    Race(List<Entry> entries, Pace pace, Progress progress) {
        this.entries = entries;
        this.pace = pace;
        this.progress = progress;
    }

    /** More turns than there will be. */
    int mostTurns() {
        return Pace.MOST_TURNS * entries.size();
    }

    void prepare() throws Exception {
        // Or ND4J collects garbage every few seconds, wherever that falls.
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        Nd4j.getMemoryManager().invokeGc();
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
        var cell = entry.peer().cell();
        var batch = Batch.of(entry.task());
        if (cell == Peer.Cell.GRU_WITH_ONE_BIAS) {
            batch = batch.withOneBias();
        }
        Contestant contestant = null;
        try {
            contestant = entry.peer().open(batch);
            var answer = contestant.answer();
            var objection = cell == Peer.Cell.OTHER
                    ? Agreement.objection(answer)
                    : Agreement.objection(answer, rightAnswer(batch, cell));
            if (objection.isEmpty()) {
                runners.add(new Runner(entry, contestant));
                contestant = null;
            }
            return objection;
        } catch (Exception | LinkageError e) {
            return Optional.of("fails: " + Failure.line(e));
        } finally {
            if (contestant != null) {
                contestant.close();
            }
        }
    }

    private Map<String, INDArray> rightAnswer(Batch batch, Peer.Cell cell) throws Exception {
        var reference = new Reference(batch.task(), cell);
        var known = references.get(reference);
        if (known != null) {
            return known;
        }
        try (var contestant = Dl4jPeer.portable().open(batch)) {
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

    @Override
    public void close() throws Exception {
        for (var runner : runners) {
            runner.contestant().close();
        }
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
}
