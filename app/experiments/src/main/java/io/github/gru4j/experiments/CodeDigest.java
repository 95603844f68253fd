package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.layer.GRU;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A digest of the classes that training depends on: layer, networks, data sets and experiments. The same for classes in
 * jars and in folders; the report's classes are left out, because a page that looks different changes no number.
 */
final class CodeDigest {

    private static final String PACKAGE = "io/github/gru4j/";
    private static final String REPORT = PACKAGE + "experiments/report/";

    /** One class of every module that training depends on. */
    private static final List<Class<?>> MODULES =
            List.of(GRU.class, CellType.class, SequenceDataset.class, CodeDigest.class);

    private static final String OF_THIS_JVM = ofThisJvm();

    private CodeDigest() {}

    /** SHA-256 in hexadecimal of this JVM's gru4j; "unknown" if the classes cannot be read again. */
    static String value() {
        return OF_THIS_JVM;
    }

    private static String ofThisJvm() {
        try {
            Set<Path> places = new LinkedHashSet<>();
            for (Class<?> module : MODULES) {
                CodeSource source = module.getProtectionDomain().getCodeSource();
                if (source == null) {
                    return EnvironmentProbe.UNKNOWN;
                }
                places.add(Path.of(source.getLocation().toURI()));
            }
            return of(List.copyOf(places));
        } catch (IOException | URISyntaxException | RuntimeException e) {
            return EnvironmentProbe.UNKNOWN;
        }
    }

    /**
     * The digest of the classes in these places, whichever their order.
     *
     * @param places jars or folders of classes
     */
    static String of(List<Path> places) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                collect(place, classes);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    collect(jar.getPath("/"), classes);
                }
            }
        }
        MessageDigest whole = DigestUtils.getSha256Digest();
        classes.forEach((name, digest) -> {
            whole.update(name.getBytes(StandardCharsets.UTF_8));
            whole.update(digest);
        });
        return HexFormat.of().formatHex(whole.digest());
    }

    private static void collect(Path root, Map<String, byte[]> classes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            // Jars and Windows do not agree on the separator.
            String name = root.relativize(file).toString().replace('\\', '/');
            if (name.startsWith(PACKAGE) && !name.startsWith(REPORT)) {
                classes.put(name, DigestUtils.sha256(Files.readAllBytes(file)));
            }
        }
    }
}
