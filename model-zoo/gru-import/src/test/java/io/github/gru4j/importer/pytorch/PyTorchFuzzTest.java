package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.Fuzz;
import io.github.gru4j.importer.ModelFiles;
import io.github.gru4j.importer.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Thousands of damaged files of PyTorch's formats and NumPy's. */
@Timeout(120)
class PyTorchFuzzTest {

    @TempDir
    private Path folder;

    @Test
    void safetensors() throws Exception {
        byte[] good = TestFiles.safetensors(TestFiles.gru("m.", 3, 2, 2, true));
        Fuzz.run(
                "safetensors",
                Fuzz.FILES,
                folder,
                "fuzzed.safetensors",
                random -> Fuzz.damaged(good, random),
                PyTorchFuzzTest::all);
    }

    @Test
    void torchZip() throws Exception {
        byte[] good = TestFiles.torch(TestFiles.gru("m.", 3, 2, 1, false));
        Fuzz.run(
                "torch.save zip",
                Fuzz.FILES,
                folder,
                "fuzzed.pt",
                random -> Fuzz.damaged(good, random),
                PyTorchFuzzTest::all);
    }

    /** The archive whole around it, so that the damage reaches the pickle's machine. */
    @Test
    void pickle() throws Exception {
        var tensors = TestFiles.gru("m.", 3, 2, 1, false);
        var pickle = new PickleWriter().protocol().emptyDict().mark();
        var storages = new LinkedHashMap<String, byte[]>();
        tensors.forEach((name, tensor) -> {
            String key = Integer.toString(storages.size());
            pickle.text(name).tensor("FloatStorage", key, tensor.values().length, 0, tensor.shape(), null);
            storages.put(key, tensor.bytes());
        });
        byte[] good = pickle.op('u').stop();
        Fuzz.run(
                "torch.save pickle",
                Fuzz.FILES,
                folder,
                "fuzzed.pt",
                random -> TestFiles.torch(Fuzz.damaged(good, random), storages),
                PyTorchFuzzTest::all);
    }

    /** What torch.save wrote before 1.6, whole or damaged, is refused by name. */
    @Test
    void legacyPickles() throws Exception {
        var pickle =
                new PickleWriter().protocol().op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);
        byte[] good = pickle.op('.', 0x80, 2)
                .number(1001)
                .emptyDict()
                .text("protocol_version")
                .op('s')
                .stop();
        Fuzz.runRefused(
                "torch.save of old",
                Fuzz.FILES,
                folder,
                "fuzzed.pt",
                random -> Fuzz.damaged(good, random),
                PyTorchFuzzTest::all);
    }

    @Test
    void npy() throws Exception {
        var file = folder.resolve("good.npy");
        Npy.write(Nd4j.rand(3, 4), file);
        byte[] good = Files.readAllBytes(file);
        Fuzz.run("npy", Fuzz.FILES, folder, "fuzzed.npy", random -> Fuzz.damaged(good, random), Npy::read);
    }

    private static void all(Path file) throws IOException {
        PyTorchImport.inspect(file);
        PyTorchImport.grus(file);
        if (Fuzz.isBuilt(file)) {
            ModelFiles.load(file);
        }
    }
}
