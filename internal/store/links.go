package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
)

const linkColumns = `id, number, code, offer_id, member_id, status, test, created_at, page, slug, aliases`

func scanLink(r scanner) (l affiliate.Link, err error) {
	var aliases []byte
	l.Synced = true
	err = r.Scan(&l.ID, &l.Number, &l.Code, &l.OfferID, &l.MemberID, &l.Status, &l.Test, &l.CreatedAt, &l.Page, &l.Slug, &aliases)
	if err == nil && len(aliases) > len("[]") {
		err = json.Unmarshal(aliases, &l.Aliases)
	}
	return l, err
}

// applyLink folds a change of a link. Its number, code, offer and member are
// final.
func (t *Tx) applyLink(ctx context.Context, c affiliate.Change) error {
	clear(t.run.links)
	before, _, err := one(ctx, t.run, scanLink, `SELECT `+linkColumns+` FROM link WHERE id = ?`, c.Key)
	if err != nil {
		return err
	}
	l, err := affiliate.MergeLink(before, c)
	if err != nil {
		return unfit("Its fields can't be read.", err)
	}
	aliases, err := json.Marshal(append([]string{}, l.Aliases...))
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO link (id, number, code, offer_id, member_id, status, test, created_at, page, slug, aliases, seq)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET status = excluded.status, page = excluded.page, slug = excluded.slug, aliases = excluded.aliases, seq = excluded.seq`,
		c.Key, l.Number, l.Code, l.OfferID, l.MemberID, l.Status, l.Test, l.CreatedAt, l.Page, l.Slug, string(aliases), t.entry.Seq)
}

// Links lists all links, newest first.
func (s *Store) Links(ctx context.Context) ([]affiliate.Link, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Link, error) {
		folded, err := rows(ctx, q, scanLink, `SELECT `+linkColumns+` FROM link ORDER BY number DESC`)
		if err != nil {
			return nil, err
		}
		return overlayLinks(ctx, q, folded, "")
	})
}

// Link is one link: NotFound when there is none.
func (s *Store) Link(ctx context.Context, id affiliate.LinkID) (affiliate.Link, error) {
	list, err := snapshot(ctx, s, func(q queryer) ([]affiliate.Link, error) {
		folded, err := rows(ctx, q, scanLink, `SELECT `+linkColumns+` FROM link WHERE id = ?`, id)
		if err != nil {
			return nil, err
		}
		return overlayLinks(ctx, q, folded, id)
	})
	return find(list, err, "link", func(l affiliate.Link) bool { return l.ID == id })
}

// overlayLinks lays the changes of links, or of one, that wait for their place
// in the log over what it says. An edit of a link that the relay refused is not
// shown, since a path that it refused may be somebody else's; a link that it
// refused is, as not synced.
func overlayLinks(ctx context.Context, q queryer, links []affiliate.Link, only affiliate.LinkID) ([]affiliate.Link, error) {
	type edit struct {
		body    []byte
		refused bool
	}
	edits, err := rows(ctx, q, func(r scanner) (e edit, err error) { return e, r.Scan(&e.body, &e.refused) },
		`SELECT body, refused <> '' FROM outbox WHERE noun = ?1 AND kind = 'change' AND (?2 = '' OR subject = ?2) ORDER BY position`, affiliate.NounLink, only)
	if err != nil || len(edits) == 0 {
		return links, err
	}
	place := make(map[affiliate.LinkID]int, len(links))
	for i, l := range links {
		place[l.ID] = i
	}
	for _, e := range edits {
		c, err := affiliate.ParseChange(e.body)
		if err != nil {
			return nil, err
		}
		id := affiliate.LinkID(c.Key)
		i, known := place[id]
		switch {
		case !known:
			links, i = append(links, affiliate.Link{}), len(links)
			place[id] = i
		case e.refused:
			continue
		}
		merged, err := affiliate.MergeLink(links[i], c)
		if err != nil {
			return nil, fmt.Errorf("lay a change over link %s: %w", id, err)
		}
		merged.ID, merged.Synced = id, false
		links[i] = merged
	}
	slices.SortFunc(links, func(a, b affiliate.Link) int { return cmp.Compare(b.Number, a.Number) })
	return links, nil
}
