package dev.gossamer.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the demo page, its engine, models and pictures.
 *
 * <pre>{@code
 * try (DemoServer server = DemoServer.start(new InetSocketAddress("localhost", 0), true, library)) {
 *   System.out.println(server.url());
 * }
 * }</pre>
 */
public final class DemoServer implements AutoCloseable {
  /** Everything comes from this server; code from text is not run, WebAssembly is. */
  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:;"
          + " media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALWAYS =
      Map.of("Content-Security-Policy", POLICY, "X-Content-Type-Options", "nosniff");

  /** What browsers want to see before they give a page shared memory. */
  private static final Map<String, String> ISOLATION =
      Map.of(
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Embedder-Policy", "require-corp",
          "Cross-Origin-Resource-Policy", "same-origin");

  static {
    // Else the end of a file waits for the browser to acknowledge its beginning, up to 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Contents contents;
  private final boolean isolated;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private DemoServer(HttpServer server, Contents contents, boolean isolated) {
    this.server = server;
    this.contents = contents;
    this.isolated = isolated;
  }

  /**
   * Starts a server.
   *
   * @param address where to listen; port 0 for any free one
   * @param isolated whether to send the headers that isolate the page (COOP, COEP, CORP)
   * @throws dev.gossamer.GossamerException with code ADDRESS_IN_USE if it cannot listen there
   */
  public static DemoServer start(InetSocketAddress address, boolean isolated, Library library) {
    HttpServer http;
    try {
      http = HttpServer.create(address, 0);
    } catch (BindException taken) {
      throw new AddressInUse(address, taken.getMessage());
    } catch (SocketException refused) {
      throw new AddressInUse(address, refused.getMessage());
    } catch (IOException e) {
      throw new AddressInUse(address, e.toString());
    }
    DemoServer server = new DemoServer(http, new Contents(library), isolated);
    http.createContext("/", server::answer);
    http.setExecutor(server.executor);
    http.start();
    return server;
  }

  /** The address of the page. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    boolean named =
        address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress();
    String host = named ? "localhost" : address.getAddress().getHostAddress();
    return "http://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + address.getPort()
        + "/";
  }

  /** Stops at once; twice is harmless. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      ALWAYS.forEach(headers::set);
      if (isolated) {
        ISOLATION.forEach(headers::set);
      }
      switch (exchange.getRequestMethod()) {
        case "GET", "HEAD" -> send(exchange, find(exchange));
        default -> {
          headers.set("Allow", "GET, HEAD");
          send(exchange, Content.failure(405, "Only GET and HEAD are answered here."));
        }
      }
    }
  }

  private Content find(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getQuery();
    if (path == null || !path.startsWith("/")) {
      return Content.failure(400, "The address has no path.");
    }
    try {
      return contents.find(path.substring(1), query == null ? "" : query);
    } catch (IOException e) {
      return Content.failure(500, "Cannot read " + path + ": " + e);
    }
  }

  private static void send(HttpExchange exchange, Content content) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", content.type());
    headers.set(
        "Cache-Control", content.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
    if (!content.tag().isEmpty()) {
      headers.set("ETag", content.tag());
      if (content.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
    }
    boolean bodyless = exchange.getRequestMethod().equals("HEAD");
    if (bodyless) {
      headers.set("Content-Length", String.valueOf(content.bytes().length));
    }
    exchange.sendResponseHeaders(content.status(), bodyless ? -1 : content.bytes().length);
    if (!bodyless) {
      exchange.getResponseBody().write(content.bytes());
    }
  }
}
