package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.ProcCpuinfo;
import org.junit.jupiter.api.Test;

class CpuFeaturesTest {

    @Test
    void namesTheRelevantFlagsOfX86() {
        assertThat(CpuFeatures.in(
                        new ProcCpuinfo("processor\t: 0\nflags\t\t: fpu sse4_2 avx2 avx fma\nbugs\t: none\n")))
                .isEqualTo("sse4_2 avx fma avx2");
    }

    @Test
    void namesTheRelevantFeaturesOfArm() {
        assertThat(CpuFeatures.in(new ProcCpuinfo("Features\t: fp asimd evtstrm sve\n")))
                .isEqualTo("asimd sve");
    }

    @Test
    void saysWhatItLookedForWhenThereIsNone() {
        assertThat(CpuFeatures.in(new ProcCpuinfo(""))).startsWith("none of sse4_2 avx");
    }
}
