package dev.gossamer.checks;

import java.util.ArrayList;
import java.util.List;

/** The registry of portable checks. */
public final class Checks {
  private Checks() {}

  public static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.addAll(EncoderChecks.all());
    checks.addAll(InputChecks.all());
    checks.addAll(HalfFloatChecks.all());
    checks.addAll(ReaderChecks.all());
    checks.addAll(OperatorChecks.all());
    checks.addAll(OracleChecks.all());
    return checks;
  }

  /**
   * @throws CheckFailure if there is none of that name
   */
  public static Check named(String name) {
    for (Check check : all()) {
      if (check.name().equals(name)) {
        return check;
      }
    }
    throw new CheckFailure("no check is called '" + name + "'");
  }
}
