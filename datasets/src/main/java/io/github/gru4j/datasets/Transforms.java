package io.github.gru4j.datasets;

import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.TransformActions;
import io.github.gru4j.datasets.internal.TransformDocument;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;

/**
 * Reads DataVec transforms from files, and says what they do.
 *
 * <pre>{@code
 * Files.writeString(Path.of("transform.json"), process.toJson()); // DataVec's own JSON
 * TransformProcess same = Transforms.read(Path.of("transform.json"));
 * Transforms.describe(same).forEach(System.out::println);        // 1 RemoveColumnsTransform([...]), 2 ...
 * }</pre>
 *
 * <p>A transform makes one row of one row, or one sequence of one sequence, and knows nothing of the others: normalisation that
 * learns from the data belongs to the {@code normalisation} of a data set, which looks at the training split alone.
 */
public final class Transforms {

    private static final int DIGITS = 12;

    private Transforms() {}

    /**
     * Reads a transform.
     *
     * @param file with what {@link TransformProcess#toJson()} wrote
     * @throws DataException if it is none, in one line
     */
    public static TransformProcess read(Path file) {
        DataFiles.file(file);
        try {
            if (Files.size(file) > TransformDocument.MOST_CHARACTERS) {
                throw DataException.in(file).of("it is too large for a transform");
            }
            return TransformDocument.read(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw DataException.in(file).of("it is no UTF-8 text, and so no transform", e);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw DataException.in(file).of(e.getMessage(), e);
        }
    }

    /** Its actions, one line for each. */
    public static List<String> describe(TransformProcess process) {
        return process.getActionList().stream().map(TransformActions::describe).toList();
    }

    /** The columns of a schema with their types, in a line. */
    public static String describe(Schema schema) {
        return TransformActions.describe(schema);
    }

    /** What provenance says of a transform: the number of its actions, and the beginning of the SHA-256 of its JSON. */
    public static String brief(TransformProcess process) {
        int actions = process.getActionList().size();
        return "a DataVec transform of " + actions + (actions == 1 ? " action" : " actions") + " (SHA-256 "
                + new Sha256().add(process.toJson()).hex().substring(0, DIGITS) + ")";
    }
}
