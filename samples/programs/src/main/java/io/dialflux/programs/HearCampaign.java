package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignCallbacks;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Hears of a campaign's calls as they go, and hangs up those that are one too many. */
final class HearCampaign {
  private HearCampaign() {}

  public static void main(String[] args) {
    Callbacks callbacks =
        Callbacks.signedBy(SignatureValidator.of(System.getenv("TWILIO_AUTH_TOKEN")));
    Mono<String> twiml = Mono.just("<Response><Say>Your table is ready.</Say></Response>");
    try (CallsClient calls = CallsClient.fromEnvironment();
        SqliteStore store = SqliteStore.open(Path.of(args[0]))) {
      Campaign autumn = Campaign.named("autumn", store).calls(calls);
      serve(autumn, callbacks, twiml, 8080).onDispose().block();
    }
  }

  static DisposableServer serve(
      Campaign autumn, Callbacks callbacks, Mono<String> twiml, int port) {
    // tag::campaign-callbacks[]
    CampaignCallbacks calls = autumn.callbacks();
    HttpServer server =
        callbacks
            .server()
            .port(port)
            .route(
                routes -> {
                  callbacks.routes("/status", calls::acceptOrHangUp).accept(routes);
                  callbacks
                      .instructions("/answer", event -> calls.answerOrHangUp(event, twiml))
                      .accept(routes);
                });
    // end::campaign-callbacks[]
    return server.bindNow();
  }
}
