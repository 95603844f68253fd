package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.keras.KerasImport;
import io.github.gru4j.importer.onnx.OnnxImport;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onnx.Onnx;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The tables of the README say what the importers do, no more and no less: the tests they name run, and the importers take what
 * the tables name and nothing else.
 */
class SupportTableTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What Keras ever called a layer; what the importer takes of it must be in the table. */
    private static final String KERAS = """
            AbstractRNNCell Activation ActivityRegularization AdaptiveAveragePooling1D Add AdditiveAttention AlphaDropout
            AtrousConvolution1D AtrousConvolution2D Attention AutoContrast Average AveragePooling1D AveragePooling2D
            AveragePooling3D BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D Conv1DTranspose
            Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D ConvRecurrent2D Convolution1D
            Convolution2D Convolution3D Cropping1D Cropping2D Cropping3D CuDNNGRU CuDNNLSTM Deconvolution2D Deconvolution3D
            Dense DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell
            GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
            GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization GroupQueryAttention HashedCrossing
            Hashing Highway Identity InputLayer IntegerLookup LSTM LSTMCell Lambda Layer LayerNormalization LeakyReLU
            LocallyConnected1D LocallyConnected2D Masking MaxPooling1D MaxPooling2D MaxPooling3D Maximum MaxoutDense
            MelSpectrogram Merge Minimum MultiHeadAttention Multiply Normalization PReLU ParametricSoftplus Permute RMSNormalization
            RNN ReLU RepeatVector Rescaling Reshape Resizing ReversibleEmbedding SReLU SeparableConv1D SeparableConv2D
            SeparableConvolution1D SeparableConvolution2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D
            SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup Subtract TextVectorization ThresholdedReLU
            TimeDistributed TimeDistributedDense TorchModuleWrapper UnitNormalization UpSampling1D UpSampling2D UpSampling3D
            ZeroPadding1D ZeroPadding2D ZeroPadding3D""";

    /** The operators of ONNX, opset 22 and before. */
    private static final String ONNX = """
            Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Bernoulli BitShift
            BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike Ceil Celu CenterCropPad Clip Col2Im
            Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum DFT
            DeformConv DepthToSpace DequantizeLinear Det Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand
            EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool
            Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax
            Identity If ImageDecoder InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual
            Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean
            MeanVarianceNormalization MelWeightMatrix Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss
            NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement OptionalHasElement Or PRelu Pad Pow QLinearConv
            QLinearMatMul QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal
            ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum
            ReduceSumSquare RegexFullMatch Relu Reshape Resize ReverseSequence RoiAlign Round STFT Scan Scatter
            ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert
            SequenceLength SequenceMap Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus
            Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer StringSplit Sub Sum Tan
            Tanh TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor""";

    @TempDir
    private Path folder;

    /** A table of the README, without its head. */
    private record Table(List<String> head, List<List<String>> rows) {

        List<String> column(int index) {
            return rows.stream().map(row -> row.get(index)).toList();
        }

        /** What is set as code in a column. */
        Set<String> names(int index) {
            return column(index).stream()
                    .flatMap(cell -> CODE.matcher(cell).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everyRowNamesTestsThatRun() throws Exception {
        var tables = tables();
        assertThat(tables).hasSizeGreaterThanOrEqualTo(3);
        for (var table : tables) {
            int tests = table.head().indexOf("Tests");
            assertThat(tests)
                    .as("column Tests of " + table.head())
                    .isEqualTo(table.head().size() - 1);
            for (var row : table.rows()) {
                var named = CODE.matcher(row.get(tests))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                assertThat(named).as("tests of " + row).isNotEmpty();
                for (String test : named) {
                    assertThat(problem(test)).as(test + " of " + row).isNull();
                }
            }
        }
    }

    /** Null if this test, {@code Class} or {@code Class.method}, is there and runs. */
    private static String problem(String test) throws Exception {
        var parts = test.split("\\.", 2);
        var found =
                classes().stream().filter(name -> name.endsWith("." + parts[0])).toList();
        if (found.size() != 1) {
            return "expected one class of this name, found " + found;
        }
        var type = Class.forName(found.get(0), false, SupportTableTest.class.getClassLoader());
        if (type.isAnnotationPresent(Disabled.class)) {
            return "the class is disabled";
        }
        var methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> parts.length == 1 || method.getName().equals(parts[1]))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .toList();
        if (methods.isEmpty()) {
            return "there is no such test";
        }
        return methods.stream().allMatch(SupportTableTest::isDisabled) ? "it is disabled" : null;
    }

    private static boolean isDisabled(Method method) {
        return AnnotationSupport.isAnnotated(method, Disabled.class);
    }

    private static List<String> classes() throws Exception {
        var root = Path.of(SupportTableTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace(java.io.File.separatorChar, '.'))
                    .toList();
        }
    }

    @Test
    void problemsOfRowsAreFound() throws Exception {
        assertThat(problem("NoSuchTest")).contains("expected one class");
        assertThat(problem("SupportTableTest.nothing")).contains("no such test");
        assertThat(problem("Fuzz")).contains("no such test");
        assertThat(problem("SupportTableTest.tables")).contains("no such test");
        assertThat(problem("SupportTableTest.problemsOfRowsAreFound")).isNull();
    }

    @Test
    void everyFormatHasRows() throws IOException {
        var formats = table("Format").column(0);
        for (var format : FileFormat.values()) {
            assertThat(formats).as("rows of the table").contains(format.toString());
        }
    }

    @Test
    void kerasLayersAreThoseThatAreTaken() throws IOException {
        var config = words(KERAS)
                .map(name -> "{\"class_name\": \"" + name + "\", \"config\": {\"name\": \"_" + name
                        + "\", \"batch_input_shape\": [null, 4, 3]}}")
                .collect(Collectors.joining(",", "{\"class_name\": \"Sequential\", \"config\": [", "]}"));
        var configuration = Files.writeString(folder.resolve("every.json"), config);
        var weights = folder.resolve("none.h5");
        try (var hdf = HdfFile.write(weights)) {
            hdf.putAttribute("layer_names", new String[] {"none"});
            hdf.putGroup("none");
        }
        var message = new String[1];
        assertThatThrownBy(() -> KerasImport.load(weights, configuration))
                .isInstanceOf(ModelFormatException.class)
                .satisfies(problem -> message[0] = problem.getMessage());
        assertThat(message[0]).contains("\"_Lambda\" (Lambda): layers of class Lambda cannot be imported");

        var taken = words(KERAS)
                .filter(name -> !message[0].contains("layers of class " + name + " cannot be imported"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(table("Layers").names(0)).as("layers in the README").containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void onnxNodesAreThoseThatAreTaken() throws IOException {
        var graph = Onnx.GraphProto.newBuilder()
                .addInput(Onnx.ValueInfoProto.newBuilder().setName("x"));
        words(ONNX).forEach(name -> graph.addNode(Onnx.NodeProto.newBuilder()
                        .setOpType(name)
                        .setName("_" + name)
                        .addInput("x")
                        .addOutput("y" + name))
                .addOutput(Onnx.ValueInfoProto.newBuilder().setName("y" + name)));
        var file = Files.write(
                folder.resolve("every.onnx"),
                Onnx.ModelProto.newBuilder()
                        .setIrVersion(8)
                        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(14))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
        var refused = OnnxImport.inspect(file).layers().stream()
                .filter(layer -> "is not supported".equals(layer.problem()))
                .map(ImportedModel.LayerSummary::kind)
                .toList();
        assertThat(refused).contains("Conv", "Loop");

        var taken = words(ONNX).filter(name -> !refused.contains(name)).collect(Collectors.toCollection(TreeSet::new));

        assertThat(table("Nodes").names(0)).as("nodes in the README").containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void modelsOfDl4jAreRefusedWithWhatToDo() throws IOException {
        var file = folder.resolve("model.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("configuration.json"));
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
        }
        assertThatThrownBy(() -> ModelFiles.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("ModelSerializer");
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"));
    }

    private static Table table(String firstColumn) throws IOException {
        return tables().stream()
                .filter(table -> table.head().get(0).equals(firstColumn))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README has no table that begins with " + firstColumn));
    }

    private static List<Table> tables() throws IOException {
        var tables = new ArrayList<Table>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            if (!line.startsWith("|")) {
                inside = false;
                continue;
            }
            var cells = Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            if (!inside) {
                tables.add(new Table(cells, new ArrayList<>()));
                inside = true;
            } else if (!line.matches("[|:-]+")) {
                assertThat(cells)
                        .as(line)
                        .hasSameSizeAs(tables.get(tables.size() - 1).head());
                tables.get(tables.size() - 1).rows().add(cells);
            }
        }
        return tables;
    }
}
