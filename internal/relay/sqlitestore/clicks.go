package sqlitestore

import (
	"context"
	"database/sql"
	"errors"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

const selectClick = `SELECT id, link_number, time, device, browser, country, referrer, rejected, is_unique FROM click`

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
	}, selectClick+` WHERE workspace_id = ? AND link_number = ? ORDER BY time DESC, id DESC LIMIT ?`, workspace, link, limit)
	return clicks, err
}

// Click implements relay.Store.
func (s *Store) Click(ctx context.Context, workspace string, id affiliate.ClickID) (relayapi.Click, error) {
	c, err := scanClick(s.db.Read.QueryRowContext(ctx, selectClick+` WHERE workspace_id = ? AND id = ?`, workspace, string(id)).Scan)
	return c, notFound(err)
}

// ClickPosition implements relay.Store.
func (s *Store) ClickPosition(ctx context.Context, node uint8) (p clickfile.Position, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT file, "offset" FROM click_file WHERE node = ?`, node).Scan(&p.File, &p.Offset)
	if errors.Is(err, sql.ErrNoRows) {
		return clickfile.Position{}, nil
	}
	return p, err
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
