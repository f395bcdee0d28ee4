package relay

import (
	"math/rand/v2"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// course is where a link leads at a moment, and why.
type course struct {
	offer *offerNow
	to    *affiliate.Redirect // nil for the plain page
	state relayapi.LinkPreviewState
	at    time.Time
}

// course is worked out from the offer as it is now; it is asked once for each
// redirect, so that a change in between mixes no two states. A link of an offer
// that has ended leads on where there is no fallback: a dead link in an old
// post helps nobody.
func (l link) course(at time.Time) course {
	c := course{offer: l.offer.now(), at: at}
	switch {
	case l.paused || c.offer.Status != relayapi.PublicOfferStatusActive:
		c.state, c.to = relayapi.LinkPreviewStatePaused, c.offer.fallback
	case c.offer.endedAt(at):
		c.state, c.to = relayapi.LinkPreviewStateEnded, c.offer.fallback
	default:
		c.state = relayapi.LinkPreviewStateLive
	}
	if c.to == nil && c.state != relayapi.LinkPreviewStatePaused {
		c.to = l.redirect(c.offer)
	}
	return c
}

// counts reports whether following the link is a click.
func (c course) counts() bool { return c.state != relayapi.LinkPreviewStatePaused }

// fill are the values of the macros, but for the click id and the query.
func (l link) fill(c course) affiliate.MacroValues {
	v := affiliate.MacroValues{MemberID: l.member, OfferID: l.offer.id, Time: c.at.In(l.offer.workspace.location), Random: rand.Uint64()}
	if l.own != nil {
		v.Values = l.own.values
	}
	return v
}

// redirect is the offer's, with the link's own page where it has one.
func (l link) redirect(o *offerNow) *affiliate.Redirect {
	if l.own == nil || l.own.page == "" || !o.redirect.HasLanding() {
		return &o.redirect
	}
	return l.own.redirect(o)
}
