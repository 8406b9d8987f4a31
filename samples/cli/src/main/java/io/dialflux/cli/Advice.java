package io.dialflux.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What to type next.
 *
 * @param again what was typed
 * @param program the command's own name
 * @param ledger where the campaign is written down
 */
record Advice(String again, String program, Path ledger) {
  String held() {
    return campaign("held");
  }

  String reconcile() {
    return campaign("reconcile") + " --since TIME, then the same command again";
  }

  private String campaign(String what) {
    return program
        + " "
        + ShellCommand.quoted(List.of("campaign", what, "--ledger", ledger.toString()));
  }
}
