package dev.gossamer.browser;

import com.microsoft.playwright.Page;
import dev.gossamer.browser.TestServer.Policy;
import java.util.List;
import java.util.Map;

/** A page with the ES module loaded as {@code Gossamer}, and ways to call it. */
record ApiPage(Page page) {
  /** What {@code relu(x + [1,2,3,4])} makes of -10, 1, 2, 3. */
  static final List<Integer> SMALL_RESULT = List.of(0, 3, 5, 7);

  static ApiPage open(Page page, TestServer server) {
    return open(page, server, Policy.PLAIN);
  }

  static ApiPage open(Page page, TestServer server, Policy policy) {
    page.navigate(server.url(policy, "pages/api.html"));
    page.waitForFunction("() => globalThis.failure");
    return new ApiPage(page);
  }

  /** Runs the body of an async function; {@code model} is the small model where the body has it. */
  Object run(String body) {
    String prelude =
        body.contains("model") ? "const model = await Gossamer.load('../small.tflite');" : "";
    return page.evaluate("async () => { " + prelude + body + " }");
  }

  /** Name, code, message, hint of what an async action rejects with. */
  @SuppressWarnings("unchecked")
  Map<String, Object> failure(String action) {
    return (Map<String, Object>) run("return failure(async () => { " + action + " });");
  }
}
