package sqlitestore

import (
	"context"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

// Links implements relay.Store.
func (s *Store) Links(ctx context.Context, f func(*relay.StoredLink)) error {
	var l relay.StoredLink
	return s.db.Scan(ctx, `SELECT workspace_id, offer_id, member_id, code, number, status = 'active' FROM link`, func(r sqlitex.Row) {
		l = relay.StoredLink{Workspace: r.Text(0), Offer: r.Text(1), Member: r.Text(2), Code: r.Text(3), Number: r.Int(4), Active: r.Int(5) == 1}
		f(&l)
	})
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
	err := t.row(`SELECT host, code, device_id FROM link_code WHERE workspace_id = ? AND number = ?`, workspace, number).Scan(&c.Host, &c.Code, &c.Device)
	return c, notFound(err)
}

func (t *tx) PutLink(workspace string, l relayapi.PublicLink) error {
	put, err := t.changed(`INSERT INTO link (workspace_id, number, code, offer_id, member_id, status) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace_id, number) DO UPDATE SET status = excluded.status
			WHERE code = excluded.code AND offer_id = excluded.offer_id AND member_id = excluded.member_id`,
		workspace, l.Number, l.Code, l.OfferID, l.MemberID, string(l.Status))
	if err == nil && !put {
		err = relay.ErrTaken
	}
	return err
}
