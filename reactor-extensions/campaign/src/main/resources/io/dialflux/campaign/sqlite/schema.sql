CREATE TABLE ledger (
  -- one row: what this file is. Times everywhere are milliseconds since 1970, UTC
  id TEXT NOT NULL,
  secret TEXT NOT NULL,          -- signs the attempt's id in Url, StatusCallback and TwiML
  account_sid TEXT,              -- the account that all calls are placed by
  session INTEGER NOT NULL,      -- how often it was opened for dialling
  sequence INTEGER NOT NULL,     -- grows with every commit of intents; see the file with .seen
  written_at INTEGER             -- when the last intent was written
);
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  retry TEXT NOT NULL DEFAULT '', -- who is called again after which end: busy=3xPT10M,...
  max_alive INTEGER              -- how many calls of the ledger may be alive at once; null: any number
);
CREATE TABLE campaign_count (
  -- leads by state, and by what they wait for; changed in the same transaction as the leads are
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  state TEXT NOT NULL,
  wait TEXT NOT NULL,            -- empty but for WAITING
  leads INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, state, wait)
) WITHOUT ROWID;
CREATE TABLE campaign_tally (
  -- what came of the calls: counts, and sums of money in billionths
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  name TEXT NOT NULL,
  tally INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, name)
) WITHOUT ROWID;
CREATE TABLE lead (
  -- one person of one campaign
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  person TEXT,                   -- what tells people apart; null where it is the phone
  phone TEXT NOT NULL,           -- E.164
  line INTEGER NOT NULL,         -- where it stood in the file
  data TEXT,                     -- JSON: values for the template
  zone TEXT,                     -- where the person is; null where that is not known
  expires_at INTEGER,            -- no call begins from then on
  priority INTEGER NOT NULL,     -- higher is sooner
  state TEXT NOT NULL,           -- READY, CLAIMED, INTENT, UNKNOWN, WAITING; PLACED; COMPLETED,
                                 -- MACHINE, BUSY, NO_ANSWER, FAILED, CANCELED, REFUSED, EXPIRED,
                                 -- BLOCKED, HELD
  wait TEXT,                     -- of WAITING: RETRY, CALLING_HOURS, ATTEMPT_LIMIT, GATE
  due_at INTEGER,                -- of WAITING: until when
  reason TEXT NOT NULL,          -- why it is in that state
  epoch INTEGER NOT NULL,        -- how often it was claimed
  owner INTEGER,                 -- the session that claimed it last
  lease_until INTEGER,           -- how long that claim is good
  attempts INTEGER NOT NULL,     -- how many were written down; 1 at least where a call of unknown campaign was found
  attempt_id TEXT,               -- the one it goes by: the latest, unless an earlier one's call was found
  UNIQUE (campaign_id, phone)
);
CREATE UNIQUE INDEX lead_person ON lead (campaign_id, person) WHERE person IS NOT NULL;
CREATE INDEX lead_ready ON lead (campaign_id, priority DESC, id) WHERE state = 'READY';
CREATE INDEX lead_waiting ON lead (campaign_id, due_at) WHERE state = 'WAITING';
CREATE INDEX lead_claimed ON lead (campaign_id, id) WHERE state = 'CLAIMED';
CREATE TABLE attempt (
  -- one create, written down before its first byte was sent
  id TEXT NOT NULL PRIMARY KEY,  -- what Url, StatusCallback or TwiML carry
  lead_id INTEGER NOT NULL REFERENCES lead,
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  number INTEGER NOT NULL,       -- of the lead's attempts, from 1
  phone TEXT NOT NULL,
  caller TEXT NOT NULL,          -- From
  state TEXT NOT NULL,           -- INTENT, UNKNOWN, HELD, PLACED, ENDED, REFUSED, NOT_PROCESSED, ABSENT
  active INTEGER NOT NULL,       -- 1 while a call may be alive
  reason TEXT NOT NULL,
  intended_at INTEGER NOT NULL,
  send_by INTEGER NOT NULL,      -- after this nothing is sent
  lease_until INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  call_sid TEXT,
  call_status TEXT,
  answered_by TEXT,
  duration INTEGER,              -- seconds
  price TEXT,                    -- decimal, negative
  price_unit TEXT,
  abandoned INTEGER NOT NULL DEFAULT 0, -- 1 where nobody spoke to the callee in time, as far as told
  hung_up INTEGER NOT NULL DEFAULT 0, -- 1 where the second fence ended it: it says nothing of the lead
  outcome TEXT,                  -- the lead's state by the call's end
  settled_at INTEGER,            -- when the state last changed
  looks INTEGER NOT NULL,        -- how often Twilio's list was searched for it
  next_look INTEGER,             -- when it is searched next
  unknown_at INTEGER             -- when it had no clear answer; stays when it is settled
);
CREATE UNIQUE INDEX attempt_active ON attempt (phone) WHERE active = 1;
CREATE UNIQUE INDEX attempt_call ON attempt (call_sid) WHERE call_sid IS NOT NULL;
CREATE INDEX attempt_phone ON attempt (phone, intended_at);
CREATE INDEX attempt_unknown ON attempt (campaign_id, next_look) WHERE state = 'UNKNOWN';
CREATE INDEX attempt_unpriced ON attempt (settled_at)
  WHERE outcome IN ('COMPLETED', 'MACHINE') AND price IS NULL;
CREATE INDEX attempt_placed ON attempt (caller, intended_at) WHERE state = 'PLACED';
CREATE TABLE rejected_row (
  -- rows that were loaded and by which nobody can be called
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  line INTEGER NOT NULL,
  phone TEXT NOT NULL,
  person TEXT NOT NULL,
  data TEXT,
  reason TEXT NOT NULL,
  UNIQUE (campaign_id, line, phone, person)
);
CREATE TABLE repeated_row (
  -- rows that were loaded and whose person is there from another line, which the reason names
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  line INTEGER NOT NULL,
  phone TEXT NOT NULL,
  person TEXT NOT NULL,
  data TEXT,
  reason TEXT NOT NULL,
  UNIQUE (campaign_id, line, phone, person)
);
CREATE VIEW campaign_progress AS
  -- leads by campaign and state; the sum over the states is what was loaded
  SELECT c.name AS campaign, n.state, n.wait, n.leads
  FROM campaign_count n JOIN campaign c ON c.id = n.campaign_id
  WHERE n.leads <> 0
  ORDER BY c.id, n.state, n.wait;
CREATE VIEW held_leads AS
  -- who waits for a person to decide, and why
  SELECT c.name AS campaign, l.line, coalesce(l.person, l.phone) AS person, l.phone, l.reason,
    l.attempt_id, datetime(a.intended_at / 1000, 'unixepoch') AS intended_at
  FROM lead l JOIN campaign c ON c.id = l.campaign_id LEFT JOIN attempt a ON a.id = l.attempt_id
  WHERE l.state = 'HELD'
  ORDER BY l.id;
CREATE VIEW waiting_leads AS
  -- who is not called yet or again, why, and until when where that is known
  SELECT c.name AS campaign, l.line, coalesce(l.person, l.phone) AS person, l.phone, l.state, l.wait,
    datetime(l.due_at / 1000, 'unixepoch') AS due_at,
    CASE WHEN l.state = 'READY' AND EXISTS (
      SELECT 1 FROM attempt a WHERE a.phone = l.phone AND a.active = 1)
      THEN 'another attempt to this phone is under way'
      WHEN l.state = 'READY' AND (SELECT count(*) FROM attempt WHERE active = 1
        AND intended_at > (strftime('%s', 'now') - 180000) * 1000) >= c.max_alive
      THEN 'as many calls are alive as may be' ELSE l.reason END AS reason
  FROM lead l JOIN campaign c ON c.id = l.campaign_id
  WHERE l.state IN ('READY', 'CLAIMED', 'INTENT', 'UNKNOWN', 'WAITING')
  ORDER BY l.id;
CREATE VIEW attempt_history AS
  -- every attempt, the latest first
  SELECT c.name AS campaign, coalesce(l.person, l.phone) AS person, a.phone, a.caller, a.number,
    a.state, a.reason, a.call_sid, a.call_status, a.answered_by, a.duration, a.price, a.price_unit,
    datetime(a.intended_at / 1000, 'unixepoch') AS intended_at,
    datetime(a.unknown_at / 1000, 'unixepoch') AS unknown_at,
    datetime(a.settled_at / 1000, 'unixepoch') AS settled_at, a.looks, a.id AS attempt_id
  FROM attempt a JOIN lead l ON l.id = a.lead_id JOIN campaign c ON c.id = a.campaign_id
  ORDER BY a.intended_at DESC;
