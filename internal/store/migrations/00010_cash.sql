-- +goose Up
-- A fold of the log, as the tables of the first migration. What is on its way,
-- of CJ's money and of the members', is found without a look at what is settled.
ALTER TABLE earning ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));  -- by a payment's line that is alive
UPDATE earning SET held = 1 WHERE id IN (SELECT earning_id FROM payment_line WHERE alive = 1);
UPDATE earning SET digest = x'';            -- which did not know of the column: made anew
CREATE INDEX earning_due ON earning (currency, conversion_id, member_id, amount_minor, state, held) WHERE state = 'posted' AND held = 0;  -- what payments settle
CREATE INDEX earning_pending ON earning (currency, conversion_id, member_id, amount_minor, state) WHERE state = 'pending';              -- what waits for CJ

DROP INDEX conversion_open;
CREATE INDEX conversion_waiting ON conversion (currency, cj_status, locks_at, status, sale_minor, commission_minor, locking_method, received_on)
    WHERE received_on = '' AND cj_status <> '';  -- the lock calendar, and what CJ's next payments are for
CREATE INDEX conversion_received ON conversion (action_id, locks_at, received_on) WHERE received_on <> '';  -- what was corrected after CJ paid it
CREATE INDEX conversion_cash ON conversion (id, sale_day, member_id, offer_id, currency, cj_status, status, received_on, commission_minor);  -- the cash timeline's sums
CREATE INDEX conversion_held ON conversion (id) WHERE status = 'on_hold';

DROP INDEX cj_commission_owed;
CREATE INDEX cj_commission_owed ON cj_commission (currency, action_id, counted_minor, settled) WHERE settled = 0 AND counted_minor <> 0;  -- what CJ's next payments settle
DROP INDEX cj_commission_action;
CREATE INDEX cj_commission_action ON cj_commission (action_id, currency, original, sale_minor, commission_minor, counted_minor);  -- sum of an action
CREATE INDEX cj_commission_correction ON cj_commission (currency, action_id, commission_minor, posted_at, locks_at, original) WHERE original = 0;  -- what was taken back
DROP INDEX payout_person;
CREATE INDEX payout_person ON payout (member_id, day, currency, offer_id, amount_minor);  -- a member's, of any offer
