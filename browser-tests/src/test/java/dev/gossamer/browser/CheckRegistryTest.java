package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.gossamer.checks.Check;
import dev.gossamer.checks.CheckRun;
import dev.gossamer.checks.Checks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every portable check on the JVM and in a page, where it must record the same. */
@InBrowser
class CheckRegistryTest {
  private static Page page;

  @BeforeAll
  static void openPage(Browser browser, TestServer server) {
    page = browser.newPage();
    page.navigate(server.url("pages/checks.html"));
    page.waitForFunction("() => globalThis.checkNames");
  }

  @AfterAll
  static void closePage() {
    if (page != null) {
      page.close();
    }
  }

  @Test
  void thePageHasTheSameChecks() {
    assertThat(page.evaluate("checkNames"))
        .isEqualTo(Checks.all().stream().map(Check::name).toList());
  }

  @TestFactory
  Stream<DynamicTest> jvm() {
    return tests("jvm", CheckRegistryTest::runOnJvm);
  }

  @TestFactory
  Stream<DynamicTest> wasm() {
    return tests(
        "wasm",
        check ->
            assertThat(runInPage(check))
                .as("digest of what the page recorded, against the JVM's")
                .isEqualTo(runOnJvm(check)));
  }

  private interface Runner {
    void run(Check check);
  }

  private static Stream<DynamicTest> tests(String platform, Runner runner) {
    return Checks.all().stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    platform + ":" + check.name(),
                    () -> {
                      check.files().forEach(ProjectFiles::forCheck);
                      runner.run(check);
                    }));
  }

  private static String runOnJvm(Check check) {
    CheckRun run = new CheckRun(ProjectFiles::bytesForCheck);
    check.body().run(run);
    return run.digest();
  }

  private static String runInPage(Check check) {
    return (String)
        page.evaluate(
            "([name, files]) => runCheck(name, files)", List.of(check.name(), check.files()));
  }
}
