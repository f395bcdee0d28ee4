package relay

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/useragent"
	"linkledger/internal/relayapi"
)

// workspaceClicks are the clicks of one workspace in a batch.
type workspaceClicks struct {
	workspace *workspace
	clicks    []classified
}

type classified struct {
	click   relayapi.Click
	offer   string
	day     string // local
	hour    string // local, two digits
	visitor [16]byte
}

func (b *workspaceClicks) add(c clickfile.Click, a useragent.Agent) {
	rejected := cmp.Or(c.Signal, a.Rejected)
	local := c.Time.In(b.workspace.location)
	b.clicks = append(b.clicks, classified{
		click: relayapi.Click{
			ClickID: c.ID, Time: c.Time, LinkNumber: c.Link, Device: a.Device, Browser: a.Browser, Referrer: c.Referrer, Rejected: rejected,
		},
		offer: c.Offer, day: local.Format(dayForm), hour: local.Format("15"), visitor: c.Visitor,
	})
}

// write puts the raw clicks and appends what they add up to.
func (b *workspaceClicks) write(tx Tx, now time.Time) error {
	if _, _, err := tx.Head(b.workspace.ID); err != nil {
		return err
	}
	counts := newCounts()
	oldest := now.In(b.workspace.location).AddDate(0, 0, -2).Format(dayForm)
	for i := range b.clicks {
		c := &b.clicks[i]
		if c.click.Rejected == "" {
			first, err := tx.FirstVisit(b.workspace.ID, c.day, c.click.LinkNumber, c.visitor)
			if err != nil {
				return err
			}
			c.click.Unique = first
		}
		if err := tx.PutClick(b.workspace.ID, c.visitor, c.click); err != nil {
			return err
		}
		counts.add(*c)
		oldest = min(oldest, c.day)
	}
	if err := tx.ForgetVisits(b.workspace.ID, oldest); err != nil {
		return err
	}
	return appendOwn(tx, b.workspace.ID, relayapi.KindClicks, "", now, counts.body())
}

// appendOwn appends an entry of the relay's own.
func appendOwn(tx Tx, workspace, kind, key string, now time.Time, content any) error {
	_, err := appendOwnSeq(tx, workspace, kind, key, now, content)
	return err
}

func appendOwnSeq(tx Tx, workspace, kind, key string, now time.Time, content any) (int64, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return 0, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return 0, err
	}
	return tx.Append(workspace, relayapi.Entry{
		ID: id.String(), Kind: kind, Schema: 1, Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Time: now, Key: key, Body: body,
	})
}

type linkDay struct {
	number int64
	day    string
}

type offerValue struct{ offer, day, dimension, value string }

// counts adds clicks up by link and day, and by offer, day and dimension.
type counts struct {
	links  map[linkDay]*relayapi.LinkClicks
	offers map[offerValue]int64
}

func newCounts() *counts {
	return &counts{links: map[linkDay]*relayapi.LinkClicks{}, offers: map[offerValue]int64{}}
}

func (n *counts) add(c classified) {
	key := linkDay{c.click.LinkNumber, c.day}
	l := n.links[key]
	if l == nil {
		l = &relayapi.LinkClicks{Number: key.number, Day: key.day, Rejected: map[string]int64{}}
		n.links[key] = l
	}
	l.Gross++
	if c.click.Rejected != "" {
		l.Rejected[c.click.Rejected]++
		return
	}
	if c.click.Unique {
		l.Unique++
	}
	for dimension, value := range map[string]string{
		"hour": c.hour, "country": c.click.Country, "device": c.click.Device, "browser": c.click.Browser, "referrer": c.click.Referrer,
	} {
		n.offers[offerValue{c.offer, c.day, dimension, value}]++
	}
}

// body is the counts in a fixed order.
func (n *counts) body() relayapi.ClicksBody {
	body := relayapi.ClicksBody{Links: []relayapi.LinkClicks{}, Offers: []relayapi.OfferClicks{}}
	for _, l := range n.links {
		body.Links = append(body.Links, *l)
	}
	slices.SortFunc(body.Links, func(a, b relayapi.LinkClicks) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Number, b.Number))
	})
	for _, k := range slices.SortedFunc(maps.Keys(n.offers), func(a, b offerValue) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.offer, b.offer), cmp.Compare(a.dimension, b.dimension), cmp.Compare(a.value, b.value))
	}) {
		body.Offers = append(body.Offers, relayapi.OfferClicks{OfferID: k.offer, Day: k.day, Dimension: k.dimension, Value: k.value, Clicks: n.offers[k]})
	}
	return body
}
