package io.dialflux.campaign.kill;

/**
 * How a campaign ended that was killed.
 *
 * @param leads loaded
 * @param called whose phone rang
 * @param refused by Twilio
 * @param expired before their call could be placed
 * @param blocked by the gate
 * @param held for a person to decide
 * @param heldAndRung of the held
 * @param attempts written down
 * @param absent of the attempts, by rule
 * @param intentsLeft by the kills, each of which may or may not have been sent
 * @param leftOpen attempts that some kill left without an outcome; all have one in the end
 * @param rings of all phones
 * @param calledAgain calls that followed another of their lead
 * @param calledLate leads that were called when their hours had begun
 */
record Verdict(
    long leads,
    long called,
    long refused,
    long expired,
    long blocked,
    long held,
    long heldAndRung,
    long attempts,
    long absent,
    long intentsLeft,
    long leftOpen,
    long rings,
    long calledAgain,
    long calledLate) {}
