package timbao.icu;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.io.Reader;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2Filter;
import org.apache.lucene.analysis.icu.ICUTransformFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The parts of Elasticsearch's analysis-icu that Vietnamese analysis is built on, under the same names and with
 * the same settings and defaults, so that one mapping gives the same tokens on this engine and on the official
 * image. What the official plugin ignores is ignored here, too: `mode` counts for the char filter alone.
 */
public final class IcuAnalysisPlugin extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of("icu_tokenizer", (index, environment, name, settings) -> new WordTokenizer(name));
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "icu_normalizer",
            (index, environment, name, settings) -> new NormalizingReader(name, filtered(charNormalizer(settings), settings))
        );
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "icu_normalizer",
            (index, environment, name, settings) -> new NormalizedTokens(name, filtered(composed(settings), settings)),
            "icu_folding",
            (index, environment, name, settings) -> new NormalizedTokens(name, filtered(ICUFoldingFilter.NORMALIZER, settings)),
            "icu_transform",
            (index, environment, name, settings) -> new TransformedTokens(name, transliterator(settings))
        );
    }

    private static Normalizer2 composed(Settings settings) {
        return Normalizer2.getInstance(null, settings.get("name", "nfkc_cf"), Normalizer2.Mode.COMPOSE);
    }

    private static Normalizer2 charNormalizer(Settings settings) {
        if ("decompose".equals(settings.get("mode")) == false) {
            return composed(settings);
        }
        return Normalizer2.getInstance(null, settings.get("name", "nfkc_cf"), Normalizer2.Mode.DECOMPOSE);
    }

    private static Normalizer2 filtered(Normalizer2 normalizer, Settings settings) {
        String letters = settings.get("unicode_set_filter");
        return letters == null ? normalizer : new FilteredNormalizer2(normalizer, new UnicodeSet(letters).freeze());
    }

    private static Transliterator transliterator(Settings settings) {
        boolean forward = "forward".equals(settings.get("dir", "forward"));
        return Transliterator.getInstance(
            settings.get("id", "Null"),
            forward ? Transliterator.FORWARD : Transliterator.REVERSE
        );
    }

    private record WordTokenizer(String name) implements TokenizerFactory {
        @Override
        public Tokenizer create() {
            // Chinese, Japanese and Burmese in words of a dictionary rather than in single characters.
            return new ICUTokenizer(new DefaultICUTokenizerConfig(true, true));
        }
    }

    // The Normalizing… interfaces are what lets a filter be named in a normalizer of a keyword field. Of the interfaces
    // alone, not of the classes that implement most of them: those differ between Elasticsearch 8 and 9.
    private record NormalizingReader(String name, Normalizer2 normalizer) implements NormalizingCharFilterFactory {
        @Override
        public Reader create(Reader reader) {
            return new ICUNormalizer2CharFilter(reader, normalizer);
        }
    }

    private record NormalizedTokens(String name, Normalizer2 normalizer) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return new ICUNormalizer2Filter(tokens, normalizer);
        }
    }

    private record TransformedTokens(String name, Transliterator transliterator) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return new ICUTransformFilter(tokens, transliterator);
        }
    }
}
