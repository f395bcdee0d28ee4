package relay

import (
	"encoding/json"
	"sync/atomic"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// ownLink is what a link has beside its offer's. It is never changed in place.
type ownLink struct {
	slug   string // the one that is shown
	page   string
	values map[string]string
	made   atomic.Pointer[ownRedirect]
}

// ownRedirect is the redirect to a link's page, as its offer was once.
type ownRedirect struct {
	offer *offerNow
	affiliate.Redirect
}

// redirect is kept until the offer changes. With a page that can't be used
// with the offer as it is now, the link leads where the others lead.
func (own *ownLink) redirect(o *offerNow) *affiliate.Redirect {
	if made := own.made.Load(); made != nil && made.offer == o {
		return &made.Redirect
	}
	r, err := affiliate.NewRedirect(o.Destination, own.page, relayapi.Text(o.LandingQuery), o.PassThrough)
	if err != nil {
		return &o.redirect
	}
	made := &ownRedirect{o, r}
	own.made.Store(made)
	return &made.Redirect
}

// ownBlock is what the links of a rowBlock have of their own.
type ownBlock [rowsOfBlock]atomic.Pointer[ownLink]

// ownOf is what a link has of its own; nil for nothing.
func ownOf(l relayapi.PublicLink) *ownLink {
	own := &ownLink{slug: relayapi.Text(l.Slug), page: relayapi.Text(l.Page), values: l.Values}
	if own.slug == "" && own.page == "" && len(own.values) == 0 {
		return nil
	}
	return own
}

func storedOwn(l *StoredLink) *ownLink {
	own := &ownLink{slug: string(l.Slug), page: string(l.Page)}
	if len(l.Values) > 0 {
		_ = json.Unmarshal(l.Values, &own.values) // as PutLink wrote it; else they are empty
	}
	return own
}

func (v *linkView) ownOf(n uint32) *ownLink {
	block := v.own[(n-1)/rowsOfBlock]
	if block == nil {
		return nil
	}
	return block[(n-1)%rowsOfBlock].Load()
}

// setOwn replaces what a link has of its own.
func (t *linkTable) setOwn(n uint32, own *ownLink) {
	v, at := t.view.Load(), (n-1)/rowsOfBlock
	if v.own[at] == nil {
		if own == nil {
			return
		}
		next := *v
		next.own = append(make([]*ownBlock, 0, len(v.own)), v.own...)
		next.own[at] = new(ownBlock)
		v = &next
		t.view.Store(v)
	}
	v.own[at][(n-1)%rowsOfBlock].Store(own)
}
