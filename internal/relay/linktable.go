package relay

import (
	"sync"

	"linkledger/internal/relayapi"
)

// link is what a redirect needs of a link; the rest is its offer's.
type link struct {
	offer  *offer
	number int64
	member string
	paused bool
}

// linkTable finds links by code, without a lock on the way of a redirect. Only
// it and the offers that it points at decide where a redirect goes.
type linkTable struct {
	byCode   sync.Map // code -> *link
	byNumber sync.Map // numberKey -> *link
}

type numberKey struct {
	workspace string
	number    int64
}

func (t *linkTable) put(o *offer, l relayapi.PublicLink) {
	row := &link{offer: o, number: l.Number, member: l.MemberID, paused: l.Status != relayapi.PublicLinkStatusActive}
	t.byNumber.Store(numberKey{o.workspace.ID, l.Number}, row)
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

// runs reports whether the link leads to its offer's destination.
func (l *link) runs(o *offerNow) bool {
	return !l.paused && o.Status == relayapi.PublicOfferStatusActive
}
