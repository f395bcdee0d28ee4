package sqlitestore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

const selectClick = `SELECT c.id, c.link_number, c.time, a.device, a.browser, c.country, c.referrer, c.rejected, c.is_unique
	FROM click c JOIN click_agent a ON a.workspace_id = c.workspace_id AND a.id = c.agent_id`

func scanClick(scan func(...any) error) (c relayapi.Click, err error) {
	var at int64
	err = scan(&c.ClickID, &c.LinkNumber, &at, &c.Device, &c.Browser, &c.Country, &c.Referrer, &c.Rejected, &c.Unique)
	c.Time = milli(at)
	return c, err
}

// Clicks implements relay.Store.
func (s *Store) Clicks(ctx context.Context, workspace string, link int64, limit int) ([]relayapi.Click, error) {
	clicks := []relayapi.Click{}
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		c, err := scanClick(r.Scan)
		clicks = append(clicks, c)
		return err
	}, selectClick+` WHERE c.workspace_id = ? AND c.link_number = ? ORDER BY c.time DESC, c.id DESC LIMIT ?`, workspace, link, limit)
	return clicks, err
}

// Click implements relay.Store.
func (s *Store) Click(ctx context.Context, workspace string, id affiliate.ClickID) (relayapi.Click, error) {
	c, err := scanClick(s.db.Read.QueryRowContext(ctx, selectClick+` WHERE c.workspace_id = ? AND c.id = ?`, workspace, string(id)).Scan)
	return c, notFound(err)
}

func (t *tx) ClicksByID(workspace string, ids []string) (map[string]relayapi.Click, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]relayapi.Click, len(ids))
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		c, err := scanClick(r.Scan)
		found[c.ClickID] = c
		return err
	}, selectClick+` WHERE c.workspace_id = ? AND c.id IN (SELECT value FROM json_each(?))`, workspace, string(list))
	return found, err
}

// ClickPosition implements relay.Store.
func (s *Store) ClickPosition(ctx context.Context, node uint8) (p clickfile.Position, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT file, "offset" FROM click_file WHERE node = ?`, node).Scan(&p.File, &p.Offset)
	if errors.Is(err, sql.ErrNoRows) {
		return clickfile.Position{}, nil
	}
	return p, err
}

func (t *tx) PutClickPosition(node uint8, p clickfile.Position) error {
	return t.exec(`INSERT INTO click_file (node, file, "offset") VALUES (?, ?, ?)
		ON CONFLICT (node) DO UPDATE SET file = excluded.file, "offset" = excluded."offset"`, node, p.File, p.Offset)
}

func (t *tx) PutClicks(workspace string, clicks []relay.KeptClick) error {
	agents, err := t.putAgents(workspace, clicks)
	if err != nil {
		return err
	}
	rows := make([]any, 0, 11*len(clicks))
	for i, c := range clicks {
		rows = append(rows, workspace, c.ClickID, c.LinkNumber, c.Time.UnixMilli(), agents[i], c.Country, c.Referrer, c.Signal,
			c.Rejected, c.Unique, visitorBytes(c.Visitor))
	}
	return t.insert(`INSERT INTO click (workspace_id, id, link_number, time, agent_id, country, referrer, signal, rejected, is_unique, visitor)
		VALUES `, 11, rows, ` ON CONFLICT DO NOTHING`)
}

func (t *tx) PutJudgements(workspace string, clicks []relay.KeptClick) error {
	agents, err := t.putAgents(workspace, clicks)
	if err != nil {
		return err
	}
	for i, c := range clicks {
		if err := t.exec(`UPDATE click SET agent_id = ?, rejected = ?, is_unique = ? WHERE workspace_id = ? AND id = ?`,
			agents[i], c.Rejected, c.Unique, workspace, c.ClickID); err != nil {
			return err
		}
	}
	return nil
}

// agentKey is what a row of click_agent stands for.
type agentKey struct{ agent, device, browser string }

func (k agentKey) id() int64 {
	sum := sha256.Sum256([]byte(k.device + "\x00" + k.browser + "\x00" + k.agent))
	return int64(binary.BigEndian.Uint64(sum[:]))
}

// putAgents adds the agents that clicks have, and says the id of each click's.
func (t *tx) putAgents(workspace string, clicks []relay.KeptClick) ([]int64, error) {
	const day = 24 * time.Hour
	type agent struct {
		id        int64
		usedUntil time.Time
	}
	ids, known, order := make([]int64, len(clicks)), map[agentKey]*agent{}, []agentKey{}
	for i, c := range clicks {
		key := agentKey{c.Agent, c.Device, c.Browser}
		a := known[key]
		if a == nil {
			a = &agent{id: key.id()}
			known[key] = a
			order = append(order, key)
		}
		ids[i] = a.id
		// To the end of the day, so that the row is written once a day.
		if until := c.Time.Truncate(day).Add(day); until.After(a.usedUntil) {
			a.usedUntil = until
		}
	}
	rows := make([]any, 0, 6*len(order))
	for _, key := range order {
		rows = append(rows, workspace, known[key].id, key.agent, key.device, key.browser, known[key].usedUntil.UnixMilli())
	}
	return ids, t.insert(`INSERT INTO click_agent (workspace_id, id, agent, device, browser, used_until) VALUES `, 6, rows,
		` ON CONFLICT (workspace_id, id) DO UPDATE SET used_until = excluded.used_until WHERE excluded.used_until > used_until`)
}

func (t *tx) ClicksAfter(workspace string, after relay.ClickCursor, since time.Time, limit int) ([]relay.KeptClick, error) {
	return clicksAfter(t.ctx, t.tx, workspace, after, since, limit)
}

// ClicksAfter implements relay.Store.
func (s *Store) ClicksAfter(ctx context.Context, workspace string, after relay.ClickCursor, since time.Time, limit int) ([]relay.KeptClick, error) {
	return clicksAfter(ctx, s.db.Read, workspace, after, since, limit)
}

func clicksAfter(ctx context.Context, q querier, workspace string, after relay.ClickCursor, since time.Time, limit int) (clicks []relay.KeptClick, err error) {
	err = each(ctx, q, func(r *sql.Rows) error {
		var k relay.KeptClick
		var at int64
		var visitor []byte
		err := r.Scan(&k.ClickID, &k.LinkNumber, &at, &k.Device, &k.Browser, &k.Country, &k.Referrer, &k.Rejected, &k.Unique,
			&k.Agent, &k.Signal, &visitor, &k.Offer, &k.Test)
		k.Time = milli(at)
		copy(k.Visitor[:], visitor)
		clicks = append(clicks, k)
		return err
	}, `SELECT c.id, c.link_number, c.time, a.device, a.browser, c.country, c.referrer, c.rejected, c.is_unique,
			a.agent, c.signal, c.visitor, coalesce(l.offer_id, ''), coalesce(l.test, 0)
		FROM click c JOIN click_agent a ON a.workspace_id = c.workspace_id AND a.id = c.agent_id
		LEFT JOIN link l ON l.workspace_id = c.workspace_id AND l.number = c.link_number
		WHERE c.workspace_id = ? AND (c.link_number, c.time, c.id) > (?, ?, ?) AND c.time >= ?
		ORDER BY c.link_number, c.time, c.id LIMIT ?`,
		workspace, after.Link, after.Time.UnixMilli(), after.ID, since.UnixMilli(), limit)
	return clicks, err
}

func visitorBytes(v relay.Visitor) []byte {
	if v == (relay.Visitor{}) {
		return []byte{}
	}
	return v[:]
}
