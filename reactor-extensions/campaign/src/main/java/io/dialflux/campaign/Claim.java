package io.dialflux.campaign;

/**
 * A lead that a dialler has taken for a while. It is good as long as its epoch is the lead's and
 * its lease lasts, by the store's clock.
 *
 * @param leadId the store's own number of the lead
 * @param epoch how often the lead was claimed, this time included
 * @param lead whom to call, with the phone in E.164 form
 * @param attempts how many attempts were written down for it before
 */
public record Claim(long leadId, long epoch, Lead lead, int attempts) {
  @Override
  public String toString() {
    return "Claim[" + leadId + ", epoch " + epoch + "]";
  }
}
