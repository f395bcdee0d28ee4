package relay_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relay/useragent"
	"linkledger/internal/relayapi"
)

// tally is what clicks entries add up to, by the names of its rows; rows that
// are nothing are left out.
type tally map[string]int64

func (s tally) count(n int64, name ...any) {
	key := strings.TrimSuffix(fmt.Sprintln(name...), "\n")
	if s[key] += n; s[key] == 0 {
		delete(s, key)
	}
}

func (s tally) of(name ...any) int64 { return s[strings.TrimSuffix(fmt.Sprintln(name...), "\n")] }

func (s tally) add(b relayapi.ClicksBody) {
	for _, l := range b.Links {
		s.count(l.Gross, "link", l.Number, l.Day, "gross")
		s.count(l.Unique, "link", l.Number, l.Day, "unique")
		for reason, n := range l.Rejected {
			s.count(n, "link", l.Number, l.Day, "rejected", reason)
		}
	}
	for _, o := range b.Offers {
		s.count(o.Clicks, "offer", o.OfferID, o.Day, o.Dimension, o.Value)
	}
}

func (s tally) addBody(t require, raw []byte) {
	t.Helper()
	var body relayapi.ClicksBody
	if err := json.Unmarshal(raw, &body); err != nil {
		t.Fatal(err)
	}
	s.add(body)
}

// recount counts kept clicks one by one.
func recount(clicks []relay.KeptClick, zone *time.Location) tally {
	sum := tally{}
	for _, c := range clicks {
		local := c.Time.In(zone)
		day := local.Format(time.DateOnly)
		sum.count(1, "link", c.LinkNumber, day, "gross")
		if c.Rejected != "" {
			sum.count(1, "link", c.LinkNumber, day, "rejected", c.Rejected)
			continue
		}
		if c.Unique {
			sum.count(1, "link", c.LinkNumber, day, "unique")
		}
		for dimension, value := range map[string]string{"hour": local.Format("15"), "country": c.Country, "device": c.Device, "browser": c.Browser, "referrer": c.Referrer} {
			sum.count(1, "offer", c.Offer, day, dimension, value)
		}
	}
	return sum
}

// body is a tally as an entry has it.
func (s tally) body() (b relayapi.ClicksBody) {
	for _, key := range slices.Sorted(maps.Keys(s)) {
		f := strings.Split(key, " ")
		if f[0] == "offer" {
			b.Offers = append(b.Offers, relayapi.OfferClicks{OfferID: f[1], Day: f[2], Dimension: f[3], Value: f[4], Clicks: s[key]})
			continue
		}
		l := relayapi.LinkClicks{Day: f[2], Rejected: map[string]int64{}}
		fmt.Sscan(f[1], &l.Number)
		switch f[3] {
		case "gross":
			l.Gross = s[key]
		case "unique":
			l.Unique = s[key]
		case "rejected":
			l.Rejected[f[4]] = s[key]
		}
		b.Links = append(b.Links, l)
	}
	return b
}

func classifierWith(t require, rules string) *useragent.Classifier {
	t.Helper()
	c, err := useragent.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
