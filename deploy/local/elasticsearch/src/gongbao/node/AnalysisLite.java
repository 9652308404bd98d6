package gongbao.node;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.AnalyzerScope;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.PreConfiguredCharFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenizer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Stands in for analysis-common and analysis-smartcn, which are not on Maven Central: the same names over the same
 * Lucene classes. A setting that isn't done here is refused, so no test passes because one was silently ignored.
 */
public class AnalysisLite extends Plugin implements AnalysisPlugin {
    private static final Map<String, Supplier<Tokenizer>> TOKENIZERS = Map.of(
        "keyword", KeywordTokenizer::new, "whitespace", WhitespaceTokenizer::new, "letter", LetterTokenizer::new,
        "smartcn_tokenizer", HMMChineseTokenizer::new);
    private static final Map<String, Function<TokenStream, TokenStream>> NORMALIZING = Map.of(
        "cjk_width", CJKWidthFilter::new, "asciifolding", ASCIIFoldingFilter::new, "trim", TrimFilter::new);
    private static final Map<String, Function<TokenStream, TokenStream>> FILTERS = Map.of(
        "cjk_bigram", CJKBigramFilter::new, "porter_stem", PorterStemFilter::new);

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of("cjk", analyzer(CJKAnalyzer::new), "smartcn", analyzer(SmartChineseAnalyzer::new), "english", analyzer(EnglishAnalyzer::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        Map<String, AnalysisProvider<TokenizerFactory>> m = new LinkedHashMap<>();
        TOKENIZERS.forEach((n, t) -> m.put(n, (is, env, name, s) -> {
            only(name, s);
            return TokenizerFactory.newFactory(name, t);
        }));
        m.put("ngram", (is, env, name, s) -> {
            only(name, s, "min_gram", "max_gram", "token_chars");
            int min = s.getAsInt("min_gram", 1), max = s.getAsInt("max_gram", 2);
            maxDiff(is, min, max);
            IntPredicate chars = tokenChars(s);
            return TokenizerFactory.newFactory(name, () -> new NGramTokenizer(min, max) {
                @Override
                protected boolean isTokenChar(int c) {
                    return chars.test(c);
                }
            });
        });
        m.put("edge_ngram", (is, env, name, s) -> {
            only(name, s, "min_gram", "max_gram", "token_chars");
            int min = s.getAsInt("min_gram", 1), max = s.getAsInt("max_gram", 2);
            IntPredicate chars = tokenChars(s);
            return TokenizerFactory.newFactory(name, () -> new EdgeNGramTokenizer(min, max) {
                @Override
                protected boolean isTokenChar(int c) {
                    return chars.test(c);
                }
            });
        });
        return m;
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        Map<String, AnalysisProvider<TokenFilterFactory>> m = new LinkedHashMap<>();
        FILTERS.forEach((n, f) -> m.put(n, filter(Set.of(), (is, s) -> f)));
        NORMALIZING.forEach((n, f) -> m.put(n, normalizing(f)));
        m.put("lowercase", normalizing(LowerCaseFilter::new));
        Set<String> grams = Set.of("min_gram", "max_gram", "preserve_original");
        m.put("ngram", filter(grams, (is, s) -> {
            int min = s.getAsInt("min_gram", 1), max = s.getAsInt("max_gram", 2);
            maxDiff(is, min, max);
            boolean keep = s.getAsBoolean("preserve_original", false);
            return in -> new NGramTokenFilter(in, min, max, keep);
        }));
        m.put("edge_ngram", filter(grams, (is, s) -> {
            int min = s.getAsInt("min_gram", 1), max = s.getAsInt("max_gram", 2);
            boolean keep = s.getAsBoolean("preserve_original", false);
            return in -> new EdgeNGramTokenFilter(in, min, max, keep);
        }));
        m.put("length", filter(Set.of("min", "max"), (is, s) -> {
            int min = s.getAsInt("min", 0), max = s.getAsInt("max", Integer.MAX_VALUE);
            return in -> new LengthFilter(in, min, max);
        }));
        return m;
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of("html_strip", (is, env, name, s) -> {
            only(name, s);
            return new CharFilterFactory() {
                public String name() { return name; }
                public Reader create(Reader r) { return new HTMLStripCharFilter(r); }
            };
        });
    }

    // usable by name alone, in a custom analyzer or normalizer
    @Override
    public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
        return TOKENIZERS.entrySet().stream().map(e -> PreConfiguredTokenizer.singleton(e.getKey(), e.getValue())).toList();
    }

    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        List<PreConfiguredTokenFilter> out = new ArrayList<>();
        NORMALIZING.forEach((n, f) -> out.add(PreConfiguredTokenFilter.singleton(n, true, f)));
        FILTERS.forEach((n, f) -> out.add(PreConfiguredTokenFilter.singleton(n, false, f)));
        return out;
    }

    @Override
    public List<PreConfiguredCharFilter> getPreConfiguredCharFilters() {
        return List.of(PreConfiguredCharFilter.singleton("html_strip", false, HTMLStripCharFilter::new));
    }

    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> analyzer(Supplier<Analyzer> make) {
        return (is, env, name, s) -> {
            only(name, s);
            Analyzer a = make.get(); // one per index
            return new AnalyzerProvider<>() {
                public String name() { return name; }
                public AnalyzerScope scope() { return AnalyzerScope.INDEX; }
                public Analyzer get() { return a; }
            };
        };
    }

    private static AnalysisProvider<TokenFilterFactory> filter(Set<String> known, BiFunction<IndexSettings, Settings, Function<TokenStream, TokenStream>> make) {
        return (is, env, name, s) -> {
            only(name, s, known.toArray(String[]::new));
            Function<TokenStream, TokenStream> f = make.apply(is, s);
            return new TokenFilterFactory() {
                public String name() { return name; }
                public TokenStream create(TokenStream in) { return f.apply(in); }
            };
        };
    }

    /** A filter that a normalizer may use too. */
    private static AnalysisProvider<TokenFilterFactory> normalizing(Function<TokenStream, TokenStream> make) {
        return (is, env, name, s) -> {
            only(name, s);
            return new NormalizingTokenFilterFactory() {
                public String name() { return name; }
                public TokenStream create(TokenStream in) { return make.apply(in); }
            };
        };
    }

    private static void only(String name, Settings s, String... known) {
        for (String k : s.keySet()) {
            String key = k.replaceFirst("\\.\\d+$", ""); // lists come as key.0, key.1
            if (key.equals("type") || key.startsWith("index.") || List.of(known).contains(key)) continue;
            throw new IllegalArgumentException("this test node doesn't know setting [" + k + "] of [" + name + "]");
        }
    }

    private static void maxDiff(IndexSettings is, int min, int max) {
        if (max - min > is.getMaxNgramDiff()) {
            throw new IllegalArgumentException("The difference between max_gram and min_gram in NGram Tokenizer must be less than or equal to: ["
                + is.getMaxNgramDiff() + "] but was [" + (max - min) + "]. This limit can be set by changing the [index.max_ngram_diff] index level setting.");
        }
    }

    private static IntPredicate tokenChars(Settings s) {
        List<String> classes = s.getAsList("token_chars");
        if (classes.isEmpty()) return c -> true;
        IntPredicate any = c -> false;
        for (String k : classes) {
            any = any.or(switch (k) {
                case "letter" -> Character::isLetter;
                case "digit" -> Character::isDigit;
                case "whitespace" -> Character::isWhitespace;
                default -> throw new IllegalArgumentException("this test node knows token_chars letter, digit and whitespace, not [" + k + "]");
            });
        }
        return any;
    }
}
