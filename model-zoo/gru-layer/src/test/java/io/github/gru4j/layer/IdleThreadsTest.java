package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What OpenMP's threads take of the processors while there is nothing to do. */
@EnabledOnOs(OS.LINUX) // GNU's OpenMP
class IdleThreadsTest {

    @Test
    void theyTakeNextToNothingOnceThereIsAGru() throws Exception {
        double without = busy();
        double with = busy("gru");

        System.out.printf("IdleThreadsTest: %.0f ms without, %.0f ms with a GRU%n", without, with);
        assertThat(with).isLessThan(without / 3);
    }

    @Test
    void whoSetsHowLongTheySpinIsLeftAlone() throws Exception {
        double with = Double.parseDouble(
                idle().environment("GOMP_SPINCOUNT", "30000000").print("gru"));

        assertThat(with).isGreaterThan(Idle.PAUSES * Idle.PAUSE_MILLIS / 4.0);
    }

    private static double busy(String... arguments) throws Exception {
        return Double.parseDouble(idle().print(arguments));
    }

    private static ChildJvm idle() {
        int processors = Runtime.getRuntime().availableProcessors();
        assumeThat(processors).as("processors").isGreaterThan(1);
        return new ChildJvm(Idle.class).environment("OMP_NUM_THREADS", Integer.toString(processors));
    }

    /** Prints how many milliseconds of the processors' time went by in pauses between operations. */
    static final class Idle {

        private static final int PAUSES = 60;
        private static final int PAUSE_MILLIS = 6;

        private Idle() {}

        public static void main(String[] args) throws InterruptedException {
            if (args.length > 0) {
                GruNetworks.perStep(new GRU.Builder().nOut(4).build(), InputType.recurrent(3), 2, DataType.FLOAT);
            }
            var array = Nd4j.zeros(DataType.FLOAT, 1 << 18);
            pauses(array, 20);
            System.out.println(pauses(array, PAUSES) / 1e6);
        }

        private static long pauses(INDArray array, int count) throws InterruptedException {
            var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long busy = 0;
            for (int i = 0; i < count; i++) {
                array.addi(1);
                long before = machine.getProcessCpuTime();
                Thread.sleep(PAUSE_MILLIS);
                busy += machine.getProcessCpuTime() - before;
            }
            return busy;
        }
    }
}
