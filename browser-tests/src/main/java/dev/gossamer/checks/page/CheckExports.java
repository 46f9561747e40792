package dev.gossamer.checks.page;

import dev.gossamer.bridge.NamedBytes;
import dev.gossamer.bridge.Reply;
import dev.gossamer.bridge.Transport;
import dev.gossamer.checks.Check;
import dev.gossamer.checks.CheckFailure;
import dev.gossamer.checks.CheckRun;
import dev.gossamer.checks.Checks;
import java.util.HashMap;
import java.util.Map;
import org.teavm.interop.Export;

/** The registry as the test page sees it; bytes and text travel as in the engine itself. */
public final class CheckExports {
  private static final Map<String, byte[]> files = new HashMap<>();

  private CheckExports() {}

  public static void main(String[] arguments) {}

  /** Leaves one line per check in the reply: the name and its files, separated by tabs. */
  @Export(name = "listChecks")
  public static int listChecks() {
    return Reply.guard(
        () -> {
          StringBuilder lines = new StringBuilder();
          for (Check check : Checks.all()) {
            lines.append(check.name());
            for (String file : check.files()) {
              lines.append('\t').append(file);
            }
            lines.append('\n');
          }
          return Reply.text(lines.toString());
        });
  }

  /** Takes the bytes received as a file of the next check. */
  @Export(name = "provideFile")
  public static int provideFile(int nameLength) {
    return Reply.guard(
        () -> {
          NamedBytes file = Transport.takeReceived(nameLength);
          files.put(file.name(), file.bytes());
          return 0;
        });
  }

  /** Runs the check whose name was received and leaves its digest in the reply. */
  @Export(name = "runCheck")
  public static int runCheck(int nameLength) {
    return Reply.guard(
        () -> {
          Check check = Checks.named(Transport.takeReceived(nameLength).name());
          CheckRun run = new CheckRun(CheckExports::file);
          check.body().run(run);
          files.clear();
          return Reply.text(run.digest());
        });
  }

  private static byte[] file(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new CheckFailure("the check does not list the file " + path);
    }
    return bytes;
  }
}
