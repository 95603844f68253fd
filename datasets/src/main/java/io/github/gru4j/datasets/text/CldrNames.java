package io.github.gru4j.datasets.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Names of countries, languages, currencies and time zones from the Unicode CLDR that every JDK carries.
 *
 * <p>Names are cut to {@link #MAX_LENGTH} characters before they are compared, because a network sees no more of them.
 * Left out are names that CLDR does not translate (they come back as English or as a code), names that two of the
 * languages share, and names with digits (years and offsets say nothing about a language).
 */
final class CldrNames {

    /** Characters that are kept of a name; the average name has 14, and the rest of a long one tells little more. */
    static final int MAX_LENGTH = 16;

    /** Mostly Latin script, with near relatives in pairs, so that neither script nor one odd letter gives the answer. */
    static final List<Locale> LANGUAGES =
            List.of("cs", "da", "de", "es", "fi", "fr", "hu", "it", "nl", "pl", "pt", "ru", "sv", "uk").stream()
                    .map(Locale::forLanguageTag)
                    .toList();

    /** Withdrawn from ISO 639; CLDR has no names for them, and what Java puts in their place depends on its settings. */
    private static final Set<String> WITHDRAWN_LANGUAGES = Set.of("bh", "mo");

    private static final Pattern DIGIT = Pattern.compile("\\d");

    private CldrNames() {}

    /**
     * All names, each text once, in an order that depends on the JDK's data alone.
     *
     * @throws IllegalStateException if this Java runtime has no CLDR names or was told not to use them
     */
    static List<LabelledName> read() {
        requireCldr(System.getProperty("java.locale.providers"), ModuleLayer.boot());
        var concepts = concepts();
        var languagesOfText = new HashMap<String, Set<Locale>>();
        var translated = new LinkedHashMap<Locale, Map<String, String>>();
        for (var language : LANGUAGES) {
            var names = new LinkedHashMap<String, String>();
            concepts.forEach((concept, nameIn) -> {
                var name = nameIn.apply(language);
                boolean foreign = name.equals(nameIn.apply(Locale.ENGLISH)) || name.equals(code(concept));
                if (!foreign && !DIGIT.matcher(name).find()) {
                    var text = text(name, language);
                    names.putIfAbsent(text, concept);
                    languagesOfText
                            .computeIfAbsent(text, unused -> new HashSet<>())
                            .add(language);
                }
            });
            translated.put(language, names);
        }
        var unique = new ArrayList<LabelledName>();
        translated.forEach((language, names) -> names.forEach((text, concept) -> {
            if (languagesOfText.get(text).size() == 1) {
                unique.add(new LabelledName(concept, text, englishName(language)));
            }
        }));
        return List.copyOf(unique);
    }

    /** Class names in the order of {@link #LANGUAGES}. */
    static List<String> labels() {
        return LANGUAGES.stream().map(CldrNames::englishName).toList();
    }

    private static String text(String name, Locale language) {
        return firstCharacters(Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(language));
    }

    /** The first {@link #MAX_LENGTH} code points of a text, all of it when it is shorter. */
    static String firstCharacters(String text) {
        return text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
    }

    private static String englishName(Locale language) {
        return language.getDisplayLanguage(Locale.ENGLISH);
    }

    /** "country DE", "language de", "currency EUR", "zone Europe/Paris", with the name of each in a given language. */
    private static Map<String, Function<Locale, String>> concepts() {
        var concepts = new LinkedHashMap<String, Function<Locale, String>>();
        for (var country : sorted(List.of(Locale.getISOCountries()))) {
            concepts.put(
                    "country " + country,
                    new Locale.Builder().setRegion(country).build()::getDisplayCountry);
        }
        for (var language : sorted(List.of(Locale.getISOLanguages()))) {
            if (!WITHDRAWN_LANGUAGES.contains(language)) {
                concepts.put("language " + language, Locale.forLanguageTag(language)::getDisplayLanguage);
            }
        }
        var currencies = new TreeMap<String, Currency>();
        Currency.getAvailableCurrencies().forEach(currency -> currencies.put(currency.getCurrencyCode(), currency));
        currencies.forEach((code, currency) -> concepts.put("currency " + code, currency::getDisplayName));
        for (var zone : TimeZones.all()) {
            concepts.put("zone " + zone.getID(), locale -> zone.getDisplayName(false, TimeZone.LONG, locale));
        }
        return concepts;
    }

    private static List<String> sorted(List<String> codes) {
        return codes.stream().sorted(Comparator.naturalOrder()).toList();
    }

    private static String code(String concept) {
        return concept.substring(concept.indexOf(' ') + 1);
    }

    /**
     * Checks that names come from CLDR before from anywhere else.
     *
     * @param providers value of the system property {@code java.locale.providers}, or null
     * @param modules the modules of this Java runtime
     */
    static void requireCldr(String providers, ModuleLayer modules) {
        if (providers != null && !providers.split(",", 2)[0].strip().equalsIgnoreCase("CLDR")) {
            throw new IllegalStateException(
                    "The data set 'text' is made of the JDK's CLDR names, but the system property"
                            + " java.locale.providers is '" + providers
                            + "'. Leave it unset or let it begin with CLDR: -Djava.locale.providers=CLDR");
        }
        if (modules.findModule("jdk.localedata").isEmpty()) {
            throw new IllegalStateException(
                    "The data set 'text' is made of the JDK's CLDR names, but this Java runtime ("
                            + System.getProperty("java.home")
                            + ") was built without the module jdk.localedata. Use a full JDK or add the module with jlink.");
        }
    }
}
