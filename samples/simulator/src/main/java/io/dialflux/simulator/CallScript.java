package io.dialflux.simulator;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What TwiML makes of an answered call, understood as far as it hangs up: {@code <Hangup/>}, {@code
 * <Reject/>} or the end of the document, at once or after {@code <Pause/>}s. Any other verb takes
 * as long as the call was going to last.
 *
 * @param awaited the answer to a webhook decides, so that the call cannot end before it
 * @param fromMillis when the script begins, or -1 for when the call is answered
 * @param seconds after how many the call hangs up, or -1 when the script does not tell
 */
record CallScript(boolean awaited, long fromMillis, int seconds) {
  static final CallScript NONE = new CallScript(false, -1, -1);
  static final CallScript AWAITED = new CallScript(true, -1, -1);

  private static final XMLInputFactory XML = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** When the call is over, if it was answered at one time and would otherwise end at another. */
  long end(long answeredAt, long otherwise) {
    if (awaited) {
      return Long.MAX_VALUE;
    }
    long from = fromMillis < 0 ? answeredAt : fromMillis;
    return seconds < 0 ? otherwise : Math.min(otherwise, from + seconds * 1000L);
  }

  static CallScript awaitedFrom(long fromMillis) {
    return new CallScript(true, fromMillis, -1);
  }

  /** An error is announced to the callee, briefly. */
  CallScript failed() {
    return new CallScript(false, fromMillis, 3);
  }

  CallScript reads(String twiml) {
    return of(twiml, fromMillis);
  }

  static CallScript of(@Nullable String twiml, long fromMillis) {
    return twiml == null ? NONE : new CallScript(false, fromMillis, secondsOf(twiml));
  }

  private static int secondsOf(String twiml) {
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(twiml));
      xml.nextTag();
      int seconds = 0;
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String verb = xml.getLocalName();
        if (verb.equals("Hangup") || verb.equals("Reject")) {
          return seconds;
        }
        if (!verb.equals("Pause")) {
          return -1;
        }
        seconds += pause(xml.getAttributeValue(null, "length"));
      }
      return seconds;
    } catch (XMLStreamException | NumberFormatException notTwiml) {
      return CallScript.NONE.failed().seconds();
    }
  }

  private static int pause(@Nullable String length) {
    return length == null ? 1 : Math.max(0, Integer.parseInt(length));
  }
}
