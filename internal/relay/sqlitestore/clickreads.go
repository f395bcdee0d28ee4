package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// clickColumns are the properties that a row tells; days and hours are asked
// for by their times.
var clickColumns = map[relayapi.ClickProperty]string{
	relayapi.ClickPropertyOffer:    "coalesce(l.offer_id, '')",
	relayapi.ClickPropertyMember:   "coalesce(l.member_id, '')",
	relayapi.ClickPropertyLink:     "c.link_number",
	relayapi.ClickPropertyCountry:  "c.country",
	relayapi.ClickPropertyDevice:   "a.device",
	relayapi.ClickPropertyBrowser:  "a.browser",
	relayapi.ClickPropertyReferrer: "c.referrer",
	relayapi.ClickPropertyReason:   "c.rejected",
}

// fewLinks is up to how many links or members a cut goes by the index of links
// instead of that of times.
const fewLinks = 50

// clickQuery is what follows SELECT columns.
type clickQuery struct {
	text strings.Builder
	args []any
}

func (q *clickQuery) add(text string, args ...any) {
	q.text.WriteString(text)
	q.args = append(q.args, args...)
}

// newClickQuery joins only what the cut reads.
func newClickQuery(cut relay.ClickCut, reads ...relayapi.ClickProperty) (*clickQuery, error) {
	q := &clickQuery{}
	byLink := slices.ContainsFunc(cut.Where, isFewLinks)
	if byLink {
		q.add(` FROM click c INDEXED BY click_link`)
	} else {
		q.add(` FROM click c INDEXED BY click_age`)
	}
	for _, w := range cut.Where {
		reads = append(reads, w.Property)
	}
	if slices.ContainsFunc(reads, func(p relayapi.ClickProperty) bool { return strings.HasPrefix(clickColumns[p], "a.") }) {
		q.add(` JOIN click_agent a ON a.workspace_id = c.workspace_id AND a.id = c.agent_id`)
	}
	q.add(` LEFT JOIN link l ON l.workspace_id = c.workspace_id AND l.number = c.link_number WHERE c.workspace_id = ?`, cut.Workspace)
	if !byLink {
		q.add(` AND (length(c.visitor) = 0) IN (0, 1)`) // for its index, which has it before the time
	}
	q.add(` AND c.time >= ? AND c.time < ?`, cut.From.UnixMilli(), cut.To.UnixMilli())
	if !cut.Tests {
		q.add(` AND coalesce(l.test, 0) = 0`)
	}
	for _, w := range cut.Where {
		if err := q.where(cut.Workspace, w); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// isFewLinks reports whether a filter names what has links; who has none is
// found by looking at each click.
func isFewLinks(w relayapi.ClickFilter) bool {
	return !w.Exclude && len(w.Values) <= fewLinks &&
		(w.Property == relayapi.ClickPropertyLink || w.Property == relayapi.ClickPropertyMember && !slices.Contains(w.Values, ""))
}

func (q *clickQuery) where(workspace string, w relayapi.ClickFilter) error {
	column, ok := clickColumns[w.Property]
	if !ok {
		return fmt.Errorf("clicks are not told apart by %q here", w.Property)
	}
	values, err := json.Marshal(w.Values)
	if err != nil {
		return err
	}
	not := ""
	if w.Exclude {
		not = "NOT "
	}
	switch {
	case w.Property == relayapi.ClickPropertyLink:
		q.add(` AND c.link_number `+not+`IN (SELECT CAST(value AS INTEGER) FROM json_each(?))`, string(values))
	case isFewLinks(w):
		q.add(` AND c.link_number IN (SELECT number FROM link WHERE workspace_id = ? AND member_id IN (SELECT value FROM json_each(?)))`, workspace, string(values))
	default:
		q.add(` AND `+column+` `+not+`IN (SELECT value FROM json_each(?))`, string(values))
	}
	return nil
}

// GroupClicks implements relay.Store.
func (s *Store) GroupClicks(ctx context.Context, cut relay.ClickCut, hand func(relay.ClickGroup)) error {
	q, err := newClickQuery(cut, cut.By...)
	if err != nil {
		return err
	}
	columns, places := make([]string, len(cut.By)), make([]string, len(cut.By))
	for i, p := range cut.By {
		if clickColumns[p] == "" {
			return fmt.Errorf("clicks are not told apart by %q here", p)
		}
		columns[i], places[i] = clickColumns[p]+", ", fmt.Sprint(i+1)
	}
	if len(places) > 0 {
		q.add(` GROUP BY ` + strings.Join(places, ", "))
	} else {
		q.add(` HAVING count(*) > 0`)
	}
	return each(ctx, s.db.Read, func(r *sql.Rows) error {
		g := relay.ClickGroup{Values: make([]string, len(cut.By))}
		into := make([]any, 0, len(cut.By)+3)
		for i := range g.Values {
			into = append(into, &g.Values[i])
		}
		err := r.Scan(append(into, &g.Gross, &g.Unique, &g.Rejected)...)
		if err == nil {
			hand(g)
		}
		return err
	}, `SELECT `+strings.Join(columns, "")+`count(*), coalesce(sum(c.is_unique), 0), coalesce(sum(c.rejected <> ''), 0)`+q.text.String(), q.args...)
}

// FindClicks implements relay.Store.
func (s *Store) FindClicks(ctx context.Context, cut relay.ClickCut, before relay.ClickCursor, limit int) (found []relay.FoundClick, err error) {
	q, err := newClickQuery(cut, relayapi.ClickPropertyDevice)
	if err != nil {
		return nil, err
	}
	if before.ID != "" {
		q.add(` AND (c.time, c.id) < (?, ?)`, before.Time.UnixMilli(), before.ID)
	}
	q.add(` ORDER BY c.time DESC, c.id DESC LIMIT ?`, limit)
	err = each(ctx, s.db.Read, func(r *sql.Rows) error {
		var f relay.FoundClick
		var at int64
		err := r.Scan(&f.ClickID, &f.LinkNumber, &at, &f.Device, &f.Browser, &f.Country, &f.Referrer, &f.Rejected, &f.Unique, &f.Test, &f.Offer, &f.Member)
		f.Time = milli(at)
		found = append(found, f)
		return err
	}, `SELECT c.id, c.link_number, c.time, a.device, a.browser, c.country, c.referrer, c.rejected, c.is_unique,
		coalesce(l.test, 0), coalesce(l.offer_id, ''), coalesce(l.member_id, '')`+q.text.String(), q.args...)
	return found, err
}
