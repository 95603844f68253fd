package io.github.gru4j.experiments;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.nd4j.linalg.api.memory.deallocation.DeallocatableReference;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the native memory of arrays that nothing refers to any more, at moments when no network is being trained.
 *
 * <p>ND4J 1.0.0-M2.1 frees it as soon as the garbage collector finds the array unreachable. In compiled code that can be
 * while a native operation still works on it: the operation's Java frame holds the native buffer alone. With one thread the
 * collector hardly ever runs just then; with several, each one's collections meet the operations of the others, and now and
 * then the JVM dies of a segmentation fault. So this takes the place of ND4J's own threads for it, and waits for a moment
 * between two batches of every training thread.
 */
final class ArrayReclaimer {

    private static final Logger LOG = LoggerFactory.getLogger(ArrayReclaimer.class);
    private static final long INTERVAL_MILLIS = 4000;

    /** Read: at work with arrays. Write: freeing. Fair, so that freeing is not put off for ever. */
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock(true);

    private static boolean installed;

    private final List<ReferenceQueue<?>> queues;
    private final Map<?, ?> tracked;

    private ArrayReclaimer(List<ReferenceQueue<?>> queues, Map<?, ?> tracked) {
        this.queues = queues;
        this.tracked = tracked;
    }

    /** A stretch of work with arrays in this thread, during which nothing is freed but at its {@link #safepoint}s. */
    interface Work extends AutoCloseable {
        @Override
        void close();
    }

    static Work enter() {
        install();
        LOCK.readLock().lock();
        return LOCK.readLock()::unlock;
    }

    /** No native operation of this thread is under way here; does nothing outside of {@link Work}. */
    static void safepoint() {
        if (LOCK.getReadHoldCount() == 1 && LOCK.hasQueuedThreads()) {
            LOCK.readLock().unlock();
            LOCK.readLock().lock();
        }
    }

    private static synchronized void install() {
        if (installed) {
            return;
        }
        installed = true;
        try {
            var service = Nd4j.getDeallocatorService();
            var threads = (Thread[]) field(service, "deallocatorThreads");
            var queues = new ArrayList<ReferenceQueue<?>>();
            for (var queue : (ReferenceQueue<?>[]) field(service, "queues")) {
                if (queue != null) {
                    queues.add(queue);
                }
            }
            var reclaimer = new ArrayReclaimer(queues, (Map<?, ?>) field(service, "referenceMap"));
            var own = new Thread(reclaimer::run, "gru4j-array-reclaimer");
            own.setDaemon(true);
            // Before theirs end: should this be interrupted, nobody would free anything.
            own.start();
            for (var thread : threads) {
                // ND4J's threads end when they are interrupted; null if the user has switched them off.
                if (thread != null) {
                    thread.interrupt();
                    thread.join();
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("this ND4J frees arrays in a way that gru4j does not know; it goes on as it is: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object field(DeallocatorService service, String name) throws ReflectiveOperationException {
        var field = DeallocatorService.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(service);
    }

    private void run() {
        long collected = System.currentTimeMillis();
        while (true) {
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            var memory = Nd4j.getMemoryManager();
            // As ND4J's own threads do: the heap is small where the native arrays are large, and would not be
            // collected.
            if (memory.isPeriodicGcActive() && System.currentTimeMillis() - collected >= memory.getAutoGcWindow()) {
                memory.invokeGc();
                collected = System.currentTimeMillis();
            }
            LOCK.writeLock().lock();
            try {
                queues.forEach(this::free);
            } finally {
                LOCK.writeLock().unlock();
            }
        }
    }

    private void free(ReferenceQueue<?> queue) {
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            var reference = (DeallocatableReference) next;
            try {
                reference.getDeallocator().deallocate();
            } catch (RuntimeException e) {
                // The others still want to be freed.
                LOG.warn("an array could not be freed: {}", e.toString());
            }
            tracked.remove(reference.getId());
        }
    }
}
