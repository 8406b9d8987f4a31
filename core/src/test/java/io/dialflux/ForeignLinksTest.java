package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.pageJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.CallFilter;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.UnreadableResponseException;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that lead to another account's calls, as some server or other would read them. */
class ForeignLinksTest {
  /** OTHER is another account's SID, REST is that without its first letter, OWN the client's. */
  private static String link(String pattern) {
    return pattern
        .replace("OTHER", OTHER_ACCOUNT)
        .replace("OWN", ACCOUNT)
        .replace("REST", OTHER_ACCOUNT.substring(1))
        .replace("MINE", ACCOUNT.substring(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2010-04-01/Accounts/OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/%41REST/Calls.json?Page=1",
        "/2010-04-01/Accounts/%2541REST/Calls.json?Page=1",
        "/2010-04-01/%41ccounts/OTHER/Calls.json?Page=1",
        "/2010-04-01/accounts/OTHER/Calls.json?Page=1",
        "/2010-04-01/ACCOUNTS/OTHER/CALLS.JSON?Page=1",
        "/2010-04-01//Accounts//OTHER//Calls.json?Page=1",
        "/2010-04-01/./Accounts/./OTHER/./Calls.json?Page=1",
        "/2010-04-01/%2e/Accounts/%2E/OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN/../OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN/%2e%2E/OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN/.%2e/%41REST/Calls.json?Page=1",
        "/2010-04-01/Accounts/OTHER/../OWN/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN/%252e%252e/%2541REST/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN/..%2FOTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN/..;/OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts%2FOTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts%2fOTHER%2fCalls.json?Page=1",
        "/2010-04-01/Accounts%5COTHER%5cCalls.json?Page=1",
        "/2010-04-01/Accounts%252FOTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts;x=1/OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/OTHER;x=1/Calls.json?Page=1",
        "/2010-04-01/Accounts/OTHER%00/Calls.json?Page=1",
        "/2010-04-01/Accounts/%20OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts%20/OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN%09/../OTHER/Calls.json?Page=1",
        "/2010-04-01/Accounts/%C1%81REST/Calls.json?Page=1",
        "/2010-04-01/Accounts/%EF%BC%A1REST/Calls.json?Page=1",
        "/2010-04-01/Accounts/me/Calls.json?Page=1",
        "/2010-04-01/Accounts/OWN0/Calls.json?Page=1",
        "/2010-04-01/Accounts/OTHER.json",
        "/2010-04-01/OTHER/Calls.json",
        "/2010-04-01/Accounts/OWN/Accounts/OTHER/Calls.json",
        "/2010-04-01/Accounts/OWN/Calls.json?AccountSid=OTHER",
        "?Page=1&Account%53id=%41REST",
        "HOST/2010-04-01/Accounts/OTHER/Calls.json?Page=1",
        "HOST/2010-04-01/Accounts/%41REST/Calls.json?Page=1",
        "HOST/./2010-04-01//accounts/OTHER/Calls.json?Page=1",
        "HOST/2010-04-01/Accounts/OWN/../OTHER/Calls.json?Page=1"
      })
  void areNotFollowed(String pattern) {
    try (RawServer server =
            RawServer.scripted(
                (request, socket) -> {
                  String next = link(pattern).replace("HOST", host(request.headers().get("host")));
                  RawServer.http(200, pageJson(0, 1, next)).to(request, socket);
                });
        CallsClient calls = client(server.uri()).build()) {
      for (var listing :
          java.util.List.of(calls.list(CallFilter.all()), calls.pages(CallFilter.all()))) {
        int before = server.requests().size();
        CallsException failure = failureOf(listing);

        assertThat(failure).isInstanceOf(ListingInterruptedException.class);
        assertThat(((UnreadableResponseException) failure.getCause()).isBadLink()).isTrue();
        assertThat(failure.toString().toLowerCase(Locale.ROOT))
            .doesNotContain(OTHER_ACCOUNT.substring(2).toLowerCase(Locale.ROOT));
        assertThat(server.requests()).hasSize(before + 1);
      }
      PageToken token = PageToken.parse(link(pattern).replace("HOST", server.uri().toString()));
      int before = server.requests().size();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calls.list(token))
          .withMessageStartingWith("token: ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calls.pages(token))
          .withMessageStartingWith("token: ");
      assertThat(server.requests()).hasSize(before);
    }
  }

  private static String host(String authority) {
    return "http://" + authority;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2010-04-01/Accounts/OWN/Calls.json?Page=1&PageToken=PACA01",
        "/2010-04-01/Accounts/%41MINE/Calls.json?Page=1",
        "/2010-04-01//accounts/./OWN/Calls.json?Page=1",
        "/gateway%20of%20ours/Accounts/OWN/Calls.json?Page=1",
        "/2010-04-01/next?Page=1",
        "/2010-04-01/Accounts/OWN/Calls.json?To=client%3A..%2F..%2Fx&AccountSid=OWN",
        "?Page=1&To=sip%3Aa%25b%3Bc@example.com"
      })
  void othersAreFollowed(String pattern) {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(200, pageJson(0, 1, link(pattern))),
                RawServer.http(200, pageJson(1, 1, null)));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(all(calls.list(CallFilter.all()))).hasSize(2);
      assertThat(server.requests().get(1).path()).endsWith(link(pattern));
      assertThat(all(calls.list(PageToken.parse(link(pattern))))).hasSize(1);
    }
  }
}
