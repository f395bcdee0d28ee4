package ingest

import (
	"context"
	"encoding/json"
	"time"

	"linkledger/internal/affiliate"
)

const notePlace = "cj_place" // how far this device has read CJ's ledger

const day = 24 * time.Hour

// How far back readings go, before the first, and each time after it.
const (
	firstSpan   = 366 * day
	againSpan   = day
	dailySpan   = 31 * day // a window of CJ's
	weeklySpan  = 93 * day
	dailyPause  = day - time.Hour // less than the day, or it would move on each time
	weeklyPause = 7*day - time.Hour
	emptyPause  = time.Hour // a token that had no rights may have got them
)

// pullPlace is how far CJ's ledger is read, and what was read again when.
type pullPlace struct {
	Account string                   `json:"account"`
	From    time.Time                `json:"from"` // where the reading under way set out
	Rest    affiliate.CommissionSpan `json:"rest"` // what is left of it
	Swept   time.Time                `json:"swept,omitzero"`
	Daily   time.Time                `json:"daily,omitzero"`
	Weekly  time.Time                `json:"weekly,omitzero"`
	Open    time.Time                `json:"open,omitzero"`   // when all open rows were read again
	Again   time.Time                `json:"again,omitzero"`  // when it was read from its start for rows that the relay refused
	Shown   bool                     `json:"shown,omitempty"` // CJ has shown rows of this account
	Unread  []unreadRow              `json:"unread,omitempty"`
}

// pullPlaceOf reads the place of an account; that of another, or none, is the start.
func pullPlaceOf(text, account string) pullPlace {
	var p pullPlace
	if err := json.Unmarshal([]byte(text), &p); err != nil || p.Account != account {
		return pullPlace{Account: account}
	}
	return p
}

// doubt forgets what a clock that was ahead has noted: what was read up to a
// time to come has not been, and must not put off readings until then. A clock
// may be corrected a little; no reading goes back less than that.
func (p *pullPlace) doubt(now time.Time) {
	for _, at := range []*time.Time{&p.Swept, &p.Daily, &p.Weekly, &p.Open, &p.Again} {
		if at.After(now.Add(againSpan)) {
			*at = time.Time{}
		}
	}
}

func (p *pullPlace) underWay() bool { return !p.From.IsZero() }

// setOut begins a reading up to now.
func (p *pullPlace) setOut(now time.Time) {
	p.doubt(now)
	before := now.Add(time.Second)
	back := againSpan
	switch {
	case p.Swept.IsZero(), !p.Shown && now.Sub(p.Daily) >= emptyPause:
		back = firstSpan
	case now.Sub(p.Weekly) >= weeklyPause:
		back = weeklySpan
	case now.Sub(p.Daily) >= dailyPause:
		back = dailySpan
	}
	p.From = before.Add(-back)
	if since := p.Swept.Add(-againSpan); !p.Swept.IsZero() && since.Before(p.From) {
		p.From = since
	}
	if old := p.oldestNameless(); back == weeklySpan && !old.IsZero() && old.Before(p.From) {
		p.From = old
	}
	p.Rest = affiliate.CommissionSpan{Since: p.From, Before: before}
}

// arrive ends a reading, which may have been one of the longer ones.
func (p *pullPlace) arrive() {
	p.forgetNameless()
	p.Swept = p.Rest.Before
	if p.Swept.Sub(p.From) >= dailySpan {
		p.Daily = p.Swept
	}
	if p.Swept.Sub(p.From) >= weeklySpan {
		p.Weekly = p.Swept
	}
	p.From, p.Rest = time.Time{}, affiliate.CommissionSpan{}
}

// PulledUpTo is the posting date from which the next reading of an account's
// ledger goes on; zero before the first.
func PulledUpTo(ctx context.Context, notes interface {
	Noted(ctx context.Context, key string) (string, error)
}, account string) (time.Time, error) {
	text, err := notes.Noted(ctx, notePlace)
	if err != nil {
		return time.Time{}, err
	}
	p := pullPlaceOf(text, account)
	if p.underWay() {
		return p.Rest.Since, nil
	}
	return p.Swept, nil
}

// ReadFromStart forgets how far CJ's ledger was read; what was read of it stays.
func ReadFromStart(ctx context.Context, notes interface {
	DropNote(ctx context.Context, key string) error
}) error {
	return notes.DropNote(ctx, notePlace)
}
