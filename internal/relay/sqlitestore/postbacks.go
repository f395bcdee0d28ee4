package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"

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
		WHERE workspace_id = ? ORDER BY received_at DESC, id DESC LIMIT ?`, workspace, limit)
	return calls, err
}

func (t *tx) Conversions(workspace, scope string) (found []relayapi.ConversionBody, err error) {
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		var body []byte
		var c relayapi.ConversionBody
		if err := r.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &c)
		found = append(found, c)
		return err
	}, `SELECT body FROM conversion WHERE workspace_id = ? AND scope = ? ORDER BY seq`, workspace, scope)
	return found, err
}

func (t *tx) PutConversion(workspace string, seq int64, c relayapi.ConversionBody) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO conversion (workspace_id, id, scope, seq, body) VALUES (?, ?, ?, ?, ?)`,
		workspace, c.ID, c.Report().Scope(), seq, body)
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
