package io.github.gru4j.benchmarks;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a peer does tasks: in this JVM or in one of its own. Belongs to the thread that uses it. */
interface Seat extends AutoCloseable {

    /** Opens seats. */
    interface Factory {

        /** Throws, exceptions or errors of linkage, where the peer does not run on this platform. */
        Seat open(Peer peer) throws Exception;
    }

    /** Gets a task ready and tells what comes out of it, by name: {@link Contestant#answer()}. */
    Map<String, INDArray> open(Task task) throws Exception;

    /** Calls it until it is fast. */
    Schedule warmUp(Task task, Pace pace) throws Exception;

    /** Wakes its threads, and takes the caches back from who was before: not timed, as others do not come between calls in use. */
    void getReady(Task task) throws Exception;

    void takeTurn(Task task) throws Exception;

    /** Forgets a task, if it has been opened. */
    void drop(Task task) throws Exception;

    @Override
    void close() throws Exception;
}
