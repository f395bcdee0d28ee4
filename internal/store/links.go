package store

import (
	"context"
	"encoding/json"

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
	return withLinks(ctx, s, func(_ queryer, _ rolled, links []linkEntry) ([]affiliate.Link, error) {
		list := make([]affiliate.Link, 0, len(links))
		for _, e := range links {
			list = append(list, *e.Link)
		}
		return list, nil
	})
}

// CountLinks is how many links there are.
func (s *Store) CountLinks(ctx context.Context) (int, error) {
	return withLinks(ctx, s, func(_ queryer, _ rolled, links []linkEntry) (int, error) { return len(links), nil })
}

// Link is one link: NotFound when there is none.
func (s *Store) Link(ctx context.Context, id affiliate.LinkID) (affiliate.Link, error) {
	return s.linkWhere(ctx, func(l *affiliate.Link) bool { return l.ID == id })
}

// LinkNumbered is the link of a number: NotFound when there is none.
func (s *Store) LinkNumbered(ctx context.Context, number int64) (affiliate.Link, error) {
	return s.linkWhere(ctx, func(l *affiliate.Link) bool { return l.Number == number })
}

func (s *Store) linkWhere(ctx context.Context, is func(*affiliate.Link) bool) (affiliate.Link, error) {
	return withLinks(ctx, s, func(_ queryer, _ rolled, links []linkEntry) (affiliate.Link, error) {
		for _, e := range links {
			if is(e.Link) {
				return *e.Link, nil
			}
		}
		return affiliate.Link{}, notFound("link")
	})
}
