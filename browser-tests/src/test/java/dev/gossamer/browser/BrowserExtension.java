package dev.gossamer.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;

/** One browser and one server for the whole run, a new context for every test. */
final class BrowserExtension implements BeforeAllCallback, ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

  private record Shared(Playwright playwright, Optional<Browser> browser, TestServer server)
      implements AutoCloseable {
    static Shared start() {
      Playwright playwright = Playwright.create();
      return new Shared(playwright, Chromium.launch(playwright), TestServer.start());
    }

    @Override
    public void close() {
      playwright.close();
      server.close();
    }
  }

  /** The context of one test, if it asked for one. */
  private record OfTest(BrowserContext context, Page page) implements AutoCloseable {
    @Override
    public void close() {
      context.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    require(shared(context).browser().isPresent(), Chromium.MISSING);
    require(
        ProjectFiles.npmPackage().toFile().exists(),
        "the npm package is not built (is Node.js missing?): " + ProjectFiles.npmPackage());
  }

  /** Skips on a developer's machine, fails in CI. */
  static void require(boolean condition, String message) {
    if (!condition && "true".equals(System.getenv("CI"))) {
      throw new AssertionFailedError(message);
    }
    Assumptions.assumeTrue(condition, message);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Page.class
        || type == BrowserContext.class
        || type == Browser.class
        || type == TestServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == TestServer.class) {
      return shared(context).server();
    }
    Browser browser = shared(context).browser().orElseThrow();
    if (type == Browser.class) {
      return browser;
    }
    OfTest ofTest =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                OfTest.class,
                key -> {
                  BrowserContext fresh = browser.newContext();
                  return new OfTest(fresh, fresh.newPage());
                },
                OfTest.class);
    return type == Page.class ? ofTest.page() : ofTest.context();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    OfTest ofTest = context.getStore(NAMESPACE).remove(OfTest.class, OfTest.class);
    if (ofTest != null) {
      ofTest.close();
    }
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
  }
}
