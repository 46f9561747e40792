package dev.gossamer.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.gossamer.checks.SmallModel;
import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A static web server on a free port of this machine. The first folder of every address is a {@link
 * Policy}, the rest is looked up among the mounts, longest prefix first: {@code
 * /isolated/npm/gossamer.mjs}.
 */
final class TestServer implements AutoCloseable {

  /** Headers that are sent along with everything. */
  enum Policy {
    PLAIN(Map.of()),
    /** Allows shared memory and with it threads. */
    ISOLATED(
        Map.of(
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp")),
    /** Allows no code from text; WebAssembly may be compiled. */
    STRICT_CSP(
        Map.of(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'")),
    /** The two together. */
    ISOLATED_CSP(
        Map.of(
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Embedder-Policy",
            "require-corp",
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'"));

    private final Map<String, String> headers;

    Policy(Map<String, String> headers) {
      this.headers = headers;
    }

    /** Whether pages may share memory with their workers. */
    boolean isolates() {
      return headers.containsKey("Cross-Origin-Embedder-Policy");
    }

    private String folder() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final String BINARY = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "json", "application/json",
          "wasm", "application/wasm",
          "jpg", "image/jpeg",
          "png", "image/png",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, HttpHandler> mounts = new ConcurrentHashMap<>();

  private TestServer(HttpServer server) {
    this.server = server;
  }

  /** Serves the npm package, the test pages and what the checks need. */
  static TestServer start() {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestServer server = new TestServer(http);
    Path root = ProjectFolders.root();
    server.mount("npm/", ProjectFiles.npmPackage());
    server.mount("pages/", root.resolve("browser-tests/src/test/resources/pages"));
    server.mount("wasm-bridge/test-support/", root.resolve("wasm-bridge/target/test-support"));
    server.mount("browser-tests/teavm/", root.resolve("browser-tests/target/teavm"));
    byte[] small = SmallModel.bytes();
    server.mount("small.tflite", (exchange, path) -> send(exchange, 200, BINARY, small));
    server.mount("files/", (exchange, path) -> sendFile(exchange, ProjectFiles.forCheck(path)));
    http.createContext("/", server::answer);
    http.setExecutor(server.executor);
    http.start();
    return server;
  }

  /** Answers a request for what lies below a mount. */
  interface Mount {
    void answer(HttpExchange exchange, String path) throws IOException;
  }

  /** Serves a folder below a prefix that ends in a slash. */
  TestServer mount(String prefix, Path folder) {
    return mount(prefix, (exchange, path) -> sendFile(exchange, inside(folder, path)));
  }

  /** Answers everything below a prefix; a prefix may be a whole path. */
  TestServer mount(String prefix, Mount mount) {
    mounts.put(
        prefix, exchange -> mount.answer(exchange, pathOf(exchange).substring(prefix.length())));
    return this;
  }

  /** Serves a text of the type that the end of the path says. */
  TestServer text(String path, String content) {
    return mount(
        path,
        (exchange, rest) ->
            send(exchange, 200, typeOf(path), content.getBytes(StandardCharsets.UTF_8)));
  }

  /** The address of a path, served with the headers of a policy. */
  String url(Policy policy, String path) {
    return "http://localhost:" + server.getAddress().getPort() + "/" + policy.folder() + "/" + path;
  }

  String url(String path) {
    return url(Policy.PLAIN, path);
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      for (Policy policy : Policy.values()) {
        if (exchange.getRequestURI().getPath().startsWith("/" + policy.folder() + "/")) {
          policy.headers.forEach(exchange.getResponseHeaders()::set);
          mountFor(pathOf(exchange)).handle(exchange);
          return;
        }
      }
      notFound(exchange);
    }
  }

  private HttpHandler mountFor(String path) {
    return mounts.keySet().stream()
        .filter(path::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(mounts::get)
        .orElse(TestServer::notFound);
  }

  /** Without the policy's folder. */
  private static String pathOf(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.indexOf('/', 1) + 1);
  }

  /** A path that leads out of the folder leads nowhere. */
  private static Path inside(Path folder, String path) {
    Path file = folder.resolve(path).normalize();
    return file.startsWith(folder.normalize()) ? file : folder.resolve("outside");
  }

  private static void sendFile(HttpExchange exchange, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      notFound(exchange);
      return;
    }
    send(exchange, 200, typeOf(file.getFileName().toString()), Files.readAllBytes(file));
  }

  private static String typeOf(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(extension, BINARY);
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    send(
        exchange,
        404,
        TYPES.get("html"),
        "<!doctype html><h1>Not found</h1>".getBytes(StandardCharsets.UTF_8));
  }
}
