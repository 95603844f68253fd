package io.github.gru4j.datasets;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.github.gru4j.datasets.images.ImageRowsPipeline;
import io.github.gru4j.datasets.sequences.SequencePipeline;
import io.github.gru4j.datasets.series.SeriesPipeline;
import io.github.gru4j.datasets.text.PlainTextPipeline;
import io.github.gru4j.datasets.text.TextPipeline;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Keeps a {@link Pipeline} in a JSON document.
 *
 * <pre>{@code
 * Pipelines.write(data.pipeline().orElseThrow(), Path.of("pipeline.json"));
 * Pipeline same = Pipelines.read(Path.of("pipeline.json")); // in another process: the same arrays, bit for bit
 * }</pre>
 */
public final class Pipelines {

    /** What documents say that they are. */
    static final String FORMAT = "gru4j pipeline";

    /** The version of documents written here; those of later versions are refused. */
    static final int VERSION = 1;

    /** Of a document: vocabularies are the largest thing in one. */
    private static final long MOST_BYTES = 256L << 20;

    private static final ObjectMapper JSON = mapper();

    @JsonPropertyOrder({"format", "formatVersion", "pipeline"})
    private record Document(String format, int formatVersion, Pipeline pipeline) {}

    private Pipelines() {}

    private static ObjectMapper mapper() {
        var mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        kinds().forEach(mapper::registerSubtypes);
        return mapper;
    }

    /** By the names that documents give them. */
    private static List<NamedType> kinds() {
        return List.of(
                new NamedType(TextPipeline.class, "text"),
                new NamedType(PlainTextPipeline.class, "plain-text"),
                new NamedType(SeriesPipeline.class, "series"),
                new NamedType(SequencePipeline.class, "sequences"),
                new NamedType(ImageRowsPipeline.class, "images"));
    }

    /** As a document. */
    public static String toJson(Pipeline pipeline) {
        try {
            return JSON.writeValueAsString(new Document(FORMAT, VERSION, pipeline));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This pipeline is of no kind that can be kept: " + pipeline, e);
        }
    }

    /**
     * From a document.
     *
     * @throws IllegalArgumentException if it is none, damaged, or of a later version, in one line
     */
    public static Pipeline fromJson(String json) {
        try {
            JsonNode document = JSON.readTree(json);
            if (!FORMAT.equals(document.path("format").asText())) {
                throw new IllegalArgumentException(
                        "This is no pipeline document: expected \"format\": \"" + FORMAT + "\".");
            }
            int version = document.path("formatVersion").asInt();
            if (version != VERSION) {
                throw new IllegalArgumentException("This pipeline document has format version " + version
                        + ", and this gru4j reads version " + VERSION + ".");
            }
            var pipeline = document.path("pipeline");
            if (!pipeline.isObject()) {
                throw new IllegalArgumentException("This pipeline document is damaged: it holds no pipeline.");
            }
            return JSON.treeToValue(pipeline, Pipeline.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This pipeline document is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes a document, to a file beside that then takes its place. */
    public static void write(Pipeline pipeline, Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        var temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
        try {
            Files.writeString(temporary, toJson(pipeline));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Reads a document.
     *
     * @throws DataException if it is none, damaged, or of a later version
     */
    public static Pipeline read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw DataException.in(file).of("it is too large for a pipeline document");
        }
        try {
            return fromJson(Files.readString(file));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw DataException.in(file).of(e.getMessage(), e);
        }
    }
}
