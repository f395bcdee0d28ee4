package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"linkledger/internal/relayapi"
)

// Postbacks implements relay.Store.
func (s *Store) Postbacks(ctx context.Context, workspace string, limit int) ([]relayapi.PostbackCall, error) {
	calls := []relayapi.PostbackCall{}
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		var c relayapi.PostbackCall
		var at int64
		err := r.Scan(&c.ID, &at, &c.Method, &c.Path, &c.Query, &c.Body, &c.Accepted, &c.Reply, &c.ConversionID)
		c.ReceivedAt = milli(at)
		calls = append(calls, c)
		return err
	}, `SELECT id, received_at, method, path, query, body, accepted, reply, conversion_id FROM postback
		WHERE workspace_id = ? ORDER BY id DESC LIMIT ?`, workspace, limit)
	return calls, err
}

func (t *tx) Conversions(workspace string, scopes ...string) (found []relayapi.ConversionBody, err error) {
	list, err := json.Marshal(scopes)
	if err != nil {
		return nil, err
	}
	var body sql.RawBytes
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		var c relayapi.ConversionBody
		if err := r.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &c)
		found = append(found, c)
		return err
	}, `SELECT e.body FROM conversion c JOIN log_entry e ON e.workspace_id = c.workspace_id AND e.seq = c.seq
		WHERE c.workspace_id = ? AND c.scope IN (SELECT value FROM json_each(?)) ORDER BY c.seq`, workspace, string(list))
	return found, err
}

func (t *tx) PlacedConversion(workspace, scope, id string) (seq int64, err error) {
	err = t.row(`SELECT seq FROM conversion WHERE workspace_id = ? AND scope = ? AND id = ?`, workspace, scope, id).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}

func (t *tx) PutConversions(workspace string, first int64, conversions ...relayapi.ConversionBody) error {
	rows := make([]any, 0, 4*len(conversions))
	for i, c := range conversions {
		rows = append(rows, workspace, c.Report().Scope(), c.ID, first+int64(i))
	}
	return t.insert(`INSERT INTO conversion (workspace_id, scope, id, seq) VALUES `, 4, rows, ``)
}

func (t *tx) PutPostbacks(workspace string, known bool, calls ...relayapi.PostbackCall) error {
	rows := make([]any, 0, 11*len(calls))
	for _, c := range calls {
		rows = append(rows, workspace, c.ID, c.ReceivedAt.UnixMilli(), c.Method, c.Path, c.Query, c.Body, c.Accepted, known, c.Reply, c.ConversionID)
	}
	return t.insert(`INSERT INTO postback (workspace_id, id, received_at, method, path, query, body, accepted, known, reply, conversion_id) VALUES `, 11, rows, ``)
}

func (t *tx) TrimUnknown(workspace string, keep int) error {
	return t.exec(`DELETE FROM postback WHERE workspace_id = ? AND known = 0 AND id NOT IN (
		SELECT id FROM postback WHERE workspace_id = ? AND known = 0 ORDER BY id DESC LIMIT ?)`, workspace, workspace, keep)
}
