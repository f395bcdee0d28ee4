-- +goose Up
-- Each row carries a digest of its other columns, so that a byte that changes
-- by itself is found; sqlitex.KeepDigests writes it. Transfers have their chain
-- of hashes instead, and accounts are replayed from them.
ALTER TABLE log_entry ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE outbox ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE outbox_public ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE link_block ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE meta ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE setting ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE offer ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE payout_rule ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE member_group ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE member ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE link ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE link_day ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE conversion ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE report ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE conversion_event ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE cj_commission ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE earning ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE payment ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE payment_line ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE claim ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE receipt ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE fold_problem ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE device ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE key_change ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE version ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE conflict ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
