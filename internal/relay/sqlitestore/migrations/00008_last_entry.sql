-- +goose Up
-- Where each device's last entry stands: a device that knows less of itself
-- works on an old copy of its data.
ALTER TABLE device ADD COLUMN last_entry INTEGER NOT NULL DEFAULT 0;
UPDATE device SET last_entry = coalesce((SELECT max(seq) FROM log_entry
    WHERE log_entry.workspace_id = device.workspace_id AND log_entry.device = device.id), 0);
