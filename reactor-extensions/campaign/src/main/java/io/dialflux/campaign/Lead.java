package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person to call in a campaign. Immutable; an option returns a new lead. Holds a phone number and
 * perhaps more of a person; {@link #toString()} shows none of it.
 */
@CheckReturnValue
public final class Lead {
  private final String phone;
  private final @Nullable String key;
  private final long line;
  private final Map<String, String> data;
  private final @Nullable String zone;
  private final @Nullable Instant expires;
  private final int priority;
  private final @Nullable String fault;

  private Lead(
      String phone,
      @Nullable String key,
      long line,
      Map<String, String> data,
      @Nullable String zone,
      @Nullable Instant expires,
      int priority,
      @Nullable String fault) {
    this.phone = phone;
    this.key = key;
    this.line = line;
    this.data = data;
    this.zone = zone;
    this.expires = expires;
    this.priority = priority;
    this.fault = fault;
  }

  /**
   * {@return a lead by its phone number, which is its key too}
   *
   * @param phone as people write it; {@link Campaign#load} brings it into E.164 form, and reports
   *     it where it is none
   */
  public static Lead of(String phone) {
    return new Lead(Objects.requireNonNull(phone, "phone"), null, 0, Map.of(), null, null, 0, null);
  }

  /**
   * {@return this lead, with what tells the person from all others of the campaign}
   *
   * @param key such as a customer number; the phone number in E.164 form if not given or blank
   */
  public Lead key(String key) {
    Objects.requireNonNull(key, "key");
    return new Lead(phone, key.isBlank() ? null : key, line, data, zone, expires, priority, fault);
  }

  /**
   * {@return this lead, with the line of the file that it stands in, for reports}
   *
   * @param line from 1; the place in the stream if not given
   */
  public Lead line(long line) {
    return new Lead(phone, key, line, data, zone, expires, priority, fault);
  }

  /**
   * {@return this lead, with values for its template}
   *
   * @param data by name, in place of the ones before; copied
   */
  public Lead data(Map<String, String> data) {
    return new Lead(
        phone,
        key,
        line,
        Collections.unmodifiableMap(new LinkedHashMap<>(data)),
        zone,
        expires,
        priority,
        fault);
  }

  /**
   * {@return this lead, with where it is, for {@link CallingHours}}
   *
   * @param zone such as {@code America/New_York} or {@code -03:00}; {@link Campaign#load} reports
   *     one that is none; not known if not given or blank
   */
  public Lead zone(String zone) {
    Objects.requireNonNull(zone, "zone");
    return new Lead(
        phone, key, line, data, zone.isBlank() ? null : zone.strip(), expires, priority, fault);
  }

  /**
   * {@return this lead, with until when it may be called}
   *
   * @param at from then on no call to it begins; never if not given
   */
  public Lead expires(Instant at) {
    return new Lead(
        phone, key, line, data, zone, Objects.requireNonNull(at, "at"), priority, fault);
  }

  /**
   * {@return this lead, with how soon its turn comes}
   *
   * @param priority who has a higher one is called before, whatever the order of loading; 0 if not
   *     given
   */
  public Lead priority(int priority) {
    return new Lead(phone, key, line, data, zone, expires, priority, fault);
  }

  /**
   * {@return this lead, as one by which nobody can be called: {@link Campaign#load} reports it by
   * its line and keeps it among the {@linkplain CampaignStore#rejectedRows rejected}}
   *
   * @param reason what is wrong with its row, without repeating it
   */
  public Lead unusable(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason must not be blank");
    }
    return new Lead(phone, key, line, data, zone, expires, priority, reason);
  }

  /** {@return the phone number; in E.164 form once the lead is in a ledger. Personal} */
  public String phone() {
    return phone;
  }

  /**
   * {@return what tells the person from all others; null where it is the phone number. Personal}
   */
  public @Nullable String key() {
    return key;
  }

  /** {@return the line of the file it stands in; 0 where none was given} */
  public long line() {
    return line;
  }

  /** {@return the values for its template, by name; unmodifiable. Personal} */
  public Map<String, String> data() {
    return data;
  }

  /** {@return where it is; null where that is not known} */
  public @Nullable String zone() {
    return zone;
  }

  /** {@return until when it may be called; null for ever} */
  public @Nullable Instant expires() {
    return expires;
  }

  /** {@return how soon its turn comes; higher is sooner} */
  public int priority() {
    return priority;
  }

  /**
   * Where it is, as a zone.
   *
   * @throws java.time.DateTimeException if it is none
   */
  @Nullable ZoneId zoneId() {
    return zone == null ? null : ZoneId.of(zone);
  }

  /** What is wrong with its row; null where nothing is known to be. */
  @Nullable String fault() {
    return fault;
  }

  Lead phone(String e164) {
    return new Lead(e164, key, line, data, zone, expires, priority, fault);
  }

  /** {@return the line and the names of the values} */
  @Override
  public String toString() {
    return "Lead[line " + line + ", " + data.keySet() + "]";
  }
}
