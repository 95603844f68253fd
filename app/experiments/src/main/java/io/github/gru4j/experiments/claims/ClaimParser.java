package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one claim from its beginning to its end. */
final class ClaimParser {

    private final String text;
    private final ClaimNames names;
    private int at;

    ClaimParser(String text, ClaimNames names) {
        this.text = text;
        this.names = names;
    }

    Claim parse() {
        int start = skipBlanks();
        if (accept("all")) {
            expect("beat", "baseline", "on");
            String task = task(List.of());
            return end(task, match -> new BaselineClaim(text, cellsOf(task), task, match));
        }
        String cell = cell("all");
        String verb = oneOf("on", "beats", "not", "steps");
        return switch (verb) {
            case "on" -> figure(cell, start);
            case "beats" -> beats(cell, start);
            case "not" -> notWorse(cell, start);
            default -> steps(cell, start);
        };
    }

    private interface Maker {
        Claim of(Match match);
    }

    private Claim figure(String cell, int start) {
        String task = task(List.of(new Named(cell, start)));
        expect(":");
        Figure figure = figure();
        Operator operator = operator();
        double number = number();
        return end(task, match -> new FigureClaim(text, cell, task, figure, operator, number, match));
    }

    private Claim beats(String cell, int start) {
        int second = skipBlanks();
        if (accept("baseline")) {
            expect("on");
            String task = task(List.of(new Named(cell, start)));
            return end(task, match -> new BaselineClaim(text, List.of(cell), task, match));
        }
        String other = cell("baseline");
        expect("on");
        String task = task(List.of(new Named(cell, start), new Named(other, second)));
        return end(task, match -> new PairClaim(text, cell, other, task, PairClaim.BEATS, match));
    }

    private Claim notWorse(String cell, int start) {
        expect("worse", "than");
        int second = skipBlanks();
        String other = cell();
        expect("on");
        String task = task(List.of(new Named(cell, start), new Named(other, second)));
        expect("by", "more", "than");
        double margin = number();
        return end(task, match -> new PairClaim(text, cell, other, task, margin, match));
    }

    private Claim steps(String cell, int start) {
        expect("to");
        double threshold = number();
        expect("on");
        String task = task(List.of(new Named(cell, start)));
        Operator operator = operator();
        StepsClaim.Bound bound = bound(task);
        return end(task, match -> new StepsClaim(text, cell, task, threshold, operator, bound, match));
    }

    /** A number of steps, or a multiple of another cell's. */
    private StepsClaim.Bound bound(String task) {
        int start = skipBlanks();
        String word = word();
        if (!word.endsWith("'s")) {
            return new StepsClaim.Bound(
                    null, number(word, start, "a number of steps, or CELL's, as in \"lstm's / 1.5\""));
        }
        String other = word.substring(0, word.length() - 2);
        known(new Named(other, start), names.allCells());
        checkCells(task, List.of(new Named(other, start)));
        if (accept("/")) {
            return new StepsClaim.Bound(other, 1 / factor());
        }
        return new StepsClaim.Bound(other, accept("*") ? factor() : 1);
    }

    private Claim end(String task, Maker maker) {
        Match match = match();
        int rest = skipBlanks();
        if (rest < text.length()) {
            throw expected("the end of the claim, or (" + labels(" or ") + ")", rest);
        }
        Claim claim = maker.of(match);
        return names.cells().containsKey(task) ? claim : new UncheckedClaim(text, task);
    }

    private Match match() {
        int start = skipBlanks();
        if (at == text.length() || text.charAt(at) != '(') {
            return names.matches().get(0);
        }
        int close = text.indexOf(')', at);
        Optional<Match> match = close < 0
                ? Optional.empty()
                : Arrays.stream(Match.values())
                        .filter(one ->
                                one.label().equals(text.substring(at + 1, close).strip()))
                        .findFirst();
        if (match.isEmpty() || !names.matches().contains(match.get())) {
            throw expected("(" + labels(") or (") + "), which is what was matched", start);
        }
        at = close + 1;
        return match.get();
    }

    private String labels(String between) {
        return names.matches().stream().map(Match::label).collect(Collectors.joining(between));
    }

    /** A word and where it stands. */
    private record Named(String name, int start) {}

    private String cell(String... others) {
        int start = skipBlanks();
        var cell = new Named(word(), start);
        known(cell, Stream.concat(Stream.of(others), names.allCells().stream()).toList());
        return cell.name();
    }

    private void known(Named cell, List<String> valid) {
        // Without a task there is none either.
        if (!valid.contains(cell.name()) && !names.cells().isEmpty()) {
            throw new ClaimSyntaxException(cell.start() + 1, ExperimentPlan.unknown("cell", cell.name(), valid));
        }
    }

    private List<String> cellsOf(String task) {
        return names.cells().getOrDefault(task, List.of());
    }

    /** The longest name that stands here: names may have blanks. */
    private String task(List<Named> cells) {
        int start = skipBlanks();
        List<String> valid = new ArrayList<>(names.cells().keySet());
        valid.addAll(names.skipped());
        String task = valid.stream()
                .filter(name -> text.startsWith(name, start) && isEnd(start + name.length()))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new ClaimSyntaxException(start + 1, ExperimentPlan.unknown("task", word(), valid)));
        at = start + task.length();
        checkCells(task, cells);
        return task;
    }

    private void checkCells(String task, List<Named> cells) {
        if (names.cells().containsKey(task)) {
            cells.forEach(cell -> known(cell, cellsOf(task)));
        }
    }

    private boolean isEnd(int index) {
        return index == text.length() || Character.isWhitespace(text.charAt(index)) || text.charAt(index) == ':';
    }

    private Figure figure() {
        String word = oneOf(Arrays.stream(Figure.values()).map(Figure::id).toArray(String[]::new));
        return Figure.of(word).orElseThrow();
    }

    private Operator operator() {
        String word = oneOf(Arrays.stream(Operator.values()).map(Operator::sign).toArray(String[]::new));
        return Operator.of(word).orElseThrow();
    }

    /** Divided by nothing, every claim would hold. */
    private double factor() {
        int start = skipBlanks();
        double factor = number();
        if (!(factor > 0)) {
            throw expected("a number above 0", start);
        }
        return factor;
    }

    private double number() {
        int start = skipBlanks();
        return number(word(), start, "a number");
    }

    private double number(String word, int start, String what) {
        try {
            double number = Double.parseDouble(word);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As below: a claim has a place for what is wrong with it, which this exception has not.
        }
        throw expected(what, start);
    }

    private boolean accept(String word) {
        int start = skipBlanks();
        if (word().equals(word)) {
            return true;
        }
        at = start;
        return false;
    }

    private void expect(String... words) {
        for (String word : words) {
            oneOf(word);
        }
    }

    private String oneOf(String... words) {
        int start = skipBlanks();
        String word = word();
        if (!List.of(words).contains(word)) {
            throw expected(Stream.of(words).map(w -> "\"" + w + "\"").collect(Collectors.joining(" or ")), start);
        }
        return word;
    }

    private ClaimSyntaxException expected(String what, int start) {
        at = start;
        String found = word();
        return new ClaimSyntaxException(
                start + 1, "expected " + what + ", found " + (found.isEmpty() ? "the end" : "\"" + found + "\""));
    }

    /** A colon is a word; empty at the end. */
    private String word() {
        int start = skipBlanks();
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && (text.charAt(at) != ':' || at == start)) {
            at++;
            if (text.charAt(start) == ':') {
                break;
            }
        }
        return text.substring(start, at);
    }

    private int skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
