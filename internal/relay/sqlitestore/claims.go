package sqlitestore

import (
	"database/sql"
	"errors"
)

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
