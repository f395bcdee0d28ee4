package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
)

func (t *tx) ClickRules(workspace string) (affiliate.ClickRules, error) {
	return clickRules(t.ctx, t.tx, workspace)
}

// ClickRules implements relay.Store.
func (s *Store) ClickRules(ctx context.Context, workspace string) (affiliate.ClickRules, error) {
	return clickRules(ctx, s.db.Read, workspace)
}

func clickRules(ctx context.Context, q querier, workspace string) (r affiliate.ClickRules, err error) {
	var text []byte
	err = q.QueryRowContext(ctx, `SELECT rules FROM click_rules WHERE workspace_id = ?`, workspace).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return r, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		return r, fmt.Errorf("read the rules of clicks: %w", err)
	}
	return r, nil
}

func (t *tx) PutClickRules(workspace string, r affiliate.ClickRules) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO click_rules (workspace_id, rules) VALUES (?, ?)
		ON CONFLICT (workspace_id) DO UPDATE SET rules = excluded.rules`, workspace, string(text))
}
