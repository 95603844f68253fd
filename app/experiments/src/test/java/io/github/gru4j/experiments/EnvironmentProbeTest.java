package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvironmentProbeTest {

    @Test
    void answersEverything() {
        RunEnvironment environment = EnvironmentProbe.probe(2);
        assertThat(environment).hasNoNullFieldsOrProperties();
        assertThat(environment.dl4j()).startsWith("1.0.0");
        assertThat(environment.backend()).isEqualTo("CpuBackend");
        assertThat(environment.blas()).isNotEqualTo(EnvironmentProbe.UNKNOWN);
        assertThat(environment.cores()).isPositive();
        assertThat(environment.jobs()).isEqualTo(2);
    }

    @Test
    void threadsAreThoseThatTheEnvironmentAllows() {
        // Surefire sets OMP_NUM_THREADS to 1.
        assertThat(EnvironmentProbe.probe(1).threads()).isEqualTo(1);
    }

    @Test
    void readsTheCpuAsLinuxGivesIt() {
        assertThat(EnvironmentProbe.linuxCpu(
                        new ProcCpuinfo("processor\t: 0\nmodel\t\t: 85\nmodel name\t: Some CPU @ 2.00GHz\n")))
                .isEqualTo("Some CPU @ 2.00GHz");
        assertThat(EnvironmentProbe.linuxCpu(new ProcCpuinfo("processor\t: 0\nBogoMIPS\t: 48.00\n")))
                .isEqualTo(EnvironmentProbe.UNKNOWN);
    }
}
