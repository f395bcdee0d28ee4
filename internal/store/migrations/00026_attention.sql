-- +goose Up
CREATE INDEX cj_commission_corrected ON cj_commission (seq, action_id, currency, sale_minor, commission_minor) WHERE original = 0;  -- what came since somebody looked
CREATE INDEX conversion_locks ON conversion (locks_at, currency, sale_minor, commission_minor) WHERE cj_status IN ('new', 'extended') AND test = 0 AND locks_at <> '';  -- until when what can be corrected
