package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** In this JVM, and in the thread that calls: OpenMP's threads, oneDNN's scratch memory and ND4J's workspaces belong to it. */
final class LocalSeat implements Seat {

    private final Peer peer;
    private final Map<Task, Contestant> contestants = new HashMap<>();
    private final Map<Task, Schedule> schedules = new HashMap<>();

    LocalSeat(Peer peer) throws Exception {
        this.peer = peer;
        peer.load();
        // Or ND4J collects garbage every few seconds, wherever that falls.
        Nd4j.getMemoryManager().togglePeriodicGc(false);
    }

    @Override
    public Map<String, INDArray> open(Task task) throws Exception {
        if (!peer.can(task)) {
            throw new IllegalArgumentException(peer.name() + " has no " + task.what());
        }
        var contestant = peer.open(Batch.of(task, peer.cell()));
        contestants.put(task, contestant);
        return contestant.answer();
    }

    @Override
    public Schedule warmUp(Task task, Pace pace) throws Exception {
        var contestant = contestants.get(task);
        var nanos = new ArrayList<Double>();
        long started = System.nanoTime();
        while (nanos.size() < Pace.FEWEST_WARM_UP_CALLS
                || (nanos.size() < Pace.WARM_UP_CALLS && System.nanoTime() - started < pace.warmUpNanos())) {
            long before = System.nanoTime();
            contestant.call();
            nanos.add((double) (System.nanoTime() - before));
        }
        // The first calls load and learn.
        var schedule = pace.schedule(Medians.of(nanos.subList(nanos.size() / 2, nanos.size())));
        schedules.put(task, schedule);
        return schedule;
    }

    @Override
    public void getReady(Task task) throws Exception {
        call(task, schedules.get(task).callsToGetReady());
    }

    @Override
    public void takeTurn(Task task) throws Exception {
        call(task, schedules.get(task).repeats());
    }

    private void call(Task task, int times) throws Exception {
        var contestant = contestants.get(task);
        for (int i = 0; i < times; i++) {
            contestant.call();
        }
    }

    @Override
    public void drop(Task task) throws Exception {
        var contestant = contestants.remove(task);
        if (contestant != null) {
            contestant.close();
        }
        if (contestants.isEmpty()) {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            Nd4j.getMemoryManager().invokeGc();
        }
    }

    @Override
    public void close() throws Exception {
        for (var task : List.copyOf(contestants.keySet())) {
            drop(task);
        }
    }
}
