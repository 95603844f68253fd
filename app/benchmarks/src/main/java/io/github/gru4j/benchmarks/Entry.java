package io.github.gru4j.benchmarks;

/** Somebody who does a task. */
record Entry(Task task, Peer peer) {

    @Override
    public String toString() {
        return peer.name() + ", " + task;
    }
}
