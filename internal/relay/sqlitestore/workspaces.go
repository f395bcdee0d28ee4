package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"

	"linkledger/internal/relay"
)

const selectWorkspace = `SELECT id, time_zone, link_base, epoch, created_at FROM workspace`

// Workspaces implements relay.Store.
func (s *Store) Workspaces(ctx context.Context) ([]relay.Workspace, error) {
	return s.workspaces(ctx, selectWorkspace+` ORDER BY created_at, id`)
}

// Workspace implements relay.Store.
func (s *Store) Workspace(ctx context.Context, id string) (relay.Workspace, error) {
	found, err := s.workspaces(ctx, selectWorkspace+` WHERE id = ?`, id)
	if err == nil && len(found) == 0 {
		err = relay.ErrNotFound
	}
	if err != nil {
		return relay.Workspace{}, fmt.Errorf("workspace %q: %w", id, err)
	}
	return found[0], nil
}

func (s *Store) workspaces(ctx context.Context, query string, args ...any) ([]relay.Workspace, error) {
	var found []relay.Workspace
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		var w relay.Workspace
		var created int64
		err := r.Scan(&w.ID, &w.TimeZone, &w.LinkBase, &w.Epoch, &created)
		w.Created = milli(created)
		found = append(found, w)
		return err
	}, query, args...)
	for i := range found {
		if err == nil {
			err = each(ctx, s.db.Read, func(r *sql.Rows) error {
				var index int
				var secret []byte
				err := r.Scan(&index, &secret)
				found[i].ClickKeys[index] = secret
				return err
			}, `SELECT idx, secret FROM click_key WHERE workspace_id = ?`, found[i].ID)
		}
	}
	return found, err
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
