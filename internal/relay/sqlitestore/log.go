package sqlitestore

import (
	"context"
	"database/sql"
	"errors"

	"linkledger/internal/relayapi"
)

// maxPageBytes ends a page early, so that long entries don't make a page that
// is slow to send.
const maxPageBytes = 4 << 20

// Log implements relay.Store.
func (s *Store) Log(ctx context.Context, workspace string, after int64, limit int) (relayapi.Page, error) {
	page := relayapi.Page{Entries: []relayapi.Entry{}}
	tx, err := s.db.Read.BeginTx(ctx, nil) // one snapshot for head and entries
	if err != nil {
		return page, err
	}
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, `SELECT epoch, head FROM workspace WHERE id = ?`, workspace).Scan(&page.Epoch, &page.Head)
	if err != nil {
		return page, notFound(err)
	}
	errFull, size := errors.New("page is full"), 0
	err = each(ctx, tx, func(r *sql.Rows) error {
		var e relayapi.Entry
		var at int64
		var body []byte
		if err := r.Scan(&e.Seq, &e.ID, &e.Kind, &e.Schema, &e.Device, &e.Actor, &at, &e.Key, &body); err != nil {
			return err
		}
		if size += len(body); size > maxPageBytes && len(page.Entries) > 0 {
			return errFull
		}
		e.Time, e.Body = milli(at), body
		page.Entries = append(page.Entries, e)
		return nil
	}, `SELECT seq, id, kind, schema, device, actor, time, key, body FROM log_entry
		WHERE workspace_id = ? AND seq > ? ORDER BY seq LIMIT ?`, workspace, after, limit)
	if err != nil && !errors.Is(err, errFull) {
		return page, err
	}
	return page, nil
}

// Head needs no lock here: SQLite's one write transaction is one.
func (t *tx) Head(workspace string) (epoch string, seq int64, err error) {
	err = t.row(`SELECT epoch, head FROM workspace WHERE id = ?`, workspace).Scan(&epoch, &seq)
	return epoch, seq, notFound(err)
}

// Append takes the numbers from the workspace's row in the same transaction as
// the insert, so that commit order is log order.
func (t *tx) Append(workspace string, entries ...relayapi.Entry) (first int64, err error) {
	var head int64
	err = t.row(`UPDATE workspace SET head = head + ? WHERE id = ? RETURNING head`, len(entries), workspace).Scan(&head)
	if err != nil {
		return 0, notFound(err)
	}
	first = head - int64(len(entries)) + 1
	rows := make([]any, 0, 10*len(entries))
	last := map[string]int64{} // of each device
	for i, e := range entries {
		if e.Device != relayapi.RelayDevice {
			last[e.Device] = first + int64(i)
		}
		rows = append(rows, workspace, first+int64(i), e.ID, e.Kind, e.Schema, e.Device, e.Actor, e.Time.UnixMilli(), e.Key, []byte(e.Body))
	}
	err = t.insert(`INSERT INTO log_entry (workspace_id, seq, id, kind, schema, device, actor, time, key, body) VALUES `, 10, rows, ``)
	for device, seq := range last {
		if err == nil {
			err = t.exec(`UPDATE device SET last_entry = ? WHERE workspace_id = ? AND id = ?`, seq, workspace, device)
		}
	}
	return first, err
}

func (t *tx) Placed(workspace, id, kind, key string) (seq int64, err error) {
	err = t.row(`SELECT seq FROM log_entry WHERE workspace_id = ? AND id = ?`, workspace, id).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) && key != "" {
		err = t.row(`SELECT seq FROM log_entry WHERE workspace_id = ? AND kind = ? AND key = ? AND key <> '' AND kind <> 'conversion'`, workspace, kind, key).Scan(&seq)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}
