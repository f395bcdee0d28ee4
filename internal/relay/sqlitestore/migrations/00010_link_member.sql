-- +goose Up
-- A postback by partner id names a member and no click.
CREATE INDEX link_member ON link (workspace_id, member_id, offer_id);
