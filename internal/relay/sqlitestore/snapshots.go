package sqlitestore

import (
	"context"
	"database/sql"
	"time"

	"linkledger/internal/relayapi"
)

const selectSnapshot = `SELECT id, seq, schema, parts, device_id, time FROM snapshot WHERE workspace_id = ?`

func scanSnapshot(row *sql.Row) (s relayapi.Snapshot, err error) {
	var at int64
	err = row.Scan(&s.ID, &s.Seq, &s.Schema, &s.Parts, &s.Device, &at)
	s.Time = milli(at)
	return s, notFound(err)
}

// Snapshot implements relay.Store.
func (s *Store) Snapshot(ctx context.Context, workspace string) (relayapi.Snapshot, error) {
	return scanSnapshot(s.db.Read.QueryRowContext(ctx, selectSnapshot, workspace))
}

// SnapshotPart implements relay.Store.
func (s *Store) SnapshotPart(ctx context.Context, workspace, id string, part int) (body []byte, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT body FROM snapshot_part p JOIN snapshot s ON s.workspace_id = p.workspace_id AND s.id = p.snapshot_id
		WHERE p.workspace_id = ? AND p.snapshot_id = ? AND p.part = ?`, workspace, id, part).Scan(&body)
	return body, notFound(err)
}

func (t *tx) Snapshot(workspace string) (relayapi.Snapshot, error) {
	return scanSnapshot(t.row(selectSnapshot, workspace))
}

func (t *tx) PutSnapshotPart(workspace, id string, part int, body []byte, at time.Time) error {
	return t.exec(`INSERT OR REPLACE INTO snapshot_part (workspace_id, snapshot_id, part, uploaded_at, size, body) VALUES (?, ?, ?, ?, ?, ?)`,
		workspace, id, part, at.UnixMilli(), len(body), blob(body))
}

func (t *tx) SnapshotParts(workspace, id string) (parts []int, err error) {
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		var part int
		err := r.Scan(&part)
		parts = append(parts, part)
		return err
	}, `SELECT part FROM snapshot_part WHERE workspace_id = ? AND snapshot_id = ? ORDER BY part`, workspace, id)
	return parts, err
}

func (t *tx) SnapshotBytes(workspace, exceptID string, exceptPart int) (n int64, err error) {
	err = t.row(`SELECT coalesce(sum(size), 0) FROM snapshot_part WHERE workspace_id = ? AND NOT (snapshot_id = ? AND part = ?)`,
		workspace, exceptID, exceptPart).Scan(&n)
	return n, err
}

func (t *tx) PutSnapshot(workspace string, s relayapi.Snapshot) error {
	if err := t.dropComplete(workspace, s.ID); err != nil {
		return err
	}
	return t.exec(`INSERT INTO snapshot (workspace_id, id, seq, schema, parts, device_id, time) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		workspace, s.ID, s.Seq, s.Schema, s.Parts, s.Device, s.Time.UnixMilli())
}

func (t *tx) DropSnapshot(workspace string, after int64) error {
	s, err := t.Snapshot(workspace)
	if err != nil || s.Seq <= after {
		return ignoreNotFound(err)
	}
	return t.dropComplete(workspace, "")
}

// dropComplete drops the complete snapshot and its parts, but for those of the
// one that takes its place.
func (t *tx) dropComplete(workspace, next string) error {
	if err := t.exec(`DELETE FROM snapshot_part WHERE workspace_id = ? AND snapshot_id <> ?
		AND snapshot_id IN (SELECT id FROM snapshot WHERE workspace_id = ?)`, workspace, next, workspace); err != nil {
		return err
	}
	return t.exec(`DELETE FROM snapshot WHERE workspace_id = ?`, workspace)
}

func (t *tx) ForgetSnapshotParts(workspace string, before time.Time) error {
	return t.exec(`DELETE FROM snapshot_part WHERE workspace_id = ? AND uploaded_at < ?
		AND snapshot_id NOT IN (SELECT id FROM snapshot WHERE workspace_id = ?)`, workspace, before.UnixMilli(), workspace)
}
