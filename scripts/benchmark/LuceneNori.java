import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/**
 * Indexes the notes of a folder, one document a note, by Lucene's Korean analyser, or asks such an
 * index. For Lucene 8 and 9. Documents are added by as many threads as there are processors.
 */
public class LuceneNori {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("index")) {
            index(Paths.get(arguments[1]), Paths.get(arguments[2]));
        } else {
            query(Paths.get(arguments[1]), arguments[2]);
        }
    }

    static void index(Path notes, Path index) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(notes)) {
            files = all.filter(LuceneNori::isNote).collect(Collectors.toList());
        }
        IndexWriterConfig config = new IndexWriterConfig(new KoreanAnalyzer());
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(256);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), config)) {
            List<Future<?>> added = new ArrayList<>();
            for (Path file : files) {
                added.add(pool.submit(() -> {
                    Document document = new Document();
                    document.add(new StringField("path", file.toString(), Field.Store.YES));
                    document.add(new TextField("text", read(file), Field.Store.NO));
                    return writer.addDocument(document);
                }));
            }
            for (Future<?> one : added) {
                one.get();
            }
            writer.commit();
        } finally {
            pool.shutdown();
        }
    }

    static void query(Path index, String words) throws Exception {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        try (KoreanAnalyzer analyzer = new KoreanAnalyzer();
                TokenStream tokens = analyzer.tokenStream("text", words)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                any.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index))) {
            System.out.println(new IndexSearcher(reader).search(any.build(), 10).totalHits);
        }
    }

    static boolean isNote(Path file) {
        String name = file.toString();
        return Files.isRegularFile(file) && (name.endsWith(".md") || name.endsWith(".txt"));
    }

    static String read(Path file) throws Exception {
        return StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
    }
}
