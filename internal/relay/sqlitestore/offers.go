package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

const selectOffer = `SELECT workspace_id, id, status, destination, fallback_url, pass_through, preset, currency, postback FROM offer`

// scanOffer reads all of an offer but its tokens.
func scanOffer(scan func(...any) error) (workspace string, o relayapi.PublicOffer, err error) {
	o.FallbackURL, o.PostbackTokenHashes = new(string), []string{}
	var passThrough, rules string
	err = scan(&workspace, &o.ID, &o.Status, &o.Destination, o.FallbackURL, &passThrough, &o.Preset, &o.Currency, &rules)
	o.PassThrough = strings.Fields(passThrough)
	if err == nil && rules != "" {
		err = json.Unmarshal([]byte(rules), &o.Postback)
	}
	return workspace, o, err
}

// Offers implements relay.Store.
func (s *Store) Offers(ctx context.Context, f func(string, relayapi.PublicOffer)) error {
	type key struct{ workspace, offer string }
	hashes := map[key][]string{}
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		var k key
		var hash string
		err := r.Scan(&k.workspace, &k.offer, &hash)
		hashes[k] = append(hashes[k], hash)
		return err
	}, `SELECT workspace_id, offer_id, token_hash FROM offer_token ORDER BY token_hash`)
	if err != nil {
		return err
	}
	return each(ctx, s.db.Read, func(r *sql.Rows) error {
		workspace, o, err := scanOffer(r.Scan)
		if err != nil {
			return err
		}
		o.PostbackTokenHashes = append(o.PostbackTokenHashes, hashes[key{workspace, o.ID}]...)
		f(workspace, o)
		return nil
	}, selectOffer)
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
	var rules []byte
	if o.Postback != nil {
		var err error
		if rules, err = json.Marshal(o.Postback); err != nil {
			return err
		}
	}
	err := t.exec(`INSERT INTO offer (workspace_id, id, status, destination, fallback_url, pass_through, preset, currency, postback)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace_id, id) DO UPDATE SET status = excluded.status, destination = excluded.destination,
			fallback_url = excluded.fallback_url, pass_through = excluded.pass_through, preset = excluded.preset,
			currency = excluded.currency, postback = excluded.postback`,
		workspace, o.ID, string(o.Status), o.Destination, fallback, strings.Join(o.PassThrough, " "), o.Preset, o.Currency, string(rules))
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
