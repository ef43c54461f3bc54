package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

class PagesTest {
    @TempDir private Path folder;
    private RunningWeb web;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        web = new RunningWeb(folder);
        browser = web.browser();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void everyPathOfTheApplicationIsTheSamePage() {
        String index = browser.text("/").body();
        for (String path : List.of("/desk", "/permits", "/records")) {
            assertThat(browser.text(path).body()).as(path).isEqualTo(index);
        }
    }

    @Test
    void nothingOutsideOfThePagesIsServed() {
        for (String path :
                List.of(
                        "/nothing",
                        "/../sekisho/words/messages_ja.properties",
                        "/%2e%2e/sekisho/words/messages_ja.properties",
                        "/..%2fsekisho/words/messages_ja.properties",
                        "/assets/../../sekisho/words/messages_ja.properties",
                        "/assets",
                        "/.git",
                        "//etc/passwd")) {
            HttpResponse<String> response = browser.text(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).as(path).doesNotContain("fact.");
        }
    }

    @Test
    void aFileWithAHashInItsNameIsKeptForEverAndOthersAreAskedFor() {
        HttpResponse<String> asset = browser.text("/assets/sample-0123.js");
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("content-type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(asset.headers().firstValue("cache-control").orElse("")).contains("immutable");
        HttpResponse<String> plain = browser.text("/sample.txt");
        assertThat(plain.headers().firstValue("cache-control")).hasValue("no-cache");
        String etag = plain.headers().firstValue("etag").orElseThrow();
        assertThat(browser.text("/sample.txt", "If-None-Match", etag).statusCode()).isEqualTo(304);
    }
}
