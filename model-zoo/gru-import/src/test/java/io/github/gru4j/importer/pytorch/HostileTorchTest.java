package io.github.gru4j.importer.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of torch.save that would run code, fill the memory or leave their place. */
@Timeout(20)
class HostileTorchTest {

    @TempDir
    private Path folder;

    enum Call {
        REDUCE,
        STACK_GLOBAL,
        INST,
        OBJ,
        NEWOBJ,
        NEWOBJ_EX,
        BUILD
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void aPickleThatNamesOsSystemIsRefusedByName(Call call) throws IOException {
        var p = new PickleWriter().protocol();
        switch (call) {
            case REDUCE -> p.global("os", "system").text("touch ran").op(0x85, 'R');
            case STACK_GLOBAL ->
                p.text("os").text("system").op(0x93).text("touch ran").op(0x85, 'R');
            case INST -> p.mark().text("touch ran").op('i').line("os").line("system");
            case OBJ -> p.mark().global("os", "system").text("touch ran").op('o');
            case NEWOBJ -> p.global("os", "system").op(')', 0x81);
            case NEWOBJ_EX -> p.global("os", "system").op(')', '}', 0x92);
            case BUILD -> p.global("os", "system").op('}', 'b');
        }
        refused(TestFiles.torch(p.stop(), Map.of()), "os.system", "nothing was run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posix system",
                "builtins eval",
                "__builtin__ getattr",
                "torch.storage _load_from_bytes",
                "torch._utils _rebuild_qtensor",
                "torch load",
                "numpy.core.multiarray scalar",
                "__torch__ Model"
            })
    void everyOtherNameIsRefusedToo(String name) throws IOException {
        var parts = name.split(" ", -1);
        var pickle = new PickleWriter().protocol().global(parts[0], parts[1]).stop();
        refused(TestFiles.torch(pickle, Map.of()), parts[0] + "." + parts[1]);
    }

    @Test
    void argumentsDoNotTurnAllowedNamesIntoOthers() throws IOException {
        // Calling what is no name; giving a state to a function; an unknown opcode.
        refused(torch(new PickleWriter().protocol().text("os").op(')', 'R')), "not a name of the allowed list");
        refused(torch(new PickleWriter().global("collections", "OrderedDict").op('}', 'b')), "BUILD");
        refused(torch(new PickleWriter().protocol().op(0x82, 1)), "opcode 0x82");
        refused(torch(new PickleWriter().protocol().op('P').line("0")), "opcode 0x50");
    }

    @Test
    void dimensionsBeyondTheStorageAreRefusedBeforeMemoryIsTaken() throws IOException {
        long huge = 1L << 31;
        refused(tensor(12, 0, new long[] {huge, 1}, null), "dimension over");
        refused(tensor(12, 0, new long[] {huge}, new long[] {0}), "dimension over");
        refused(tensor(12, 0, new long[] {1 << 30, 1 << 30, 1 << 30}, null), "impossible");
        refused(tensor(12, 0, new long[] {12, 2}, null), "outside its storage of 12");
        refused(tensor(12, 1, new long[] {12}, null), "outside its storage");
        refused(tensor(12, -1, new long[] {1}, null), "outside its storage");
        refused(tensor(12, 0, new long[] {3}, new long[] {-1}), "from 0");
        refused(tensor(12, 0, new long[] {3, 4}, new long[] {Long.MAX_VALUE, 2}), "impossible");
        refused(tensor(huge * huge / 4, 0, new long[] {3, 1}, null), "at most 2 GB");
        // Strides of 0 stay inside any storage.
        var repeated = new PickleWriter().protocol().emptyDict().mark();
        for (String name : new String[] {"weight_ih_l0", "weight_hh_l0"}) {
            repeated.text(name).tensor("FloatStorage", "0", 1, 0, new long[] {2_700, 900}, new long[] {0, 0});
        }
        refused(TestFiles.torch(repeated.op('u').stop(), Map.of("0", new byte[4])), "repeats the elements");
        // More than the archive holds.
        refused(tensor(400_000_000, 0, new long[] {3, 1}, null), "expected 1600000000");
    }

    /** As weight_hh of a GRU with one unit, so that it is read. */
    private static byte[] tensor(long count, long offset, long[] shape, long[] strides) throws IOException {
        var p = new PickleWriter().protocol().emptyDict().mark();
        p.text("weight_hh_l0").tensor("FloatStorage", "0", count, offset, shape, strides);
        p.text("weight_ih_l0").tensor("FloatStorage", "0", count, 0, new long[] {3, 1}, null);
        return TestFiles.torch(p.op('u').stop(), Map.of("0", new byte[48]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "archive/../../evil", "/etc/evil", "..\\evil", "C:/evil", "archive/data/.."})
    void pathsOutOfTheArchiveAreRefused(String path) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(
                "archive/data.pkl", new PickleWriter().protocol().emptyDict().stop());
        entries.put(path, new byte[] {1});
        refused(TestFiles.zip(entries), "leads out of it");
    }

    @Test
    void anEntryThatOccursTwiceIsRefused() throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(
                "archive/data.pkl", new PickleWriter().protocol().emptyDict().stop());
        entries.put("archive/data.pkm", new byte[] {1});
        // Same length: a name may be exchanged in the bytes.
        String zip = new String(TestFiles.zip(entries), StandardCharsets.ISO_8859_1).replace("data.pkm", "data.pkl");
        refused(zip.getBytes(StandardCharsets.ISO_8859_1), "twice");
    }

    @Test
    void aZipBombIsStopped() throws IOException {
        int count = 100_000_000;
        var p = new PickleWriter().protocol().emptyDict().mark();
        p.text("weight_ih_l0").tensor("FloatStorage", "0", count, 0, new long[] {3, 1}, null);
        p.text("weight_hh_l0").tensor("FloatStorage", "0", count, 0, new long[] {3, 1}, null);
        refused(TestFiles.torch(p.op('u').stop(), Map.of("0", new byte[4 * count])), "zip bomb");
    }

    @Test
    void aPickleThatUnpacksToGigabytesIsStopped() throws IOException {
        refused(TestFiles.torch(new byte[100_000_000], Map.of()), "unpacks to more than");
    }

    @Test
    void stacksAndStringsAreBounded() throws IOException {
        var marks = new PickleWriter().protocol();
        for (int i = 0; i < 1_100_000; i++) {
            marks.op(i % 1000 == 0 ? '(' : 'N');
        }
        var bytes = marks.stop();
        // Stored many times over the limit of the archive's ratio, if it were packed: it is given to the machine as it
        // is.
        assertThatThrownBy(() -> Pickle.read(bytes)).hasMessageContaining("the stack holds more than");
        refused(torch(new PickleWriter().protocol().op('X', 0xff, 0xff, 0xff, 0x7f)), "a string of 2147483647 bytes");
        refused(
                torch(new PickleWriter().protocol().op(0x8b, 0xff, 0xff, 0xff, 0x7f)),
                "an integer of 2147483647 bytes");
        refused(torch(new PickleWriter().protocol().op('h', 7)), "was never written");
        refused(torch(new PickleWriter().protocol().op('t')), "no mark");
    }

    @Test
    void dictionariesThatContainThemselvesEnd() throws IOException {
        var p = new PickleWriter().protocol().emptyDict().op('q', 0).text("me").op('h', 0, 's');
        var file = TestFiles.write(folder, "loop.pt", torch(p));
        assertThat(PyTorchImport.grus(file)).isEmpty();
    }

    @Test
    void oldFormatsSayWhatToDo() throws IOException {
        refused(new PickleWriter().protocol().number(1).stop(), "before PyTorch 1.6", "save its state_dict again");
        var tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        refused(tar, "tar archive", "save its state_dict again");
        refused(new byte[0], "neither a safetensors file");
        refused(TestFiles.zip(Map.of("a/constants.pkl", new byte[1], "a/data.pkl", new byte[1])), "TorchScript");
        refused(TestFiles.zip(Map.of("model/weights", new byte[1])), "without NAME/data.pkl");
    }

    private static byte[] torch(PickleWriter pickle) throws IOException {
        return TestFiles.torch(pickle.stop(), Map.of());
    }

    private void refused(byte[] bytes, String... all) throws IOException {
        var file = TestFiles.write(folder, "hostile.pt", bytes);
        assertThatThrownBy(() -> PyTorchImport.grus(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("hostile.pt")
                .satisfies(e -> assertThat(e.getMessage()).contains(all));
    }
}
