package detail

import (
	"cmp"
	"slices"
	"time"

	"linkledger/internal/sandbox/commission"
)

// Query is what one of the two queries was asked for, checked.
type Query struct {
	Role Role
	// Posting is the span of posting dates; open when any will do.
	Posting Window
	// After is the id that every row's must be above; "" for all.
	After string
	// IDs are the rows asked for by name; nil for no such filter.
	IDs []string

	event, locking Window
	own            []string // forPublishers or forAdvertisers; nil when not given
	others         []string // advertiserIds or publisherIds
	ads, websites  []string
	statuses       []string
	types          []string
	methods        []string
	validation     []string
}

// Window is a span of time: Since is in it, Before isn't.
type Window struct{ Since, Before time.Time }

// Open reports whether the window has no ends.
func (w Window) Open() bool { return w.Since.IsZero() && w.Before.IsZero() }

// Contains reports whether t is in the window.
func (w Window) Contains(t time.Time) bool {
	return w.Open() || (!t.Before(w.Since) && t.Before(w.Before))
}

// At completes a query that has no dates: CJ gives the last 24 hours by
// posting date. That this isn't so when commissions are named by their ids is
// an assumption.
func (q Query) At(now time.Time) Query {
	if q.Posting.Open() && q.event.Open() && q.locking.Open() && q.IDs == nil {
		q.Posting = Window{now.Add(-defaultWindow), now.Add(time.Nanosecond)}
	}
	return q
}

// WantsDates reports whether a row with these dates can be in the answer, for a
// ledger that knows them before it makes the row.
func (q *Query) WantsDates(event, locking time.Time) bool {
	return q.event.Contains(event) && q.locking.Contains(locking)
}

// Wants reports whether a row is in the answer.
func (q *Query) Wants(a Accounts, r *commission.Row) bool {
	own, other := a.PublisherCID, a.AdvertiserCID
	if q.Role == Advertiser {
		own, other = other, own
	}
	return q.Posting.Contains(r.PostingDate) && q.WantsDates(r.EventDate, r.LockingDate) &&
		slices.Contains(q.own, own) && admits(q.others, other) && admits(q.ads, r.AID) && admits(q.websites, r.PID) &&
		admits(q.IDs, r.CommissionID) && admits(q.statuses, string(r.Status)) && admits(q.types, string(r.Type)) &&
		admits(q.methods, string(r.Tracker.Method)) && admits(q.validation, string(r.Validation)) &&
		(q.After == "" || CompareIDs(r.CommissionID, q.After) > 0)
}

// admits reports whether a filter that was given names the value.
func admits(wanted []string, value string) bool {
	return wanted == nil || slices.Contains(wanted, value)
}

// CompareIDs orders ids as numbers.
func CompareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
