package ingest

import (
	"context"
	"slices"
	"time"

	"linkledger/internal/affiliate"
)

// maxUnread bounds the rows of CJ's that can't be read and are asked for again.
// More are no slip of a row: CJ has changed how it writes them.
const maxUnread = 1000

// ErrUnreadable says that CJ has more rows than maxUnread that can't be read.
var ErrUnreadable = affiliate.Errorf(affiliate.Unavailable,
	"CJ answers, but more than 1,000 of its rows can't be read: it has changed how it writes them. Look for a newer Linkledger.").
	WithHint("Nothing was lost: what was read stays, and reading goes on where it stopped.")

// unreadRow is a row of CJ's that can't be read, until it can or is gone. With
// an id it is asked for each time; without, the window that it lies in is read
// again with the weekly sweeps.
type unreadRow struct {
	affiliate.UnreadCommission
	Since time.Time `json:"since"` // of the window
	Met   time.Time `json:"met"`   // last
	met   bool      // in this reading
}

// meet takes note of what a page has that can't be read, and of what can be now.
func (p *pullPlace) meet(page affiliate.CommissionPage, since, now time.Time) error {
	if len(page.Unread) == 0 && len(p.Unread) == 0 {
		return nil
	}
	read := make(map[string]bool, len(page.Rows))
	for _, row := range page.Rows {
		read[row.CommissionID] = true
	}
	p.Unread = slices.DeleteFunc(p.Unread, func(u unreadRow) bool { return read[u.ID] })
	for _, row := range page.Unread {
		at := slices.IndexFunc(p.Unread, func(u unreadRow) bool { return u.ID == row.ID && (u.ID != "" || u.Mark == row.Mark) })
		switch {
		case at >= 0:
			p.Unread[at].UnreadCommission, p.Unread[at].Met, p.Unread[at].met = row, now, true
		case len(p.Unread) == maxUnread:
			return ErrUnreadable
		default:
			p.Unread = append(p.Unread, unreadRow{UnreadCommission: row, Since: since, Met: now, met: true})
		}
	}
	return nil
}

// unmet are the ids of rows that this reading has not come across.
func (p *pullPlace) unmet() (ids []string) {
	for _, u := range p.Unread {
		if u.ID != "" && !u.met {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// forget drops rows that CJ does not show any more.
func (p *pullPlace) forget(ids []string) {
	p.Unread = slices.DeleteFunc(p.Unread, func(u unreadRow) bool { return !u.met && slices.Contains(ids, u.ID) })
}

// forgetNameless drops the rows without an id that a sweep has not met where
// they were.
func (p *pullPlace) forgetNameless() {
	setOut := p.Rest.Before.Add(-time.Second)
	p.Unread = slices.DeleteFunc(p.Unread, func(u unreadRow) bool {
		return u.ID == "" && !u.Since.Before(p.From) && u.Met.Before(setOut)
	})
}

// oldestNameless is where the first of the rows without an id lies.
func (p *pullPlace) oldestNameless() (since time.Time) {
	for _, u := range p.Unread {
		if u.ID == "" && (since.IsZero() || u.Since.Before(since)) {
			since = u.Since
		}
	}
	return since
}

// UnreadOfCJ are the rows of an account's ledger that can't be read.
func UnreadOfCJ(ctx context.Context, notes interface {
	Noted(ctx context.Context, key string) (string, error)
}, account string) (list []affiliate.UnreadCommission, err error) {
	text, err := notes.Noted(ctx, notePlace)
	if err != nil {
		return nil, err
	}
	for _, u := range pullPlaceOf(text, account).Unread {
		list = append(list, u.UnreadCommission)
	}
	return list, nil
}
