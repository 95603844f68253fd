package io.github.gru4j.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onnx.Onnx;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Files of every format that were made to fill the memory, to take for ever or to leave their place. */
@Timeout(300)
class HostileFilesTest {

    /** For a Java that has ND4J to load too. */
    private static final String MEMORY = "-Xmx192m";

    private static final long MILLISECONDS = 20_000;

    @TempDir
    private Path folder;

    /** In another Java with little memory: there an OutOfMemoryError would be one for all threads. */
    @Test
    void eachEndsInAnErrorThatNamesItInLittleMemory() throws Exception {
        var expected = new LinkedHashMap<String, String>();
        var files = Files.createDirectory(folder.resolve("files"));
        write(files, expected);
        var weights = zip("weights.keras", Map.of("config.json", "{}".getBytes(UTF_8)), folder);
        var listed = listing();

        var lines = run(files, weights);

        assertThat(listing()).as("nothing is written").isEqualTo(listed);
        for (String device : new String[] {"device.h5", "device.npy", "device.yaml"}) {
            Files.deleteIfExists(files.resolve(device));
        }
        var softly = new SoftAssertions();
        for (String line : lines) {
            var parts = line.split("\t", 5);
            System.out.printf("%s: %s ms, %.200s%n", parts[1], parts[2], parts[4]);
            softly.assertThat(parts[3]).as(line).isEqualTo("ModelFormatException");
            softly.assertThat(parts[4])
                    .startsWith(files.resolve(parts[1]) + ": ")
                    .contains(expected.get(parts[1]));
            softly.assertThat(Long.parseLong(parts[2])).as("ms of " + parts[1]).isLessThan(MILLISECONDS);
        }
        softly.assertThat(lines.stream().map(line -> line.split("\t", 5)[1]).distinct())
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        softly.assertAll();
    }

    private List<String> run(Path files, Path weights) throws Exception {
        var output = folder.resolve("output");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-Djava.awt.headless=true",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileFilesMain.class.getName(),
                        files.toString(),
                        weights.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, ISO_8859_1);
        Files.delete(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text.lines().filter(line -> line.startsWith("READ\t")).toList();
    }

    private List<String> listing() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    private static void write(Path to, Map<String, String> expected) throws IOException {
        odd(to, expected);
        sparse(to, expected);
        zips(to, expected);
        configurations(to, expected);
        protobuf(to, expected);
        pickles(to, expected);
        expected.put("header.safetensors", "");
        Files.write(to.resolve("header.safetensors"), safetensorsOfManyTensors());
        expected.put("deep.safetensors", "not proper JSON");
        Files.write(to.resolve("deep.safetensors"), safetensors("{\"__metadata__\":{\"a\":" + "[".repeat(1_000_000)));
    }

    private static void odd(Path to, Map<String, String> expected) throws IOException {
        for (String name : new String[] {"empty.h5", "empty.npy", "empty.json", "empty.yaml"}) {
            Files.createFile(to.resolve(name));
            expected.put(name, "");
        }
        for (String name : new String[] {"folder.h5", "folder.npy", "folder.json"}) {
            Files.createDirectory(to.resolve(name));
            expected.put(name, "found a directory");
        }
        Files.createSymbolicLink(to.resolve("nowhere.pt"), Path.of("not there"));
        expected.put("nowhere.pt", "there is no such file, its link leads nowhere");
        Files.createSymbolicLink(to.resolve("circle.onnx"), Path.of("circle.onnx"));
        expected.put("circle.onnx", "there is no such file");
        if (Files.exists(Path.of("/dev/zero"))) {
            for (String name : new String[] {"device.h5", "device.npy", "device.yaml"}) {
                Files.createSymbolicLink(to.resolve(name), Path.of("/dev/zero"));
                expected.put(name, "found a pipe or a device");
            }
        }
    }

    /** A terabyte that takes no room on the disk, behind the first bytes of each format. */
    private static void sparse(Path to, Map<String, String> expected) throws IOException {
        var starts = Map.of(
                "sparse.h5", "\u0089HDF\r\n\u001a\n\0\0\0\0\0\b\b\0",
                "sparse.pt", "PK\3\4",
                "sparse.onnx", "\b\u0007",
                "sparse.safetensors", "\0\0\0\u0004\0\0\0\0{",
                "sparse.npy",
                        "\u0093NUMPY\1\0F\0{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 100), } \n");
        for (var start : starts.entrySet()) {
            expected.put(start.getKey(), "");
            try (var file = new RandomAccessFile(to.resolve(start.getKey()).toFile(), "rw")) {
                file.write(start.getValue().getBytes(ISO_8859_1));
                // 1.5 GB fit into one array, and are of a size that some limits would let pass.
                file.setLength(start.getKey().equals("sparse.npy") ? 80 + 800_000_000_000L : 1_500_000_000L);
            }
        }
    }

    private static void zips(Path to, Map<String, String> expected) throws IOException {
        byte[] megabytes = new byte[400 << 20];
        zip("bomb.pt", Map.of("a/data.pkl", megabytes), to);
        expected.put("bomb.pt", "unpacks to more than");
        zip(
                "bomb.keras",
                Map.of(
                        "config.json",
                        ascii("{\"class_name\": \"Sequential\", \"config\": []}"),
                        "model.weights.h5",
                        megabytes),
                to);
        expected.put("bomb.keras", "unpacks to more than");
        zip("config.keras", Map.of("config.json", megabytes, "model.weights.h5", new byte[1]), to);
        expected.put("config.keras", "unpacks to more than");
        for (String path : new String[] {"../evil", "/evil", "a/../../evil"}) {
            String name = "paths" + path.replaceAll("\\W", "_");
            zip(name + ".pt", Map.of("a/data.pkl", ascii("\u0080\2}."), path, new byte[1]), to);
            expected.put(name + ".pt", path);
            zip(
                    name + ".keras",
                    Map.of("config.json", new byte[1], "model.weights.h5", new byte[1], path, new byte[1]),
                    to);
            expected.put(name + ".keras", path);
        }
        Files.write(to.resolve("nothing.zip"), ascii("PK\5\6" + "\0".repeat(18)));
        expected.put("nothing.zip", "");
    }

    private static void configurations(Path to, Map<String, String> expected) throws IOException {
        var backwards = new StringBuilder("{\"class_name\": \"Model\", \"config\": {\"layers\": [");
        for (int i = 0; i < 20_000; i++) {
            backwards.append("{\"class_name\": \"Dense\", \"config\": {\"name\": \"" + i
                    + "\"}, \"inbound_nodes\": [[[\"" + (i + 1) + "\", 0, 0]]]},");
        }
        put(to, expected, "backwards.json", backwards + "{}]}}", "at most 2000 layers");
        put(to, expected, "deep.json", "{\"config\":".repeat(500_000), "JSON");
        put(
                to,
                expected,
                "number.json",
                "{\"class_name\": \"Sequential\", \"config\": [" + "9".repeat(3_000_000),
                "JSON");
        put(to, expected, "deep1.yaml", "[".repeat(1_000_000), "YAML");
        put(to, expected, "deep2.yaml", "- ".repeat(1_000_000), "YAML");
        put(to, expected, "deep3.yaml", "? ".repeat(1_000_000), "YAML");
        put(to, expected, "deep4.yaml", "{a: ".repeat(500_000), "YAML");
        put(to, expected, "deep5.yaml", "a: &a\n - ".repeat(200_000), "");
        var laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        put(to, expected, "laughs.yaml", laughs.toString(), "more than 1000000 values");
        put(to, expected, "circle.yaml", "class_name: Model\nconfig: &a [*a]\n", "a reference to a");
        put(
                to,
                expected,
                "class.yaml",
                "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost\"]]",
                "");
    }

    private static void put(Path to, Map<String, String> expected, String name, String text, String problem)
            throws IOException {
        Files.writeString(to.resolve(name), text);
        expected.put(name, problem);
    }

    private static void protobuf(Path to, Map<String, String> expected) throws IOException {
        Files.write(to.resolve("groups.onnx"), ascii("\b\u0007" + "\u00a3\6".repeat(1_000_000)));
        expected.put("groups.onnx", "");
        byte[] inner = new byte[0];
        for (int i = 0; i < 200; i++) {
            // A graph in an attribute of a node of a graph.
            inner = field(6, field(5, field(1, inner)));
        }
        Files.write(to.resolve("graphs.onnx"), join(ascii("\b\u0007"), field(7, field(1, field(5, inner)))));
        expected.put("graphs.onnx", "");
        Files.write(to.resolve("length.onnx"), ascii("\b\u0007:\u00ff\u00ff\u00ff\u00ff\7"));
        expected.put("length.onnx", "");
        Files.write(to.resolve("nodes.onnx"), join(ascii("\b\u0007"), field(7, ascii("\n\0".repeat(4_000_000)))));
        expected.put("nodes.onnx", "");
        Files.write(to.resolve(HostileFilesMain.INSPECTED + "concat.onnx"), concatenations(16));
        expected.put(HostileFilesMain.INSPECTED + "concat.onnx", "again and again");
        Files.write(to.resolve(HostileFilesMain.INSPECTED + "shape.onnx"), concatenations(1));
        expected.put(HostileFilesMain.INSPECTED + "shape.onnx", "");
    }

    /** W is joined of itself, nine times over. */
    private static byte[] concatenations(int times) {
        var graph = Onnx.GraphProto.newBuilder();
        graph.addInitializer(Onnx.TensorProto.newBuilder()
                .setName("w0")
                .setDataType(1)
                .addDims(1)
                .addFloatData(1));
        for (int i = 1; i < 8; i++) {
            var node = Onnx.NodeProto.newBuilder()
                    .setOpType("Concat")
                    .setName("c" + i)
                    .addOutput("w" + i);
            for (int k = 0; k < times; k++) {
                node.addInput("w" + (i - 1));
            }
            graph.addNode(node);
        }
        graph.addNode(Onnx.NodeProto.newBuilder()
                .setOpType("GRU")
                .setName("g")
                .addInput("x")
                .addInput("w7")
                .addInput("w7")
                .addOutput("y"));
        graph.addInput(Onnx.ValueInfoProto.newBuilder().setName("x"));
        graph.addOutput(Onnx.ValueInfoProto.newBuilder().setName("y"));
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static void pickles(Path to, Map<String, String> expected) throws IOException {
        // torch.save before 1.6: bare pickles.
        Files.write(
                to.resolve("old.pt"), ascii("\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\2M\u00e9\3."));
        expected.put("old.pt", "before PyTorch 1.6");
        pickle(to, "system.pt", "cos\nsystem\n(X\4\0\0\0eviltR", expected, "os.system");
        pickle(to, "nested.pt", "]q\0" + "\u0085".repeat(1_500_000) + "0", expected, "");
        pickle(to, "marks.pt", "(".repeat(1_500_000), expected, "the stack holds more than");
        pickle(to, "dictionaries.pt", "}".repeat(900_000), expected, "");
        pickle(to, "memo.pt", "]q\0" + "h\0h\0a0".repeat(400_000), expected, "");
        pickle(to, "append.pt", "](" + "]q\0".repeat(300_000) + "e" + "h\0h\0e".repeat(10), expected, "");
        // A tensor of 64 dimensions as often as there may be opcodes.
        String storage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + "0X\3\0\0\0cpuK\1tQ";
        String shape = "(" + "K\1".repeat(64) + "t";
        String call = "ctorch._utils\n_rebuild_tensor_v2\nq\0(" + storage + "K\0" + shape + shape + "tq\1";
        pickle(to, "tensors.pt", call + "h\0h\1R".repeat(600_000), expected, "more than 100000 tensors");
    }

    private static void pickle(Path to, String name, String opcodes, Map<String, String> expected, String problem)
            throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("a/data.pkl", ascii("\u0080\2" + opcodes));
        // Stored beside it is what keeps the archive from being taken for a bomb.
        var random = new byte[200_000];
        new java.util.Random(1).nextBytes(random);
        entries.put("a/data/0", random);
        zip(name, entries, to);
        expected.put(name, problem);
    }

    private static byte[] safetensorsOfManyTensors() throws IOException {
        var header = new StringBuilder("{");
        for (int i = 0; i < 500_000; i++) {
            header.append("\"" + i + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},");
        }
        return safetensors(header.append("\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")
                .toString());
    }

    private static byte[] safetensors(String header) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .array());
        out.write(ascii(header));
        return out.toByteArray();
    }

    private static Path zip(String name, Map<String, byte[]> entries, Path to) throws IOException {
        var file = to.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static byte[] field(int number, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        for (int length = content.length; ; length >>>= 7) {
            if (length < 128) {
                out.write(length);
                break;
            }
            out.write((length & 127) | 128);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void messagesAreShortAndHarmless() {
        String name = "\u001b[2J\u202e\u009b" + "x".repeat(5_000_000);
        assertThat(new ModelFormatException(Path.of("m.h5"), "layer " + name + " is not known"))
                .message()
                .startsWith("m.h5: layer ?[2J??xxx")
                .hasSizeLessThan(21_000);
        var layer = new ImportedModel.LayerSummary(name, name, List.of(), 0, List.of(name), name);
        for (String text :
                new String[] {layer.name(), layer.kind(), layer.options().get(0), layer.problem()}) {
            assertThat(text).startsWith("?[2J??xxx").hasSizeLessThan(1_100);
        }
        assertThat(new Inspection(name, List.of(layer), List.of(name)).notes().get(0))
                .startsWith("?[2J??xxx");
    }

    /** What reads in several steps meets a file that another program cuts off between them. */
    @Test
    void filesThatShrinkWhileTheyAreRead() throws Exception {
        var file = folder.resolve("shrinking.npy");
        Npy.write(Nd4j.zeros(1_000_000), file);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            Files.write(file, whole);
            int wait = i * 50;
            var cutting = new Thread(() -> {
                LockSupport.parkNanos(1_000L * wait);
                try (var open = new RandomAccessFile(file.toFile(), "rw")) {
                    open.setLength(200);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            cutting.start();
            try {
                assertThat(Npy.read(file).length()).isEqualTo(1_000_000);
            } catch (ModelFormatException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file.toString());
            }
            cutting.join();
        }
        assertThat(refused).isPositive();
    }

    /** A pipe that nobody writes into would be waited for for ever. */
    @Test
    void pipesAreRefused() throws Exception {
        var pipe = folder.resolve("pipe.h5");
        Assumptions.assumeTrue(new File("/usr/bin/mkfifo").canExecute());
        new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
        assertThatThrownBy(() -> ModelFiles.inspect(pipe))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("found a pipe or a device");
        assertThatThrownBy(() -> Npy.read(pipe)).isInstanceOf(ModelFormatException.class);
    }
}
