package desktop

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
	"linkledger/internal/relayapi"
)

const evidence = 100 // latest rows to look through

// Clicks implements probe.Relay.
func (c chain) Clicks(ctx context.Context, number int64) ([]probe.Click, error) {
	clicks, err := c.connection().client.Clicks(ctx, number, evidence)
	list := make([]probe.Click, 0, len(clicks))
	for _, click := range clicks {
		if click.Rejected == "repeat" { // as the clicks of one check after another are
			click.Rejected = ""
		}
		list = append(list, probe.Click{ClickID: click.ClickID, At: click.Time, Rejected: click.Rejected,
			Browser: strings.TrimSpace(click.Browser + " " + click.Device)})
	}
	if err != nil {
		err = plain(err)
	}
	return list, err
}

// maybeClickID finds what could be a click id in a call.
var maybeClickID = regexp.MustCompile(`[A-Za-z2-7]{30}`)

// Postbacks implements probe.Relay: the calls that name a click of the link,
// and the refused ones since, which may have meant one.
func (c chain) Postbacks(ctx context.Context, link int64, since time.Time) ([]probe.Postback, error) {
	calls, err := c.connection().client.Postbacks(ctx, evidence)
	if err != nil {
		return nil, plain(err)
	}
	offers, err := c.store.Offers(ctx)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(offers, func(o affiliate.Offer) bool { return o.ID == c.offer.ID }); at >= 0 {
		c.offer = offers[at] // as it is now: a check can run for days
	}
	keys := c.clickKeys()
	var list []probe.Postback
	for _, call := range calls {
		if call.ReceivedAt.Before(since) {
			continue
		}
		p := c.postback(call, offers)
		for _, text := range maybeClickID.FindAllString(call.Query+" "+call.Body, -1) {
			if id, parts, err := keys.Parse(text); err == nil && parts.Link == link {
				p.ClickID = string(id)
			}
		}
		if p.ClickID != "" || !p.Accepted {
			list = append(list, p)
		}
	}
	return list, nil
}

// postback reads a call by the offer's names for its parameters.
func (c chain) postback(call relayapi.PostbackCall, offers []affiliate.Offer) probe.Postback {
	p := probe.Postback{At: call.ReceivedAt, Accepted: call.Accepted, Reply: call.Reply, Query: strings.Trim(call.Query+"&"+call.Body, "&")}
	values := map[string]string{}
	for _, text := range []string{call.Query, call.Body} {
		given, _ := url.ParseQuery(text) // what can be read of it
		for name, all := range given {
			values[strings.ToLower(name)] = all[0]
		}
	}
	preset, _ := affiliate.PostbackPresetNamed(c.offer.Preset)
	own := c.offer.Postback.OwnNames()
	read := func(field affiliate.PostbackField) string {
		for _, name := range append([]string{strings.ToLower(own[field])}, preset.Names[field]...) {
			if value := values[name]; value != "" {
				return value
			}
		}
		return ""
	}
	p.OrderID, p.Sale, p.Payout = read(affiliate.PostbackOrderID), read(affiliate.PostbackSale), read(affiliate.PostbackPayout)
	p.Currency = read(affiliate.PostbackCurrency)
	p.Minor = preset.Minor && c.offer.Postback.Amounts == "" || c.offer.Postback.Amounts == affiliate.AmountsMinor
	p.Of = c.tokenOfAnother(call.Path, offers)
	return p
}

// tokenOfAnother names the offer whose token a call came with, by the letters
// that the relay keeps of it; empty where it is our offer's own, or nobody's.
func (c chain) tokenOfAnother(path string, offers []affiliate.Offer) string {
	short, found := strings.CutPrefix(path, "/postback/")
	short, cut := strings.CutSuffix(short, "…")
	if !found || !cut || short == "" {
		return ""
	}
	var other string
	for _, o := range offers {
		tokens := append([]affiliate.TokenUntil{{Token: o.PostbackToken}}, o.PostbackTokens...)
		if !slices.ContainsFunc(tokens, func(t affiliate.TokenUntil) bool { return strings.HasPrefix(t.Token, short) }) {
			continue
		}
		if o.ID == c.offer.ID {
			return ""
		}
		other = o.Name
	}
	return other
}

func (s *session) clickKeys() (keys affiliate.ClickKeys) {
	if c := s.connection(); c != nil {
		for _, k := range c.known.ClickKeys {
			keys[k.Index] = k.Key
		}
	}
	return keys
}
