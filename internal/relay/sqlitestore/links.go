package sqlitestore

import (
	"database/sql"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

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

func (t *tx) Offer(workspace, id string) (relayapi.PublicOffer, error) {
	_, o, err := scanOffer(t.row(selectOffer+` WHERE workspace_id = ? AND id = ?`, workspace, id).Scan)
	if err != nil {
		return relayapi.PublicOffer{}, notFound(err)
	}
	err = each(t.ctx, t.tx, func(r *sql.Rows) error {
		var hash string
		err := r.Scan(&hash)
		o.PostbackTokenHashes = append(o.PostbackTokenHashes, hash)
		return err
	}, `SELECT token_hash FROM offer_token WHERE workspace_id = ? AND offer_id = ? ORDER BY token_hash`, workspace, id)
	return o, err
}

func (t *tx) PutOffer(workspace string, o relayapi.PublicOffer) error {
	fallback := ""
	if o.FallbackURL != nil {
		fallback = *o.FallbackURL
	}
	err := t.exec(`INSERT INTO offer (workspace_id, id, status, destination, fallback_url, preset, currency) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace_id, id) DO UPDATE SET status = excluded.status, destination = excluded.destination,
			fallback_url = excluded.fallback_url, preset = excluded.preset, currency = excluded.currency`,
		workspace, o.ID, string(o.Status), o.Destination, fallback, o.Preset, o.Currency)
	if err == nil {
		err = t.exec(`DELETE FROM offer_token WHERE workspace_id = ? AND offer_id = ?`, workspace, o.ID)
	}
	for _, hash := range o.PostbackTokenHashes {
		if err == nil {
			err = t.exec(`INSERT INTO offer_token (workspace_id, offer_id, token_hash) VALUES (?, ?, ?)`, workspace, o.ID, hash)
		}
	}
	if sqlitex.IsUnique(err) {
		return relay.ErrTaken
	}
	return err
}
