package dev.gossamer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.GossamerException;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoServerTest {
  private static final String MODEL = "models/face_detection_full_range_sparse.tflite";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static DemoServer server;

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(
        DemoServer.class.getResource("page/index.html") != null,
        "the page is not built (is Node.js missing?)");
    ZooFiles.require("face_detection_full_range_sparse");
    ZooFiles.require("people_1.jpg");
    server = serve(Library.fetch(Zoo.standard(), ProgressListener.NONE), true);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html; charset=utf-8",
    "style.css, text/css; charset=utf-8",
    "demo.js, text/javascript; charset=utf-8",
    "gossamer/gossamer.mjs, text/javascript; charset=utf-8",
    "gossamer/gossamer.wasm, application/wasm",
    "sw.js, text/javascript; charset=utf-8",
    "demo.css, text/css; charset=utf-8",
    "uPlot-licence.txt, text/plain; charset=utf-8",
    "icon.svg, image/svg+xml",
    "catalogue.json, application/json",
    "samples/people_1.jpg, image/jpeg",
    MODEL + ", application/octet-stream"
  })
  void everythingHasItsType(String path, String type) throws Exception {
    HttpResponse<byte[]> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo(type);
    assertThat(response.body()).isNotEmpty();
  }

  @Test
  void modelBytesAreTheFiles() throws Exception {
    assertThat(get(MODEL).body())
        .isEqualTo(Files.readAllBytes(ZooFiles.require("face_detection_full_range_sparse")));
  }

  @Test
  void thePageIsIsolatedUnlessToldNotTo() throws Exception {
    assertThat(header(get(""), "cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(header(get("demo.js"), "cross-origin-embedder-policy")).isEqualTo("require-corp");
    try (DemoServer open = serve(library(), false)) {
      HttpResponse<byte[]> response = send(HttpRequest.newBuilder(URI.create(open.url())).build());
      assertThat(response.headers().firstValue("cross-origin-opener-policy")).isEmpty();
      assertThat(response.headers().firstValue("cross-origin-embedder-policy")).isEmpty();
    }
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() throws Exception {
    String tag = header(get(MODEL), "etag");
    HttpResponse<byte[]> again = send(request(MODEL).header("If-None-Match", tag).build());

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(get(MODEL), "cache-control")).isEqualTo("no-cache");
  }

  @Test
  void modelsAreKeptForEverUnderTheAddressOfTheCatalogue() throws Exception {
    JsonNode model = new ObjectMapper().readTree(get("catalogue.json").body()).at("/models/0");

    assertThat(header(get(model.get("url").asText()), "cache-control")).contains("immutable");
    assertThat(header(get(MODEL + "?000000000000"), "cache-control")).isEqualTo("no-cache");
  }

  @Test
  void thePublishedSparseHandIsOfferedBeforeOurs() throws Exception {
    ZooFiles.require("hand_landmark_sparse");
    List<String> names = new ArrayList<>();
    for (JsonNode model : new ObjectMapper().readTree(get("catalogue.json").body()).get("models")) {
      if (model.get("task").asText().equals("hands")
          && model.get("role").asText().equals("sparse")) {
        names.add(model.get("name").asText());
      }
    }

    assertThat(names)
        .startsWith("hand_landmark_sparse", "hand_landmark_78", "hand_landmark_70_2x1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../DemoServer.class",
        "/%2e%2e/DemoServer.class",
        "/..%2fDemoServer.class",
        "/gossamer/../../DemoServer.class",
        "/gossamer/%2e%2e/%2e%2e/DemoServer.class",
        "/models/../../../../../../etc/hostname",
        "//etc/hostname",
        "/./index.html",
        "/..\\DemoServer.class",
        "/gossamer",
        "/gossamer/",
        "/models/",
        "/models/pose_detection.tflite",
        "/samples/people_1.jpg/",
        "/nothing.html",
        "/%zz",
        "/index.html%00.js"
      })
  void noOtherAddressLeadsAnywhere(String rawPath) throws Exception {
    // By hand: clients tidy such addresses up before they send them.
    String statusLine = statusLine("GET " + rawPath + " HTTP/1.1");

    assertThat(statusLine).matches("HTTP/1.1 (404|400) .*");
  }

  @Test
  void headersComeWithoutTheBodyWhenAskedFor() throws Exception {
    HttpResponse<byte[]> head =
        send(request(MODEL).method("HEAD", BodyPublishers.noBody()).build());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "content-length")).isEqualTo("680736");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void onlyReadingIsAllowed() throws Exception {
    HttpResponse<byte[]> post = send(request(MODEL).POST(BodyPublishers.ofString("x")).build());

    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(header(post, "allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void aPortInUseIsSaidToBe() {
    int port = URI.create(server.url()).getPort();

    assertThatThrownBy(
            () ->
                DemoServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), true, library()))
        .isInstanceOf(GossamerException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("--port");
  }

  @Test
  void whatCannotBeFetchedIsToldOnceForEachPackage(@TempDir Path empty) throws Exception {
    Zoo offline =
        Zoo.of(
            Map.of(
                "GOSSAMER_CACHE", empty.toString(), "GOSSAMER_NPM", empty.resolve("x").toString()));
    Library library = Library.fetch(offline, ProgressListener.NONE);

    assertThat(library.failures()).isNotEmpty().allMatch(failure -> failure.contains("npm client"));
    try (DemoServer without = serve(library, true)) {
      HttpResponse<byte[]> response =
          send(HttpRequest.newBuilder(URI.create(without.url() + MODEL)).build());
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("npm client");
    }
  }

  @Test
  void theProgramTakesTheNextPortWhenAskedForNoneAndStopsWhenTold() throws Exception {
    try (Program first = Program.start("--no-open")) {
      URI one = first.address();
      // Started before the first has its port, the second may be the one that takes it.
      try (Program second = Program.start("--no-open")) {
        URI other = second.address();
        assertThat(other.getPort()).isNotEqualTo(one.getPort());
        assertThat(second.errors()).contains("port " + one.getPort() + " is in use");
        assertThat(send(HttpRequest.newBuilder(other).build()).statusCode()).isEqualTo(200);

        // Process.destroy would close the stream that is read next.
        second.process().toHandle().destroy();
        assertThat(second.process().waitFor()).isNotZero();
        assertThat(
                new String(
                    second.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains("stopped");
      }
    }
  }

  @Test
  void aFolderOfSamplesIsOfferedAndNothingElseOfIt(@TempDir Path folder) throws Exception {
    byte[] picture = Files.readAllBytes(ZooFiles.require("people_1.jpg"));
    Files.write(folder.resolve("my face.jpg"), picture);
    Files.write(folder.resolve("clip.mp4"), new byte[] {1, 2, 3});
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Library library = Library.fetch(Zoo.standard(), folder, ProgressListener.NONE);
    try (DemoServer with = serve(library, true)) {
      HttpResponse<byte[]> catalogue =
          send(HttpRequest.newBuilder(URI.create(with.url() + "catalogue.json")).build());
      List<String> urls = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (JsonNode sample : new ObjectMapper().readTree(catalogue.body()).get("samples")) {
        if (sample.get("source").asText().equals(folder.toString())) {
          urls.add(sample.get("url").asText());
          names.add(sample.get("name").asText());
        }
      }
      assertThat(names).containsExactly("clip.mp4", "my face.jpg");
      HttpResponse<byte[]> clip =
          send(HttpRequest.newBuilder(URI.create(with.url() + urls.get(0))).build());
      assertThat(header(clip, "content-type")).isEqualTo("video/mp4");
      HttpResponse<byte[]> own =
          send(HttpRequest.newBuilder(URI.create(with.url() + urls.get(1))).build());
      assertThat(own.body()).isEqualTo(picture);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--samples=/no/such/folder", "--port=70000", "--port=http", "--nonsense"})
  void wrongUsageIsTold(String option) throws Exception {
    try (Program program = Program.start(option)) {
      assertThat(program.process().waitFor()).isEqualTo(2);
      assertThat(program.errors()).contains("gossamer: ").contains("try 'gossamer demo --help'");
    }
  }

  /** The demo in a process of its own. */
  private record Program(Process process, Path errorFile) implements AutoCloseable {
    static Program start(String... arguments) throws IOException {
      Path errors = Files.createTempFile("gossamer-demo", ".err");
      List<String> line =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dgossamer.root=" + ProjectFolders.root(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      line.addAll(List.of(arguments));
      return new Program(new ProcessBuilder(line).redirectError(errors.toFile()).start(), errors);
    }

    /** Waits for the line that says where the page is. */
    URI address() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = process.getInputStream().read(); c >= 0 && c != '\n'; ) {
        line.append((char) c);
        c = process.getInputStream().read();
      }
      assertThat(line.toString()).as(errors()).contains("http://localhost:");
      String rest = line.substring(line.indexOf("http://"));
      return URI.create(rest.substring(0, rest.indexOf(' ')));
    }

    String errors() throws IOException {
      return Files.readString(errorFile);
    }

    @Override
    public void close() throws Exception {
      process.destroy();
      process.waitFor();
      Files.delete(errorFile);
    }
  }

  private static Library library() {
    return Library.fetch(Zoo.standard(), ProgressListener.NONE);
  }

  private static DemoServer serve(Library library, boolean isolated) {
    return DemoServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), isolated, library);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path).build());
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String statusLine(String requestLine) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }
}
