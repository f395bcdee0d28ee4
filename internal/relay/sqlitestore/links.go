package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

// Links implements relay.Store.
func (s *Store) Links(ctx context.Context, f func(*relay.StoredLink)) error {
	var l relay.StoredLink
	return s.db.Scan(ctx, `SELECT workspace_id, offer_id, member_id, code, number, status = 'active', slug, page, variables, test FROM link`, func(r sqlitex.Row) {
		l = relay.StoredLink{Workspace: r.Text(0), Offer: r.Text(1), Member: r.Text(2), Code: r.Text(3), Number: r.Int(4), Active: r.Int(5) == 1,
			Slug: r.Text(6), Page: r.Text(7), Values: r.Text(8), Test: r.Int(9) == 1}
		f(&l)
	})
}

// Slugs implements relay.Store.
func (s *Store) Slugs(ctx context.Context, f func(string, int64, string)) error {
	return s.db.Scan(ctx, `SELECT workspace_id, number, code FROM link_code WHERE is_slug = 1`, func(r sqlitex.Row) {
		f(string(r.Text(0)), r.Int(1), string(r.Text(2)))
	})
}

// MemberLink implements relay.Store.
func (s *Store) MemberLink(ctx context.Context, workspace, offer, member string) (number int64, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT number FROM link WHERE workspace_id = ? AND member_id = ? AND offer_id = ? ORDER BY test, number LIMIT 1`,
		workspace, member, offer).Scan(&number)
	return number, notFound(err)
}

func (t *tx) TakeNumbers(workspace string, n int) (first int64, err error) {
	var last int64
	err = t.row(`UPDATE workspace SET last_number = last_number + ? WHERE id = ? RETURNING last_number`, n, workspace).Scan(&last)
	return last - int64(n) + 1, notFound(err)
}

func (t *tx) PutCode(c relay.Code) error {
	err := t.exec(`INSERT INTO link_code (host, code, workspace_id, number, device_id) VALUES (?, ?, ?, ?, ?)`,
		c.Host, c.Code, c.Workspace, c.Number, c.Device)
	if sqlitex.IsUnique(err) {
		return relay.ErrTaken
	}
	return err
}

func (t *tx) Code(workspace string, number int64) (relay.Code, error) {
	c := relay.Code{Workspace: workspace, Number: number}
	err := t.row(`SELECT host, code, device_id FROM link_code WHERE workspace_id = ? AND number = ? AND is_slug = 0`, workspace, number).Scan(&c.Host, &c.Code, &c.Device)
	return c, notFound(err)
}

func (t *tx) PutSlug(c relay.Code) error {
	var mine bool
	err := t.row(`SELECT is_slug = 1 AND workspace_id = ? AND number = ? FROM link_code WHERE code = ?`, c.Workspace, c.Number, c.Code).Scan(&mine)
	switch {
	case mine:
		return nil
	case err == nil:
		return relay.ErrTaken
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return t.exec(`INSERT INTO link_code (host, code, workspace_id, number, device_id, is_slug) VALUES (?, ?, ?, ?, ?, 1)`,
		c.Host, c.Code, c.Workspace, c.Number, c.Device)
}

func (t *tx) CountSlugs(workspace string, number int64) (n int, err error) {
	err = t.row(`SELECT count(*) FROM link_code WHERE workspace_id = ? AND number = ? AND is_slug = 1`, workspace, number).Scan(&n)
	return n, err
}

func (t *tx) Link(workspace string, number int64) (l relayapi.PublicLink, err error) {
	l = relayapi.PublicLink{Number: number, Slug: new(string), Page: new(string), Values: map[string]string{}}
	var values string
	err = t.row(`SELECT code, offer_id, member_id, status, slug, page, variables, test FROM link WHERE workspace_id = ? AND number = ?`, workspace, number).
		Scan(&l.Code, &l.OfferID, &l.MemberID, &l.Status, l.Slug, l.Page, &values, &l.Test)
	if err == nil && values != "" {
		err = json.Unmarshal([]byte(values), &l.Values)
	}
	return l, notFound(err)
}

func (t *tx) PutLink(workspace string, l relayapi.PublicLink) error {
	var values []byte
	if len(l.Values) > 0 {
		var err error
		if values, err = json.Marshal(l.Values); err != nil {
			return err
		}
	}
	put, err := t.changed(`INSERT INTO link (workspace_id, number, code, offer_id, member_id, status, slug, page, variables, test)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace_id, number) DO UPDATE SET status = excluded.status, slug = excluded.slug, page = excluded.page,
			variables = excluded.variables, test = excluded.test
			WHERE code = excluded.code AND offer_id = excluded.offer_id AND member_id = excluded.member_id`,
		workspace, l.Number, l.Code, l.OfferID, l.MemberID, string(l.Status), relayapi.Text(l.Slug), relayapi.Text(l.Page), string(values), l.Test)
	if err == nil && !put {
		err = relay.ErrTaken
	}
	return err
}
