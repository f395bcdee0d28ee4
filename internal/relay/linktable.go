package relay

import (
	"sync"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// link is what a redirect needs.
type link struct {
	workspace   *workspace
	number      int64
	offer       string
	member      string
	destination string
	fallback    string
	paused      bool
}

// linkTable finds links by code, without a lock on the way of a redirect. Only
// it decides where a redirect goes.
type linkTable struct {
	byCode   sync.Map // code -> *link
	byNumber sync.Map // numberKey -> *link
}

type numberKey struct {
	workspace string
	number    int64
}

func (t *linkTable) put(w *workspace, l relayapi.PublicLink) {
	row := &link{
		workspace: w, number: l.Number, offer: l.OfferID, member: l.MemberID,
		destination: l.Destination, fallback: l.FallbackURL, paused: l.Status != relayapi.Active,
	}
	t.byNumber.Store(numberKey{w.ID, l.Number}, row)
	t.byCode.Store(l.Code, row)
}

func (t *linkTable) find(code string) (*link, bool) {
	row, ok := t.byCode.Load(code)
	if !ok {
		return nil, false
	}
	return row.(*link), true
}

func (t *linkTable) findNumber(workspace string, number int64) (*link, bool) {
	row, ok := t.byNumber.Load(numberKey{workspace, number})
	if !ok {
		return nil, false
	}
	return row.(*link), true
}

// target is where a click on the link goes.
func (l *link) target(id affiliate.ClickID, source string) string {
	return affiliate.ExpandURL(l.destination, affiliate.MacroValues{ClickID: id, MemberID: l.member, OfferID: l.offer, Source: source})
}

// fallbackTarget is where a paused link goes, or nothing.
func (l *link) fallbackTarget() string {
	if l.fallback == "" {
		return ""
	}
	return affiliate.ExpandURL(l.fallback, affiliate.MacroValues{MemberID: l.member, OfferID: l.offer})
}
