package io.github.gru4j.cli;

import io.github.gru4j.experiments.claims.Claim;
import io.github.gru4j.experiments.claims.ClaimNames;
import io.github.gru4j.experiments.claims.ClaimSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Claims in a YAML file: a list of them. */
record ClaimsFile(List<Located> claims) {

    /** A claim and the line where it stands. */
    record Located(int line, String text) {}

    /** @throws Yaml.Defect if this is no list of texts */
    static ClaimsFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Yaml.Defect(0, "there is no such file");
        }
        Yaml document = Yaml.read(Files.readString(file));
        if (document.items() == null) {
            throw new Yaml.Defect(document.line(), "expected a list of claims, each on a line that begins with \"- \"");
        }
        List<Located> claims = new ArrayList<>();
        for (Yaml item : document.items()) {
            claims.add(new Located(item.line(), text(item)));
        }
        return new ClaimsFile(claims);
    }

    /** "gru on digits: mean >= 0.97" without quotes is a map to YAML. */
    private static String text(Yaml item) throws Yaml.Defect {
        if (item.text() != null) {
            return item.text();
        }
        if (item.fields() != null && item.fields().size() == 1) {
            Map.Entry<String, Yaml> field = item.fields().entrySet().iterator().next();
            if (field.getValue().text() != null) {
                return field.getKey() + ": " + field.getValue().text();
            }
        }
        throw new Yaml.Defect(item.line(), "expected a claim, as in \"gru on digits: mean >= 0.97\"");
    }

    /** @throws Yaml.Defect if one cannot be read, with its line and the place in it */
    List<Claim> parse(ClaimNames names) throws Yaml.Defect {
        List<Claim> parsed = new ArrayList<>();
        for (Located claim : claims) {
            try {
                parsed.add(Claim.parse(claim.text(), names));
            } catch (ClaimSyntaxException e) {
                throw new Yaml.Defect(
                        claim.line(), "\"%s\", character %d: %s".formatted(claim.text(), e.position(), e.getMessage()));
            }
        }
        return parsed;
    }
}
