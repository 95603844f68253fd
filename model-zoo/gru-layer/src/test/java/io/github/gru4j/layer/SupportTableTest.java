package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the support table in the module's README names tests, and each of them exists. */
class SupportTableTest {

    private static final Pattern REFERENCE = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final List<String> PACKAGES =
            List.of("io.github.gru4j.layer.", "io.github.gru4j.layer.kernel.", "io.github.gru4j.layer.peers.");

    private static Stream<String> rows() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.startsWith("| Option |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"));
    }

    @Test
    void thereIsATable() throws IOException {
        assertThat(rows().count()).isGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void itsTestsExist(String row) {
        var references = REFERENCE.matcher(row).results().toList();

        assertThat(references).as("tests named in: %s", row).isNotEmpty();
        for (var reference : references) {
            assertThat(isTest(reference.group(1), reference.group(2)))
                    .as("%s is a test", reference.group())
                    .isTrue();
        }
    }

    private static boolean isTest(String type, String method) {
        return PACKAGES.stream()
                .flatMap(name -> methods(name + type))
                .anyMatch(m -> m.getName().equals(method)
                        && (m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(ParameterizedTest.class)));
    }

    private static Stream<Method> methods(String type) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            return Stream.of();
        }
    }
}
