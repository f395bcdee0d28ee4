package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

// querier is a pool, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each runs f on each row of a query.
func each(ctx context.Context, q querier, f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func milli(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return relay.ErrNotFound
	}
	return err
}

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

const selectDevice = `SELECT workspace_id, id, name, token_hash, created_at, coalesce(revoked_at, 0) FROM device`

func scanDevice(scan func(...any) error) (d relay.Device, err error) {
	var created, revoked int64
	err = scan(&d.Workspace, &d.ID, &d.Name, &d.TokenHash, &created, &revoked)
	d.Created = milli(created)
	if revoked != 0 {
		d.Revoked = milli(revoked)
	}
	return d, err
}

// Devices implements relay.Store.
func (s *Store) Devices(ctx context.Context, workspace string) (devices []relay.Device, err error) {
	err = each(ctx, s.db.Read, func(r *sql.Rows) error {
		d, err := scanDevice(r.Scan)
		devices = append(devices, d)
		return err
	}, selectDevice+` WHERE workspace_id = ? ORDER BY created_at, id`, workspace)
	return devices, err
}

// DeviceByToken implements relay.Store.
func (s *Store) DeviceByToken(ctx context.Context, tokenHash string) (relay.Device, error) {
	d, err := scanDevice(s.db.Read.QueryRowContext(ctx, selectDevice+` WHERE token_hash = ? AND revoked_at IS NULL`, tokenHash).Scan)
	return d, notFound(err)
}

// Links implements relay.Store.
func (s *Store) Links(ctx context.Context, f func(string, relayapi.PublicLink)) error {
	return each(ctx, s.db.Read, func(r *sql.Rows) error {
		var workspace string
		var l relayapi.PublicLink
		if err := r.Scan(&workspace, &l.Number, &l.Code, &l.OfferID, &l.MemberID, &l.Status); err != nil {
			return err
		}
		f(workspace, l)
		return nil
	}, `SELECT workspace_id, number, code, offer_id, member_id, status FROM link`)
}

const selectOffer = `SELECT workspace_id, id, status, destination, fallback_url, preset, currency FROM offer`

// scanOffer reads all of an offer but its tokens.
func scanOffer(scan func(...any) error) (workspace string, o relayapi.PublicOffer, err error) {
	o.FallbackURL, o.PostbackTokenHashes = new(string), []string{}
	err = scan(&workspace, &o.ID, &o.Status, &o.Destination, o.FallbackURL, &o.Preset, &o.Currency)
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

// maxPageBytes ends a page early, so that long entries don't make a page that
// is slow to send.
const maxPageBytes = 4 << 20

// Log implements relay.Store.
func (s *Store) Log(ctx context.Context, workspace string, after int64, limit int) (relayapi.Page, error) {
	page := relayapi.Page{Entries: []relayapi.Entry{}}
	tx, err := s.db.Read.BeginTx(ctx, nil) // one snapshot for head and entries
	if err != nil {
		return page, err
	}
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, `SELECT epoch, head FROM workspace WHERE id = ?`, workspace).Scan(&page.Epoch, &page.Head)
	if err != nil {
		return page, notFound(err)
	}
	errFull, size := errors.New("page is full"), 0
	err = each(ctx, tx, func(r *sql.Rows) error {
		var e relayapi.Entry
		var at int64
		var body []byte
		if err := r.Scan(&e.Seq, &e.ID, &e.Kind, &e.Schema, &e.Device, &e.Actor, &at, &e.Key, &body); err != nil {
			return err
		}
		if size += len(body); size > maxPageBytes && len(page.Entries) > 0 {
			return errFull
		}
		e.Time, e.Body = milli(at), body
		page.Entries = append(page.Entries, e)
		return nil
	}, `SELECT seq, id, kind, schema, device, actor, time, key, body FROM log_entry
		WHERE workspace_id = ? AND seq > ? ORDER BY seq LIMIT ?`, workspace, after, limit)
	if err != nil && !errors.Is(err, errFull) {
		return page, err
	}
	return page, nil
}

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

// Postbacks implements relay.Store.
func (s *Store) Postbacks(ctx context.Context, workspace string, limit int) ([]relayapi.PostbackCall, error) {
	calls := []relayapi.PostbackCall{}
	err := each(ctx, s.db.Read, func(r *sql.Rows) error {
		var c relayapi.PostbackCall
		var at int64
		err := r.Scan(&c.ID, &at, &c.Method, &c.Path, &c.Query, &c.Body, &c.Accepted, &c.Reply, &c.ConversionID)
		c.ReceivedAt = milli(at)
		calls = append(calls, c)
		return err
	}, `SELECT id, received_at, method, path, query, body, accepted, reply, conversion_id FROM postback
		WHERE workspace_id = ? ORDER BY received_at DESC, id DESC LIMIT ?`, workspace, limit)
	return calls, err
}

// ClickPosition implements relay.Store.
func (s *Store) ClickPosition(ctx context.Context, node uint8) (p clickfile.Position, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT file, "offset" FROM click_file WHERE node = ?`, node).Scan(&p.File, &p.Offset)
	if errors.Is(err, sql.ErrNoRows) {
		return clickfile.Position{}, nil
	}
	return p, err
}
