package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func (t *tx) Visits(workspace, day string, visitors []relay.Visitor) (map[relay.Visitor]time.Time, error) {
	last := make(map[relay.Visitor]time.Time, len(visitors))
	err := chunks(visitors, 1, func(part []relay.Visitor) error {
		args := make([]any, 0, len(part)+2)
		args = append(args, workspace, day)
		for i := range part {
			args = append(args, part[i][:])
		}
		return each(t.ctx, t.tx, func(r *sql.Rows) error {
			var v relay.Visitor
			var raw sql.RawBytes
			var at int64
			err := r.Scan(&raw, &at)
			copy(v[:], raw)
			last[v] = milli(at)
			return err
		}, `SELECT visitor, counted_at FROM visit WHERE workspace_id = ? AND day = ? AND visitor IN (?`+strings.Repeat(",?", len(part)-1)+`)`, args...)
	})
	return last, err
}

func (t *tx) PutVisits(workspace, day string, last map[relay.Visitor]time.Time) error {
	rows := make([]any, 0, 4*len(last))
	inOrder := slices.SortedFunc(maps.Keys(last), func(a, b relay.Visitor) int { return bytes.Compare(a[:], b[:]) })
	for i, v := range inOrder { // neighbours share pages
		rows = append(rows, workspace, day, inOrder[i][:], last[v].UnixMilli())
	}
	return t.insert(`INSERT INTO visit (workspace_id, day, visitor, counted_at) VALUES `, 4, rows,
		` ON CONFLICT (workspace_id, day, visitor) DO UPDATE SET counted_at = excluded.counted_at`)
}

func (t *tx) DropVisits(workspace, day string, visitors []relay.Visitor) error {
	for _, v := range visitors {
		if err := t.exec(`DELETE FROM visit WHERE workspace_id = ? AND day = ? AND visitor = ?`, workspace, day, v[:]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) ForgetVisits(workspace, before string) error {
	return t.exec(`DELETE FROM visit WHERE workspace_id = ? AND day < ?`, workspace, before)
}

// PendingSince implements relay.Store.
func (s *Store) PendingSince(ctx context.Context) (map[string]time.Time, error) {
	pending := map[string]time.Time{}
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		var workspace string
		var since int64
		err := r.Scan(&workspace, &since)
		pending[workspace] = milli(since)
		return err
	}, `SELECT workspace_id, since FROM click_pending`)
	return pending, err
}

func (t *tx) PendingClicks(workspace string) (counts relayapi.ClicksBody, err error) {
	var text []byte
	err = t.row(`SELECT counts FROM click_pending WHERE workspace_id = ?`, workspace).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return counts, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &counts)
	}
	if err != nil {
		return counts, fmt.Errorf("read the counts that wait: %w", err)
	}
	return counts, nil
}

func (t *tx) PutPendingClicks(workspace string, since time.Time, counts relayapi.ClicksBody) error {
	text, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO click_pending (workspace_id, since, counts) VALUES (?, ?, ?)
		ON CONFLICT (workspace_id) DO UPDATE SET counts = excluded.counts`, workspace, since.UnixMilli(), text)
}

func (t *tx) DropPendingClicks(workspace string) error {
	return t.exec(`DELETE FROM click_pending WHERE workspace_id = ?`, workspace)
}

func (t *tx) ClicksKept(workspace string) (relay.ClicksKept, error) {
	return clicksKept(t.ctx, t.tx, workspace)
}

// ClicksKept implements relay.Store.
func (s *Store) ClicksKept(ctx context.Context, workspace string) (relay.ClicksKept, error) {
	return clicksKept(ctx, s.db.Read, workspace)
}

func clicksKept(ctx context.Context, q querier, workspace string) (k relay.ClicksKept, err error) {
	err = q.QueryRowContext(ctx, `SELECT clicks_from, visitors_from FROM click_kept WHERE workspace_id = ?`, workspace).Scan(&k.ClicksFrom, &k.VisitorsFrom)
	if errors.Is(err, sql.ErrNoRows) {
		return k, nil
	}
	return k, err
}

func (t *tx) PutClicksKept(workspace string, k relay.ClicksKept) error {
	return t.exec(`INSERT INTO click_kept (workspace_id, clicks_from, visitors_from) VALUES (?, ?, ?)
		ON CONFLICT (workspace_id) DO UPDATE SET clicks_from = excluded.clicks_from, visitors_from = excluded.visitors_from`,
		workspace, k.ClicksFrom, k.VisitorsFrom)
}

func (t *tx) ForgetVisitors(workspace string, before time.Time, limit int) (int, error) {
	return t.count(`UPDATE click SET visitor = x'' WHERE workspace_id = ?1 AND id IN (
			SELECT id FROM click WHERE workspace_id = ?1 AND (length(visitor) = 0) = 0 AND time < ?2 ORDER BY time LIMIT ?3)`,
		workspace, before.UnixMilli(), limit)
}

func (t *tx) DropClicks(workspace string, before time.Time, limit int) (int, error) {
	return t.count(`DELETE FROM click WHERE workspace_id = ?1 AND id IN (
			SELECT id FROM click WHERE workspace_id = ?1 AND (length(visitor) = 0) = 1 AND time < ?2 ORDER BY time LIMIT ?3)`,
		workspace, before.UnixMilli(), limit)
}

func (t *tx) DropAgents(workspace string, before time.Time) error {
	return t.exec(`DELETE FROM click_agent WHERE workspace_id = ? AND used_until <= ?`, workspace, before.UnixMilli())
}
