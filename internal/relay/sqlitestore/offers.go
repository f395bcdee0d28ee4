package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

const selectOffer = `SELECT workspace_id, id, status, destination, fallback_url, pass_through, preset, currency, postback,
	landing, landing_query, ends_at, protocol FROM offer`

// scanOffer reads all of an offer but its tokens.
func scanOffer(scan func(...any) error) (workspace string, o relayapi.PublicOffer, err error) {
	o.FallbackURL, o.Landing, o.LandingQuery, o.EndsAt = new(string), new(string), new(string), new(string)
	o.PostbackTokenHashes, o.TagTokenHashes = []string{}, []string{}
	var passThrough, rules string
	err = scan(&workspace, &o.ID, &o.Status, &o.Destination, o.FallbackURL, &passThrough, &o.Preset, &o.Currency, &rules,
		o.Landing, o.LandingQuery, o.EndsAt, &o.Protocol)
	o.PassThrough = strings.Fields(passThrough)
	if err == nil && rules != "" {
		err = json.Unmarshal([]byte(rules), &o.Postback)
	}
	return workspace, o, err
}

// offerToken is the hash of a token that an offer has, and what it opens.
type offerToken struct{ hash, purpose string }

const (
	postbackToken = "postback"
	tagToken      = "tag"
)

func (t offerToken) addTo(o *relayapi.PublicOffer) {
	if t.purpose == tagToken {
		o.TagTokenHashes = append(o.TagTokenHashes, t.hash)
		return
	}
	o.PostbackTokenHashes = append(o.PostbackTokenHashes, t.hash)
}

// Offers implements relay.Store.
func (s *Store) Offers(ctx context.Context, f func(string, relayapi.PublicOffer)) error {
	type key struct{ workspace, offer string }
	tokens := map[key][]offerToken{}
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		var k key
		var token offerToken
		err := r.Scan(&k.workspace, &k.offer, &token.hash, &token.purpose)
		tokens[k] = append(tokens[k], token)
		return err
	}, `SELECT workspace_id, offer_id, token_hash, purpose FROM offer_token WHERE purpose <> 'old' ORDER BY token_hash`)
	if err != nil {
		return err
	}
	return each(ctx, s.db.Read, func(r *sql.Rows) error {
		workspace, o, err := scanOffer(r.Scan)
		if err != nil {
			return err
		}
		for _, token := range tokens[key{workspace, o.ID}] {
			token.addTo(&o)
		}
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
		var token offerToken
		err := r.Scan(&token.hash, &token.purpose)
		token.addTo(&o)
		return err
	}, `SELECT token_hash, purpose FROM offer_token WHERE workspace_id = ? AND offer_id = ? AND purpose <> 'old' ORDER BY token_hash`, workspace, id)
	return o, err
}

// OldTokens implements relay.Store.
func (s *Store) OldTokens(ctx context.Context, f func(workspace, offer, hash string)) error {
	return each(ctx, s.db.Read, func(r *sql.Rows) error {
		var workspace, offer, hash string
		err := r.Scan(&workspace, &offer, &hash)
		if err == nil {
			f(workspace, offer, hash)
		}
		return err
	}, `SELECT workspace_id, offer_id, token_hash FROM offer_token WHERE purpose = 'old'`)
}

func (t *tx) PutOffer(workspace string, o relayapi.PublicOffer) error {
	var rules []byte
	if o.Postback != nil {
		var err error
		if rules, err = json.Marshal(o.Postback); err != nil {
			return err
		}
	}
	err := t.exec(`INSERT INTO offer (workspace_id, id, status, destination, fallback_url, pass_through, preset, currency, postback,
				landing, landing_query, ends_at, protocol)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace_id, id) DO UPDATE SET status = excluded.status, destination = excluded.destination,
			fallback_url = excluded.fallback_url, pass_through = excluded.pass_through, preset = excluded.preset,
			currency = excluded.currency, postback = excluded.postback, landing = excluded.landing,
			landing_query = excluded.landing_query, ends_at = excluded.ends_at, protocol = excluded.protocol`,
		workspace, o.ID, string(o.Status), o.Destination, relayapi.Text(o.FallbackURL), strings.Join(o.PassThrough, " "), o.Preset, o.Currency, string(rules),
		relayapi.Text(o.Landing), relayapi.Text(o.LandingQuery), relayapi.Text(o.EndsAt), string(o.Protocol))
	if err == nil {
		err = t.exec(`UPDATE offer_token SET purpose = 'old' WHERE workspace_id = ? AND offer_id = ?`, workspace, o.ID)
	}
	for purpose, hashes := range map[string][]string{postbackToken: o.PostbackTokenHashes, tagToken: o.TagTokenHashes} {
		for _, hash := range hashes {
			if err == nil {
				err = t.putToken(workspace, o.ID, offerToken{hash, purpose})
			}
		}
	}
	return err
}

// putToken gives an offer a token, also one that it had.
func (t *tx) putToken(workspace, offer string, token offerToken) error {
	put, err := t.changed(`INSERT INTO offer_token (workspace_id, offer_id, token_hash, purpose) VALUES (?, ?, ?, ?)
		ON CONFLICT (token_hash) DO UPDATE SET purpose = excluded.purpose
			WHERE workspace_id = excluded.workspace_id AND offer_id = excluded.offer_id AND purpose = 'old'`,
		workspace, offer, token.hash, token.purpose)
	if err == nil && !put {
		return relay.ErrTaken
	}
	return err
}
