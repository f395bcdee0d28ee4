package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// putVariedClicks are clicks of links 7 and 8 of a member each, the second a
// test, and of link 9, which nobody knows.
func (s *suite) putVariedClicks() (all []relay.KeptClick) {
	s.Helper()
	s.putLink("w1")
	s.must(func(tx relay.Tx) error {
		return tx.PutLink("w1", relayapi.PublicLink{Number: 8, Code: "c8", OfferID: "o", MemberID: "n", Test: true, Status: relayapi.PublicLinkStatusActive})
	})
	for i := range 60 {
		c := kept(i)
		c.LinkNumber = int64(7 + i%3)
		c.Offer, c.Test = []string{"o", "o", ""}[i%3], i%3 == 1
		c.Country = []string{"DE", "", "US", "AT"}[i%4]
		c.Rejected = []string{"", "bot", "", "", "repeat"}[i%5]
		c.Referrer = []string{"a.example", "b.example"}[i%2]
		if i%7 == 0 {
			c.Visitor = relay.Visitor{} // forgotten
		}
		all = append(all, c)
	}
	s.putClicks("w1", all...)
	s.putClicks("w2", kept(1))
	return all
}

func groupClicks(_ *testing.T, s *suite) {
	all := s.putVariedClicks()
	member := map[int64]string{7: "m", 8: "n"}
	value := map[relayapi.ClickProperty]func(relay.KeptClick) string{
		relayapi.ClickPropertyOffer:    func(c relay.KeptClick) string { return c.Offer },
		relayapi.ClickPropertyMember:   func(c relay.KeptClick) string { return member[c.LinkNumber] },
		relayapi.ClickPropertyLink:     func(c relay.KeptClick) string { return fmt.Sprint(c.LinkNumber) },
		relayapi.ClickPropertyCountry:  func(c relay.KeptClick) string { return c.Country },
		relayapi.ClickPropertyDevice:   func(c relay.KeptClick) string { return c.Device },
		relayapi.ClickPropertyBrowser:  func(c relay.KeptClick) string { return c.Browser },
		relayapi.ClickPropertyReferrer: func(c relay.KeptClick) string { return c.Referrer },
		relayapi.ClickPropertyReason:   func(c relay.KeptClick) string { return c.Rejected },
	}
	where := func(p relayapi.ClickProperty, exclude bool, values ...string) relayapi.ClickFilter {
		return relayapi.ClickFilter{Property: p, Exclude: exclude, Values: values}
	}
	many := make([]string, 200)
	for i := range many {
		many[i] = fmt.Sprint(i + 8)
	}
	type properties = []relayapi.ClickProperty
	for name, cut := range map[string]relay.ClickCut{
		"all":                      {Tests: true},
		"none of tests":            {},
		"by two":                   {By: properties{"country", "member"}},
		"by all":                   {By: properties{"offer", "member", "link", "country", "device", "browser", "referrer", "reason"}, Tests: true},
		"of a link":                {By: properties{"reason"}, Where: []relayapi.ClickFilter{where("link", false, "7")}},
		"of many links":            {By: properties{"link"}, Where: []relayapi.ClickFilter{where("link", false, many...)}, Tests: true},
		"but a link":               {By: properties{"link"}, Where: []relayapi.ClickFilter{where("link", true, "7")}, Tests: true},
		"of a member in a country": {By: properties{"referrer"}, Where: []relayapi.ClickFilter{where("member", false, "n", "x"), where("country", false, "DE", "")}, Tests: true},
		"but a member":             {By: properties{"member"}, Where: []relayapi.ClickFilter{where("member", true, "n")}, Tests: true},
		"of nobody":                {By: properties{"member"}, Where: []relayapi.ClickFilter{where("member", false, "")}},
		"of an offer":              {By: properties{"device"}, Where: []relayapi.ClickFilter{where("offer", false, "o")}, Tests: true},
		"that count":               {By: properties{"country"}, Where: []relayapi.ClickFilter{where("reason", false, "")}},
	} {
		cut.Workspace, cut.From, cut.To = "w1", now.Add(5*time.Second), now.Add(50*time.Second)
		want := map[string]relayapi.ClickSums{}
		for _, c := range all {
			if c.Time.Before(cut.From) || !c.Time.Before(cut.To) || c.Test && !cut.Tests ||
				slices.ContainsFunc(cut.Where, func(f relayapi.ClickFilter) bool {
					return slices.Contains(f.Values, value[f.Property](c)) == f.Exclude
				}) {
				continue
			}
			values := []string{}
			for _, p := range cut.By {
				values = append(values, value[p](c))
			}
			sum := want[fmt.Sprint(values)]
			sum.Gross++
			if c.Unique {
				sum.Unique++
			}
			if c.Rejected != "" {
				sum.Rejected++
			}
			want[fmt.Sprint(values)] = sum
		}
		got, groups := map[string]relayapi.ClickSums{}, 0
		err := s.GroupClicks(s.Context(), cut, func(g relay.ClickGroup) {
			got[fmt.Sprint(g.Values)] = g.ClickSums
			groups++
		})
		if err != nil || groups != len(got) {
			s.Fatalf("%s: %v, %d groups", name, err, groups)
		}
		s.equal(want, got)
	}
	err := s.GroupClicks(s.Context(), relay.ClickCut{Workspace: "w1", By: properties{relayapi.ClickPropertyDay}}, func(relay.ClickGroup) {})
	if err == nil {
		s.Fatal("the store tells days apart")
	}
}

func findClicks(_ *testing.T, s *suite) {
	all := s.putVariedClicks()
	same := kept(10)
	same.ClickID = "id10b" // at the same time
	s.putClicks("w1", same)
	cut := relay.ClickCut{Workspace: "w1", From: now, To: now.Add(30 * time.Second), Where: []relayapi.ClickFilter{{Property: relayapi.ClickPropertyMember, Values: []string{"m", "n"}}}, Tests: true}
	want := []relay.FoundClick{}
	for _, c := range append(all[:30:30], same) {
		if member := map[int64]string{7: "m", 8: "n"}[c.LinkNumber]; member != "" {
			want = append(want, relay.FoundClick{Click: c.Click, Offer: "o", Member: member})
		}
	}
	slices.SortFunc(want, func(a, b relay.FoundClick) int {
		return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(b.ClickID, a.ClickID))
	})
	var got []relay.FoundClick
	for before := (relay.ClickCursor{}); ; {
		page, err := s.FindClicks(s.Context(), cut, before, 4)
		if err != nil {
			s.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		got = append(got, page...)
		before = relay.ClickCursor{Time: page[len(page)-1].Time, ID: page[len(page)-1].ClickID}
	}
	s.equal(want, got)
}

func clickRules(_ *testing.T, s *suite) {
	is := func(workspace string, want affiliate.ClickRules) {
		s.Helper()
		got, err := s.ClickRules(s.Context(), workspace)
		s.must(func(tx relay.Tx) error {
			inside, txErr := tx.ClickRules(workspace)
			s.equal(want, inside)
			return errors.Join(err, txErr)
		})
		s.equal(want, got)
	}
	is("w1", affiliate.ClickRules{})
	for _, r := range []affiliate.ClickRules{
		{Referrers: []string{"a.example"}, Agents: []string{"monitor"}, Networks: []string{"192.0.2.0/24"}},
		{Referrers: []string{}, Agents: []string{"other"}, Networks: []string{}},
	} {
		s.must(func(tx relay.Tx) error { return tx.PutClickRules("w1", r) })
		is("w1", r)
	}
	is("w2", affiliate.ClickRules{})
}
