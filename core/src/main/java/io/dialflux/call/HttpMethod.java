package io.dialflux.call;

/** The HTTP method with which Twilio calls an address of yours. */
public enum HttpMethod {
  /** The parameters of Twilio's request stand in the query. */
  GET,
  /** The parameters of Twilio's request stand in a form; Twilio's default everywhere. */
  POST
}
