package timbao.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * A tokenizer of Vietnamese words, as plugins for Elasticsearch have one: `word_list_tokenizer` gives the longest words of
 * its list, and what is on none as single syllables. A word of several syllables is one token with spaces in it.
 */
public final class WordListPlugin extends Plugin implements AnalysisPlugin {

    /** The longest words of the list have so many syllables. */
    private static final int MOST_SYLLABLES = 6;

    private final Set<String> words = readWords();

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of("word_list_tokenizer", (index, environment, name, settings) -> new WordListFactory(name, words));
    }

    private record WordListFactory(String name, Set<String> words) implements TokenizerFactory {
        @Override
        public Tokenizer create() {
            return new WordListTokenizer(words);
        }
    }

    private static Set<String> readWords() {
        Set<String> words = new HashSet<>();
        try (
            var in = WordListPlugin.class.getResourceAsStream("/words.txt");
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        ) {
            lines.lines().map(WordListPlugin::form).filter(word -> word.contains(" ")).forEach(words::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static String form(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private record Syllable(int start, int end) {}

    private static final class WordListTokenizer extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offsets = addAttribute(OffsetAttribute.class);
        private final Set<String> words;
        private String text = "";
        private List<Syllable> syllables = List.of();
        private int next;

        WordListTokenizer(Set<String> words) {
            this.words = words;
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            StringBuilder read = new StringBuilder();
            char[] buffer = new char[4096];
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
                read.append(buffer, 0, n);
            }
            text = read.toString();
            syllables = syllablesOf(text);
            next = 0;
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (next == syllables.size()) {
                return false;
            }
            int start = syllables.get(next).start();
            int length = lengthAt(next);
            int end = syllables.get(next + length - 1).end();
            next += length;
            term.append(text, start, end);
            offsets.setOffset(correctOffset(start), correctOffset(end));
            return true;
        }

        @Override
        public void end() throws IOException {
            super.end();
            int end = correctOffset(text.length());
            offsets.setOffset(end, end);
        }

        private int lengthAt(int at) {
            int start = syllables.get(at).start();
            for (int length = Math.min(MOST_SYLLABLES, syllables.size() - at); length > 1; length--) {
                if (words.contains(form(text.substring(start, syllables.get(at + length - 1).end())))) {
                    return length;
                }
            }
            return 1;
        }

        private static List<Syllable> syllablesOf(String text) {
            List<Syllable> found = new ArrayList<>();
            int start = -1;
            for (int i = 0; i <= text.length(); i++) {
                boolean inside = i < text.length() && isInside(text.charAt(i));
                if (inside && start < 0) {
                    start = i;
                } else if (inside == false && start >= 0) {
                    found.add(new Syllable(start, i));
                    start = -1;
                }
            }
            return found;
        }

        private static boolean isInside(char c) {
            return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
        }
    }
}
