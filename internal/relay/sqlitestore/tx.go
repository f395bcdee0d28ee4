package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

// tx is one member's view of a batch. Its methods implement relay.Tx.
type tx struct {
	ctx context.Context
	tx  *sql.Tx
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.tx.ExecContext(t.ctx, query, args...)
	return err
}

func (t *tx) row(query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(t.ctx, query, args...)
}

// changed runs a statement that must touch a row.
func (t *tx) changed(query string, args ...any) (bool, error) {
	result, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// Head needs no lock here: SQLite's one write transaction is one.
func (t *tx) Head(workspace string) (epoch string, seq int64, err error) {
	err = t.row(`SELECT epoch, head FROM workspace WHERE id = ?`, workspace).Scan(&epoch, &seq)
	return epoch, seq, notFound(err)
}

// Append takes the number from the workspace's row in the same transaction as
// the insert, so that commit order is log order.
func (t *tx) Append(workspace string, e relayapi.Entry) (seq int64, err error) {
	err = t.row(`UPDATE workspace SET head = head + 1 WHERE id = ? RETURNING head`, workspace).Scan(&seq)
	if err != nil {
		return 0, notFound(err)
	}
	return seq, t.exec(`INSERT INTO log_entry (workspace_id, seq, id, kind, schema, device, actor, time, key, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		workspace, seq, e.ID, e.Kind, e.Schema, e.Device, e.Actor, e.Time.UnixMilli(), e.Key, []byte(e.Body))
}

func (t *tx) Placed(workspace, id, kind, key string) (seq int64, err error) {
	err = t.row(`SELECT seq FROM log_entry WHERE workspace_id = ? AND id = ?`, workspace, id).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) && key != "" {
		err = t.row(`SELECT seq FROM log_entry WHERE workspace_id = ? AND kind = ? AND key = ? AND key <> ''`, workspace, kind, key).Scan(&seq)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}

func (t *tx) AddWorkspace(w relay.Workspace) error {
	err := t.exec(`INSERT INTO workspace (id, time_zone, link_base, epoch, created_at) VALUES (?, ?, ?, ?, ?)`,
		w.ID, w.TimeZone, w.LinkBase, w.Epoch, w.Created.UnixMilli())
	for i, key := range w.ClickKeys {
		if err == nil && len(key) > 0 {
			err = t.exec(`INSERT INTO click_key (workspace_id, idx, secret) VALUES (?, ?, ?)`, w.ID, i, key)
		}
	}
	return err
}

func (t *tx) SetEpoch(workspace, epoch string) error {
	found, err := t.changed(`UPDATE workspace SET epoch = ? WHERE id = ?`, epoch, workspace)
	if err == nil && !found {
		err = fmt.Errorf("workspace %q: %w", workspace, relay.ErrNotFound)
	}
	return err
}

func (t *tx) AddDevice(d relay.Device) error {
	err := t.exec(`INSERT INTO device (workspace_id, id, name, token_hash, created_at) VALUES (?, ?, ?, ?, ?)`,
		d.Workspace, d.ID, d.Name, d.TokenHash, d.Created.UnixMilli())
	if sqlitex.IsForeignKey(err) {
		return fmt.Errorf("workspace %q: %w", d.Workspace, relay.ErrNotFound)
	}
	return err
}

func (t *tx) RevokeDevice(workspace, device string, at time.Time) error {
	found, err := t.changed(`UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE workspace_id = ? AND id = ?`, at.UnixMilli(), workspace, device)
	if err == nil && !found {
		err = fmt.Errorf("device %q: %w", device, relay.ErrNotFound)
	}
	return err
}

func (t *tx) ClaimedByOthers(workspace, payment string, keys []string) (taken []string, err error) {
	for _, key := range keys {
		var holder string
		err := t.row(`SELECT payment_id FROM claim WHERE workspace_id = ? AND key = ?`, workspace, key).Scan(&holder)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return nil, err
		case holder != payment:
			taken = append(taken, key)
		}
	}
	return taken, nil
}

func (t *tx) Claim(workspace, payment string, keys []string) error {
	for _, key := range keys {
		if err := t.exec(`INSERT INTO claim (workspace_id, key, payment_id) VALUES (?, ?, ?) ON CONFLICT (workspace_id, key) DO NOTHING`,
			workspace, key, payment); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Release(workspace, payment string, keys []string) error {
	for _, key := range keys {
		if err := t.exec(`DELETE FROM claim WHERE workspace_id = ? AND key = ? AND payment_id = ?`, workspace, key, payment); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Conversions(workspace, clickID string) (found []relayapi.ConversionBody, err error) {
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		var body []byte
		var c relayapi.ConversionBody
		if err := r.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &c)
		found = append(found, c)
		return err
	}, `SELECT body FROM conversion WHERE workspace_id = ? AND click_id = ? ORDER BY seq`, workspace, clickID)
	return found, err
}

func (t *tx) PutConversion(workspace string, seq int64, c relayapi.ConversionBody) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO conversion (workspace_id, id, click_id, seq, body) VALUES (?, ?, ?, ?, ?)`, workspace, c.ID, c.ClickID, seq, body)
}

func (t *tx) PutPostback(workspace string, known bool, c relayapi.PostbackCall) error {
	return t.exec(`INSERT INTO postback (workspace_id, id, received_at, method, path, query, body, accepted, known, reply, conversion_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		workspace, c.ID, c.ReceivedAt.UnixMilli(), c.Method, c.Path, c.Query, c.Body, c.Accepted, known, c.Reply, c.ConversionID)
}

func (t *tx) TrimUnknown(workspace string, keep int) error {
	return t.exec(`DELETE FROM postback WHERE workspace_id = ? AND known = 0 AND id NOT IN (
		SELECT id FROM postback WHERE workspace_id = ? AND known = 0 ORDER BY received_at DESC, id DESC LIMIT ?)`, workspace, workspace, keep)
}

func (t *tx) FirstVisit(workspace, day string, link int64, visitor [16]byte) (bool, error) {
	return t.changed(`INSERT INTO visit (workspace_id, day, link_number, visitor) VALUES (?, ?, ?, ?)
		ON CONFLICT (workspace_id, day, link_number, visitor) DO NOTHING`, workspace, day, link, visitor[:])
}

func (t *tx) ForgetVisits(workspace, before string) error {
	return t.exec(`DELETE FROM visit WHERE workspace_id = ? AND day < ?`, workspace, before)
}

func (t *tx) PutClick(workspace string, visitor [16]byte, c relayapi.Click) error {
	return t.exec(`INSERT INTO click (workspace_id, id, link_number, time, device, browser, country, referrer, rejected, is_unique, visitor)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, id) DO NOTHING`,
		workspace, c.ClickID, c.LinkNumber, c.Time.UnixMilli(), c.Device, c.Browser, c.Country, c.Referrer, c.Rejected, c.Unique, visitor[:])
}

func (t *tx) PutClickPosition(node uint8, p clickfile.Position) error {
	return t.exec(`INSERT INTO click_file (node, file, "offset") VALUES (?, ?, ?)
		ON CONFLICT (node) DO UPDATE SET file = excluded.file, "offset" = excluded."offset"`, node, p.File, p.Offset)
}
