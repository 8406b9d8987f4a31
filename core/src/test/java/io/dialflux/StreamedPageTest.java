package io.dialflux;

import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.pageJson;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.PageToken;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NoAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A page is read as it comes: what that means for its first call, for a cut, and for a resume. */
@Tag("not-through-a-relay") // the relay reads a page to its end before it passes it on
class StreamedPageTest {
  private static final String PAGE = pageJson(0, 4, null);
  private static final int LENGTH = PAGE.length();

  /** The page's beginning, up to and with the calls before this one. */
  private static String upTo(int call) {
    return PAGE.substring(0, PAGE.indexOf(sid(call)));
  }

  private static List<String> sids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Fixtures::sid).toList();
  }

  @Test
  void itsFirstCallsComeBeforeItHasEnded() {
    try (RawServer server = RawServer.answering(RawServer.begun(200, upTo(2), LENGTH));
        CallsClient calls = client(server.uri()).build()) {
      StepVerifier.create(calls.list(CallFilter.all()).map(Call::sid))
          .expectNext(sid(0), sid(1))
          .thenCancel()
          .verify(LONG);
      server.awaitHangUp();
    }
  }

  @Test
  void oneThatIsCutIsReadAgainWithoutHandingACallOnTwice() {
    Answer cut = RawServer.cut(200, upTo(2), LENGTH);
    Answer later = RawServer.cut(200, upTo(3), LENGTH);
    try (RawServer server = RawServer.answering(cut, later, RawServer.http(200, PAGE));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(all(calls.list(CallFilter.all()).map(Call::sid))).isEqualTo(sids(0, 4));
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void oneThatCannotBeHadInFullIsGoneOnWithAfterItsLastCall() {
    try (RawServer server = RawServer.answering(RawServer.cut(200, upTo(2), LENGTH));
        RawServer other = RawServer.answering(RawServer.http(200, PAGE));
        CallsClient calls = client(server.uri()).retry(RetryPolicy.none()).build();
        CallsClient later = client(other.uri()).build()) {
      List<String> before = new ArrayList<>();
      ListingInterruptedException failure =
          (ListingInterruptedException)
              failureOf(calls.list(CallFilter.all()).doOnNext(c -> before.add(c.sid())));

      assertThat(failure).hasCauseInstanceOf(NoAnswerException.class);
      assertThat(before).isEqualTo(sids(0, 2));
      assertThat(failure.resumeAt().after()).isEqualTo(sid(1));
      PageToken saved = PageToken.parse(failure.resumeAt().value());
      assertThat(all(later.list(saved).map(Call::sid))).isEqualTo(sids(2, 4));
      assertThat(other.requests().get(0).path()).doesNotContain("after");
    }
  }

  @Test
  void aPlaceThatIsGoneFromItsPageMeansTheWholePage() {
    try (RawServer server = RawServer.answering(RawServer.http(200, PAGE));
        CallsClient calls = client(server.uri()).build()) {
      PageToken token = PageToken.first(CallFilter.all()).after(sid(9));
      assertThat(all(calls.list(token).map(Call::sid))).isEqualTo(sids(0, 4));
    }
  }
}
