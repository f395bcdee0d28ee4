package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/sqlitex"
)

const selectDevice = `SELECT workspace_id, id, name, token_hash, created_at, coalesce(seen_at, 0), coalesce(revoked_at, 0), owes, last_entry FROM device`

func scanDevice(scan func(...any) error) (d relay.Device, err error) {
	var created, seen, revoked int64
	err = scan(&d.Workspace, &d.ID, &d.Name, &d.TokenHash, &created, &seen, &revoked, &d.Owes, &d.LastEntry)
	d.Created = milli(created)
	if seen != 0 {
		d.Seen = milli(seen)
	}
	if revoked != 0 {
		d.Revoked = milli(revoked)
	}
	return d, err
}

// Devices implements relay.Store.
func (s *Store) Devices(ctx context.Context, workspace string) (devices []relay.Device, err error) {
	err = each(ctx, s.db.Read, func(r *sql.Rows) error {
		d, err := scanDevice(r.Scan)
		devices = append(devices, d)
		return err
	}, selectDevice+` WHERE workspace_id = ? ORDER BY created_at, id`, workspace)
	return devices, err
}

const selectByToken = selectDevice + ` WHERE token_hash = ? AND revoked_at IS NULL`

// DeviceByToken implements relay.Store.
func (s *Store) DeviceByToken(ctx context.Context, tokenHash string) (relay.Device, error) {
	d, err := scanDevice(s.db.Read.QueryRowContext(ctx, selectByToken, tokenHash).Scan)
	return d, notFound(err)
}

func (t *tx) DeviceByToken(tokenHash string) (relay.Device, error) {
	d, err := scanDevice(t.row(selectByToken, tokenHash).Scan)
	return d, notFound(err)
}

func (t *tx) AddDevice(d relay.Device) error {
	err := t.exec(`INSERT INTO device (workspace_id, id, name, token_hash, created_at) VALUES (?, ?, ?, ?, ?)`,
		d.Workspace, d.ID, d.Name, d.TokenHash, d.Created.UnixMilli())
	if sqlitex.IsForeignKey(err) {
		return fmt.Errorf("workspace %q: %w", d.Workspace, relay.ErrNotFound)
	}
	if sqlitex.IsUnique(err) {
		return relay.ErrTaken
	}
	return err
}

func (t *tx) SeeDevice(workspace, device string, at time.Time) error {
	return t.exec(`UPDATE device SET seen_at = ? WHERE workspace_id = ? AND id = ?`, at.UnixMilli(), workspace, device)
}

func (t *tx) RevokeDevice(workspace, device string, at time.Time) error {
	found, err := t.changed(`UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE workspace_id = ? AND id = ?`, at.UnixMilli(), workspace, device)
	if err == nil && !found {
		err = fmt.Errorf("device %q: %w", device, relay.ErrNotFound)
	}
	return err
}

func (t *tx) OweAll(workspace string) error {
	return t.exec(`UPDATE device SET owes = 1 WHERE workspace_id = ?`, workspace)
}

func (t *tx) Settle(workspace, device string) error {
	return t.exec(`UPDATE device SET owes = 0 WHERE workspace_id = ? AND id = ?`, workspace, device)
}

func (t *tx) Owing(workspace string) (devices []relay.Device, err error) {
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		d, err := scanDevice(r.Scan)
		devices = append(devices, d)
		return err
	}, selectDevice+` WHERE workspace_id = ? AND owes = 1 AND revoked_at IS NULL ORDER BY created_at, id`, workspace)
	return devices, err
}
