package io.dialflux.cli;

import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Lead;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What those who answer hear, the same for everybody or with columns of the list in it. */
final class DialAnswer {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the TwiML is. {column} stands for that column of the list.")
  private @Nullable String url;

  @Option(
      names = "--twiml",
      paramLabel = "XML",
      description = "The TwiML itself. {column} stands for that column of the list.")
  private @Nullable String twiml;

  @Option(
      names = "--application",
      paramLabel = "SID",
      description = "A TwiML application. Its calls carry no attempt's id, so they need hold.")
  private @Nullable String application;

  /**
   * A campaign with this for its template.
   *
   * @param columns that the list has
   * @param options what else all calls have
   * @throws IllegalArgumentException naming the option
   */
  Campaign on(
      Campaign campaign, List<String> columns, String from, UnaryOperator<CallTemplate> options) {
    try {
      Personal text = text();
      if (text == null || text.isFixed()) {
        return campaign.template(options.apply(template(text, Lead.of(""), from)));
      }
      text.check(columns);
      var checked = options.apply(template(text, Lead.of(""), from));
      return campaign.template(lead -> options.apply(template(text, lead, from)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option() + ": " + e.getMessage(), e);
    }
  }

  private CallTemplate template(@Nullable Personal text, Lead lead, String from) {
    CallTemplate.Stage stage = CallTemplate.from(from);
    if (text == null) {
      return stage.application(String.valueOf(application));
    }
    String personal = text.of(lead);
    return url != null ? stage.url(URI.create(personal)) : stage.twiml(personal);
  }

  private @Nullable Personal text() {
    if (url != null) {
      return Personal.url(url);
    }
    return twiml == null ? null : Personal.xml(twiml);
  }

  private String option() {
    return url != null ? "--url" : twiml != null ? "--twiml" : "--application";
  }
}
