package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.RetryPolicy;
import io.dialflux.benchmark.server.Account;

/**
 * Dialflux as it ships, but without retries: an error is to fail the run. A run may set the number
 * of connections.
 */
final class Dialflux {
  private static final int AS_SHIPPED = 0;

  private Dialflux() {}

  static CallsClient client(Settings settings) {
    CallsClientBuilder builder =
        CallsClient.builder()
            .credentials(Credentials.authToken(Account.SID, Account.TOKEN))
            .baseUrl(settings.base())
            .retry(RetryPolicy.none());
    int connections = settings.number("connections", AS_SHIPPED);
    return (connections == AS_SHIPPED ? builder : builder.maxConnections(connections)).build();
  }
}
